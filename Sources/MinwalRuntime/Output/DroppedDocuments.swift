import Minwal
import MinwalRecipe

/// The output of documents that were dropped, with stage, reason and scores: what `dropped:` of a recipe asks for. It stands
/// behind the exporters, in no chain.
struct DroppedDocuments: Exporter {
  static let spec = StageSpec("dropped", "Writes documents that were dropped.")

  let destination: Destination

  init(_ path: OutputPath) {
    let compression = Compression.bySuffix(of: path.written)?.compression
    destination = Destination(path, compressor: compression.flatMap { Compressor($0) })
  }

  init(_ options: NoOptions, _ context: StageContext) { self.init(OutputPath("dropped.jsonl")) }

  mutating func render(_ document: Document, into output: inout ByteBuffer) {}

  /// Writes the record of a document.
  static func write(_ document: Document, stage: String, reason: String, into records: inout Records) {
    JSONWriter.append(to: &records.bytes) { json in
      json.object { json in
        json.name("id")
        json.string(document.id)
        json.name("stage")
        json.string(stage)
        json.name("reason")
        json.string(reason)
        json.name("text")
        json.string(document.text.span)
        json.name("title")
        if let title = document.title { json.string(title) } else { json.null() }
        json.name("metadata")
        json.value(.object(document.metadata.members))
        if let scores = document[Scores.self] {
          json.name(Scores.name)
          scores.encode(of: document, into: &json)
        }
      }
      json.endLine()
    }
    records.ends.append(Records.End(id: document.id, end: records.bytes.count))
    records.count += 1
    records.records += 1
  }
}

/// A place where nothing is kept.
struct NoSink: RecordSink {
  let description: String
  mutating func append(_ records: RecordBatch) {}
  mutating func commit() -> SinkPosition? { nil }
  mutating func finish() {}
  mutating func abandon() -> String? { nil }
}

extension Recipe {
  /// All that has records: the exporters, and what is dropped, if the recipe wants that.
  var outputs: [any Exporter] { steps.exporters + (dropped.map { [DroppedDocuments($0)] } ?? []) }
}

import Minwal

/// What a worker hands over when it is done with a batch.
struct BatchResult: BatchProduct {
  var number = 0
  /// Where in the input the next batch begins.
  var end = SourcePosition()
  var counts = DocumentCounts()
  /// The ids of all documents.
  var ids = DocumentIDs()
  var stages: [StageStatistics]
  var notable = NotableDocuments()
  /// The records of each exporter, in the order of the recipe.
  var records: [Records]
  var quarantined: [QuarantinedDocument] = []
  /// Why the run cannot go on, if it must not.
  var failure: (any Error)?

  init(stages: Int, exporters: Int) {
    self.stages = Array(repeating: StageStatistics(), count: stages)
    records = Array(repeating: Records(), count: exporters)
  }

  mutating func count(passedOver: ReasonTally) { counts.passedOver.merge(passedOver) }

  /// How much memory it takes, roughly.
  var size: Int {
    records.reduce(0) { $0 + $1.bytes.count + $1.ends.count * 64 }
      + quarantined.reduce(0) { $0 + ($1.input?.count ?? 0) }
  }
}

typealias Records = RecordBatch

/// A document that failed: its input as it was, and why.
struct QuarantinedDocument: Sendable {
  var id: String
  var index: Int
  var place: Place
  /// `nil` if it could not be read.
  var input: ByteBuffer?
  /// The reader that its bytes are for.
  var reader = "text"
  /// What the reader needs besides: see ``Record/preamble``.
  var preamble = ByteBuffer()
  /// Whether its bytes are UTF-8, whatever the recipe says.
  var isUTF8 = false
  /// The stage that failed; `nil` if the document could not be read.
  var stage: String?
  var error: StageError
}

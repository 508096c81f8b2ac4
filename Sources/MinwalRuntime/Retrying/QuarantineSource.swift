import Minwal
import MinwalRecipe

/// Hands out the documents of a quarantine, one a batch, each as it lay in the input.
struct QuarantineSource: BatchSource {
  private let folder: String
  private let entries: [QuarantineEntry]
  private let readers: ReaderTable
  private let items: [InputItem]
  private(set) var count = 0
  var empty: [String] { [] }

  /// Creates a source of some documents.
  init(_ folder: String, _ entries: [QuarantineEntry], _ readers: ReaderTable, _ items: [InputItem]) {
    self.items = items
    self.folder = folder
    self.entries = entries
    self.readers = readers
  }

  mutating func next(into batch: inout RawBatch) throws -> Bool {
    guard count < entries.count, !RunToken.current.isCancelled else { return false }
    let entry = entries[count]
    batch.clear()
    batch.number = count
    batch.firstIndex = entry.index
    count += 1
    var file = BatchFile(
      path: entry.place.file, id: entry.id, reader: readers.index(of: entry.reader) ?? 0, preamble: entry.preamble,
      isUTF8: entry.isUTF8)
    // What the recipe says about the file is said again, as it is now.
    if let item = items.first(where: { $0.includes(path: entry.place.file) }) {
      file.tags = item.tags(ofShown: entry.place.file) ?? FileTags()
      if let reader = readers.sets[item.set].index(of: entry.reader) {
        file.reader = readers.index(set: item.set, reader)
      }
    }
    guard entry.isKept else {
      // It could not be read then; perhaps it can now.
      batch.add(file, isRecords(file.reader) ? .unreadable(Self.manyRecords(entry)) : .file)
      return true
    }
    do {
      file.path = FileSystem.join(folder, entry.name)
      if entry.place.line == nil {
        // A file that is compressed is kept as it was, and records of one are not.
        _ = try ByteSource.read(file.path, name: entry.place.file.displayedPath, into: &batch.bytes)
      } else {
        try FileSystem.append(contentsOf: file.path, to: &batch.bytes, limit: DocumentSource.documentLimit)
      }
      file.path = entry.place.file
      if let failure = misfit(batch.bytes, entry) {
        batch.add(file, .unreadable(failure))
        return true
      }
      batch.add(file, .bytes(0..<batch.bytes.count))
      batch.records[0].id = entry.id
      if let line = entry.place.line { batch.records[0].position = RecordPosition(line: line) }
    } catch let failure as StageError {
      batch.bytes.clear()
      file.path = entry.place.file
      batch.add(file, .unreadable(failure))
    } catch {
      // Someone has removed the bytes and left the error. The other documents are tried all the same.
      batch.bytes.clear()
      batch.add(file, .unreadable(StageError(.unreadableInput, "\(error)")))
    }
    return true
  }

  /// Whether files for a reader are many documents.
  private func isRecords(_ reader: Int) -> Bool {
    switch try? readers.all[reader].instance().reader.framing {
    case .lines, .records, .rows: true
    default: false
    }
  }

  private static func manyRecords(_ entry: QuarantineEntry) -> StageError {
    StageError(
      .unreadableInput,
      "it could not be tried again, since its bytes are not in the quarantine: mend the file or the recipe, and run the "
        + "recipe over that file again; its error is still \(entry.code)")
  }

  /// Why a document is not to be read in the encoding that the recipe names now; `nil` if it may be.
  ///
  /// A quarantine is mixed: what is right for one document makes other letters of another, and both would be gone from
  /// it.
  private func misfit(_ bytes: ByteBuffer, _ entry: QuarantineEntry) -> StageError? {
    guard !entry.isUTF8, let reader = readers.index(of: entry.reader),
      let encoding = try? readers.all[reader].instance().options.first(where: { $0.name == "encoding" })?.value,
      !["null", "utf-8", "utf8"].contains(encoding.lowercased())
    else { return nil }
    let sample = bytes.span.extracting(0..<min(bytes.count, 64 << 10))
    guard let better = EncodingGuess.better(for: sample, than: encoding) else { return nil }
    let name = if case .named(let name) = better { name } else { "utf-8" }
    return StageError(
      .wrongEncoding,
      "it does not look like \(encoding), but like \(name); it stays as it is: try it again with --set "
        + "input.encoding=\(name)")
  }
}

public import Minwal
public import MinwalRecipe

/// Which documents to look at.
public enum DocumentChoice: Sendable {
  /// The first ones of some inputs.
  case first(Int, of: [InputItem])
  /// So many of some inputs, chosen from all as `run --sample` does.
  case sample(Int, of: [InputItem])
  /// The ones of these ids.
  case ids([String], of: [InputItem])
  /// The record that begins in a line of a file.
  case line(Int, of: InputItem)
  /// One that an earlier run has put into quarantine.
  case quarantined(KeptDocument)
  /// A document that is at hand.
  case text(Text, id: String)

  /// What the command line names, if it is a file, folder or pattern.
  public var item: InputItem? {
    switch self {
    case .first(_, let items): items.first
    case .line(_, let item): item
    case .sample, .ids, .quarantined, .text: nil
    }
  }

  /// Finds out what someone means who names a document on the command line.
  ///
  /// - Parameters:
  ///   - name: A file, folder or pattern; `FILE:LINE` for the record that begins there; a file in a quarantine folder; `-`; or the
  ///     id of a document of the recipe's input.
  ///   - recipe: Says how its input is to be read.
  ///   - limit: How many documents of a folder, pattern or file of records.
  /// - Throws: `StageError` `missing-input` if there is nothing of that name.
  public init(named name: String, _ recipe: Recipe, limit: Int = 1) throws(StageError) {
    // Who names the error means the document that it is about.
    let name = name.withoutSuffix(Quarantine.errorExtension) ?? name
    let item = InputItem.items(commandLine: [name], recipe)[0]
    let place = Place(name)
    if item.isStandardInput || item.glob != nil {
      self = .first(limit, of: [item])
    } else if let kept = try KeptDocument(path: name) {
      self = .quarantined(kept)
    } else if (try? FileSystem.status(name)) != nil {
      self = .first(limit, of: [item])
    } else if let line = place.line, (try? FileSystem.status(place.file).kind) == .file {
      self = .line(line, of: InputItem.items(commandLine: [place.file], recipe)[0])
    } else if let input = recipe.input, !input.contains(where: { $0.paths.all.contains("-") }) {
      self = .ids([name.pathText], of: InputItem.items(of: recipe))
    } else {
      throw StageError(.missingInput, "cannot read '\(name)': no such file or directory")
    }
  }
}

/// A document in a quarantine folder, with what its error file says.
public struct KeptDocument: Sendable {
  /// What went wrong then.
  public let error: StageError
  /// Where; `read` if it could not be read.
  public let stage: String
  /// The document as a run would get it.
  let id: String
  let place: Place
  let index: Int
  /// The reader that its bytes are for.
  let reader: String
  /// What the reader needs besides.
  let preamble: ByteBuffer
  /// Whether its bytes are UTF-8, whatever the recipe says.
  let isUTF8: Bool
  /// Its bytes, decompressed if it is a file that was kept as it lay there.
  let bytes: ByteBuffer
  /// Why it cannot be decompressed.
  let damage: StageError?

  /// Reads a document and the error file beside it.
  ///
  /// - Returns: `nil` if there is no error file.
  init?(path: String) throws(StageError) {
    guard let report = try? FileSystem.contents(of: path + Quarantine.errorExtension, limit: 1 << 20) else {
      return nil
    }
    // Of all errors that there can be, those of damage are the document's.
    var contents = ByteBuffer()
    var damage: StageError?
    do {
      _ = try ByteSource.read(path, name: path.displayedPath, into: &contents)
    } catch let error as StageError {
      damage = error
    } catch {
      throw StageError(.unreadableInput, "\(error)")
    }
    bytes = contents
    self.damage = damage
    var json = JSONReader(report.span)
    guard UTF8Validation.firstInvalid(in: report.span) == nil, case .object(let members)? = try? json.value() else {
      throw StageError(
        .unreadableInput, "the file '\(path)\(Quarantine.errorExtension)' is not an error of a quarantine")
    }
    func text(_ name: String) -> String? { members.first { $0.name == name }?.value.stringValue }
    error = StageError(text("code").map { StageError.Code($0) } ?? .stageFailed, text("error") ?? "")
    stage = text("stage") ?? EditTrace.reading
    id = text("id") ?? path
    place = Place(text("input") ?? path)
    if case .number(let number)? = members.first(where: { $0.name == "index" })?.value {
      index = Int(number) ?? 0
    } else {
      index = 0
    }
    reader = text("reader") ?? "text"
    preamble = text("preamble").flatMap { ByteBuffer(hex: $0) } ?? ByteBuffer()
    isUTF8 = text("encoding") == "utf-8"
  }

  /// The document alone, for a reader.
  func batch(_ readers: ReaderTable, _ items: [InputItem]) -> RawBatch {
    var batch = RawBatch()
    batch.firstIndex = index
    batch.bytes = bytes
    batch.add(
      BatchFile(
        path: place.file, id: id, reader: readers.index(of: reader) ?? 0, preamble: preamble, isUTF8: isUTF8),
      damage.map { .unreadable($0) } ?? .bytes(0..<bytes.count))
    batch.records[0].id = id
    if let item = items.first(where: { $0.includes(path: place.file) }) {
      batch.files[0].tags = item.tags(ofShown: place.file) ?? FileTags()
      if let reader = readers.sets[item.set].index(of: reader) {
        batch.files[0].reader = readers.index(set: item.set, reader)
      }
    }
    if let line = place.line { batch.records[0].position = RecordPosition(line: line) }
    return batch
  }
}

extension String {
  /// What stands before a suffix, if that is a path that leads somewhere.
  fileprivate func withoutSuffix(_ suffix: String) -> String? {
    guard hasSuffix(suffix) else { return nil }
    let start = String(dropLast(suffix.count))
    return (try? FileSystem.status(start)) == nil ? nil : start
  }
}

public import Minwal
public import MinwalRecipe

/// Which documents to look at.
public enum DocumentChoice: Sendable {
  /// The first ones of some inputs.
  case first(Int, of: [InputItem])
  /// The ones of these ids.
  case ids([String], of: [InputItem])
  /// A line of a file of JSON Lines.
  case line(Int, of: InputItem)
  /// One that an earlier run has put into quarantine.
  case quarantined(KeptDocument)
  /// A document that is at hand.
  case text(Text, id: String)

  /// Finds out what somebody means who names a document on the command line.
  ///
  /// - Parameters:
  ///   - name: A file, folder or pattern; `FILE:LINE` for a line of JSON Lines; a file in a quarantine folder; `-`; or the
  ///     id of a document of the recipe's input.
  ///   - recipe: Says how its input is to be read.
  ///   - limit: How many documents of a folder, pattern or file of JSON Lines.
  /// - Throws: `StageError` `missing-input` if there is nothing of that name.
  public init(named name: String, _ recipe: Recipe, limit: Int = 1) throws(StageError) {
    // Who names the error means the document that it is about.
    let name = name.withoutSuffix(Quarantine.errorExtension) ?? name
    let item = InputItem.items(commandLine: [name], recipe: recipe.input)[0]
    if item.isStandardInput || item.glob != nil {
      self = .first(limit, of: [item])
    } else if let kept = try KeptDocument(path: name, recipe) {
      self = .quarantined(kept)
    } else if (try? FileSystem.status(name)) != nil {
      self = .first(limit, of: [item])
    } else if let (file, line) = name.fileAndLine, (try? FileSystem.status(file).kind) == .file {
      self = .line(line, of: InputItem(file, .jsonLines))
    } else if let input = recipe.input, input.files?.all.contains("-") != true, input.jsonl?.all.contains("-") != true {
      self = .ids([name.pathText], of: InputItem.items(of: input, folder: recipe.folder))
    } else {
      throw StageError("missing-input", "cannot read '\(name)': no such file or directory")
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
  let place: String
  let index: Int
  /// Whether it was a line of JSON.
  let isLine: Bool
  let bytes: ByteBuffer

  /// Reads a document and the error file beside it.
  ///
  /// - Returns: `nil` if there is no error file.
  init?(path: String, _ recipe: Recipe) throws(StageError) {
    guard let report = try? FileSystem.contents(of: path + Quarantine.errorExtension, limit: 1 << 20) else {
      return nil
    }
    do {
      bytes = try FileSystem.contents(of: path, limit: DocumentSource.documentLimit)
    } catch {
      throw StageError("unreadable-input", error.description)
    }
    var reader = JSONReader(report.span)
    guard UTF8Validation.firstInvalid(in: report.span) == nil, case .object(let members)? = try? reader.value() else {
      throw StageError("unreadable-input", "the file '\(path)\(Quarantine.errorExtension)' is no error of a quarantine")
    }
    func text(_ name: String) -> String? { members.first { $0.name == name }?.value.stringValue }
    error = StageError(text("code") ?? "stage-failed", text("error") ?? "")
    stage = text("stage") ?? EditTrace.reading
    id = text("id") ?? path
    place = text("input") ?? path
    if case .number(let number)? = members.first(where: { $0.name == "index" })?.value {
      index = Int(number) ?? 0
    } else {
      index = 0
    }
    let kept = bytes
    if let form = text("form") {
      isLine = form == "line"
    } else {
      // Earlier versions did not say.
      isLine = recipe.input?.jsonl != nil || kept.span.isJSONObject
    }
  }

  /// The document alone, for a reader.
  func batch() -> RawBatch {
    var batch = RawBatch()
    batch.firstIndex = index
    batch.bytes = bytes
    // A line of JSON has its number behind the file's name.
    if isLine, let (file, line) = place.fileAndLine {
      batch.content = .lines(source: file, firstLine: line)
    } else {
      batch.content = .document(id: id)
    }
    return batch
  }
}

extension Span where Element == UInt8 {
  /// Whether this may be a record of JSON Lines.
  fileprivate var isJSONObject: Bool {
    for index in indices where ![0x20, 0x09, 0x0D].contains(self[index]) { return self[index] == UInt8(ascii: "{") }
    return false
  }
}

extension String {
  /// What stands before a suffix, if that is a path that leads somewhere.
  fileprivate func withoutSuffix(_ suffix: String) -> String? {
    guard hasSuffix(suffix) else { return nil }
    let start = String(dropLast(suffix.count))
    return (try? FileSystem.status(start)) == nil ? nil : start
  }

  /// The parts of `FILE:LINE`.
  fileprivate var fileAndLine: (file: String, line: Int)? {
    guard let colon = utf8.lastIndex(of: UInt8(ascii: ":")), let line = Int(self[index(after: colon)...]), line > 0
    else {
      return nil
    }
    return (String(self[..<colon]), line)
  }
}

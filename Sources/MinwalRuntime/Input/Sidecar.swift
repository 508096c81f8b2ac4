import Minwal

/// Reads files of metadata that lie beside others, and remembers the last one: records of a file have the same.
struct Sidecar {
  private var path: String?
  private var members: [JSONMember] = []

  /// Adds what a file says to a document; nothing if there is no such file. What the document says itself stays.
  ///
  /// - Throws: ``StageError`` `malformed-sidecar` if the file is not a JSON object.
  mutating func add(_ path: String, to document: inout Document) throws {
    if self.path?.hasSameBytes(as: path) != true {
      self.path = nil
      members = try Self.read(path)
      self.path = path
    }
    for member in members where document.metadata[member.name] == nil {
      switch (member.name, member.value) {
      case ("title", .string(let title)): document.title = document.title ?? title
      case ("language", .string(let tag)):
        if document.language == nil, !tag.isEmpty { document.language = Language(declared: tag) }
        document.metadata[member.name] = member.value
      default: document.metadata[member.name] = member.value
      }
    }
  }

  private static func read(_ path: String) throws -> [JSONMember] {
    guard let status = try? FileSystem.status(path) else { return [] }
    // Opening a pipe waits for its other end, and a device may have no end.
    guard status.kind == .file else {
      throw StageError(.malformedSidecar, "what lies beside it, \(path.displayedPath), is not a file")
    }
    guard staysBelow(path) else {
      throw StageError(
        .malformedSidecar,
        "the file beside it, \(path.displayedPath), is a link that leads out of its folder; copy the file")
    }
    do {
      var bytes = try FileSystem.contents(of: path, limit: 16 << 20)
      bytes.removeByteOrderMark()
      guard UTF8Validation.firstInvalid(in: bytes.span) == nil else {
        throw StageError(.malformedSidecar, "the file beside it, \(path.displayedPath), is not UTF-8")
      }
      var reader = JSONReader(bytes.span)
      let value = try reader.value()
      try reader.end()
      if case .object(let members) = value { return members }
      throw StageError(.malformedSidecar, "the file beside it, \(path.displayedPath), is not a JSON object")
    } catch let error as JSONError {
      throw StageError(
        .malformedSidecar,
        "the file beside it, \(path.displayedPath), is not JSON: \(error.message) (byte \(error.offset + 1))")
    } catch let error as FileSystem.Failure {
      throw StageError(.malformedSidecar, error.description)
    }
  }

  /// Whether a file is one, or a link to one in the same folder or below it: who can add to an input does not decide what
  /// else is read.
  private static func staysBelow(_ path: String) -> Bool {
    guard (try? FileSystem.status(path, followingLinks: false))?.kind == .link else { return true }
    guard let file = FileSystem.realPath(path), let folder = FileSystem.realPath(FileSystem.split(path).folder) else {
      return false
    }
    return file.hasPrefix(folder == "/" ? "/" : folder + "/")
  }
}

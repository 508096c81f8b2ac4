/// The names that a run has given to the files of documents, in memory and in a file, one a line, so that a run that
/// goes on gives no name twice.
package struct NameLog: Sendable {
  private var register: NameRegister
  /// `nil` if the run cannot be resumed.
  private let file: AppendFile?

  /// Begins a list, or continues one.
  ///
  /// - Parameters:
  ///   - path: The file; `nil` to keep the names in memory only.
  ///   - companions: What else is written beside each file, as for ``NameRegister``.
  ///   - length: How many bytes of the file count.
  /// - Throws: ``FileSystem/Failure``, also if there are fewer.
  package init(_ path: String?, companions: [String], keeping length: Int = 0) throws(FileSystem.Failure) {
    register = NameRegister(companions: companions)
    guard let path else {
      file = nil
      return
    }
    file = try AppendFile(path, keeping: length)
    for name in try Self.names(in: path, length: length) { register.take(name) }
  }

  /// The names in the first bytes of a list.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - length: How many bytes of it count.
  /// - Returns: The names, in the order in which they were given.
  /// - Throws: ``FileSystem/Failure``, also if there are fewer bytes.
  package static func names(in path: String, length: Int) throws(FileSystem.Failure) -> [String] {
    guard length > 0 else { return [] }
    let bytes = try FileSystem.contents(of: path, limit: .max)
    guard bytes.count >= length else {
      throw FileSystem.Failure("read", path, code: FileSystem.Failure.tooShort)
    }
    var names: [String] = []
    var start = 0
    while start < length, let end = bytes.span.firstIndex(of: UInt8(ascii: "\n"), from: start), end < length {
      names.append(String(decodingUTF8: bytes.span.extracting(start..<end)))
      start = end + 1
    }
    return names
  }

  /// Gives out a name, as ``NameRegister/claim(_:ending:)`` does.
  package mutating func claim(_ path: String, ending: String = "") throws(FileSystem.Failure) -> String {
    let name = register.claim(path, ending: ending)
    try file?.write((name + "\n").utf8.span)
    return name
  }

  /// Makes the list durable.
  ///
  /// - Returns: How many bytes it has.
  package func commit() throws(FileSystem.Failure) -> Int {
    try file?.sync()
    return file?.length ?? 0
  }
}

import Minwal

/// The names that a run has given to the files of documents, in memory and in a file, one a line, so that a run that
/// goes on gives no name twice.
struct NameLog: Sendable {
  private var register: NameRegister
  /// `nil` if nobody will go on.
  private let file: AppendFile?

  /// Begins a list, or goes on with one.
  ///
  /// - Parameters:
  ///   - path: The file; `nil` to keep the names in memory only.
  ///   - companions: What else is written beside each file, as for ``NameRegister``.
  ///   - length: How many bytes of the file count.
  /// - Throws: ``FileSystem/Failure``, also if there are fewer.
  init(_ path: String?, companions: [String], keeping length: Int = 0) throws(FileSystem.Failure) {
    register = NameRegister(companions: companions)
    guard let path else {
      file = nil
      return
    }
    file = try AppendFile(path, keeping: length)
    guard length > 0 else { return }
    let names = try FileSystem.contents(of: path, limit: .max)
    var start = 0
    while start < names.count, let end = names.span.firstIndex(of: UInt8(ascii: "\n"), from: start) {
      register.take(String(decodingUTF8: names.span.extracting(start..<end)))
      start = end + 1
    }
  }

  /// Gives out a name, as ``NameRegister/claim(_:ending:)`` does.
  mutating func claim(_ path: String, ending: String = "") throws(FileSystem.Failure) -> String {
    let name = register.claim(path, ending: ending)
    try file?.write((name + "\n").utf8.span)
    return name
  }

  /// Makes the list durable.
  ///
  /// - Returns: How many bytes it has.
  func commit() throws(FileSystem.Failure) -> Int {
    try file?.sync()
    return file?.length ?? 0
  }
}

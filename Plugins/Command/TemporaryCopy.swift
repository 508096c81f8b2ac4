import Glibc
import Minwal

/// A file of its own for bytes that do not lie in one, for programs that want a path.
struct TemporaryCopy {
  let path: String

  /// Writes the bytes.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - name: What they are called, whose suffix tells some programs what they are.
  /// - Throws: ``StageError`` that ends the run: without room for temporary files, it cannot go on.
  init(of bytes: Span<UInt8>, named name: String) throws(StageError) {
    let folder = FileSystem.environmentVariable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let suffix = Self.suffix(of: name)
    var template = Array("\(folder)/minwal-XXXXXX\(suffix)".utf8CString)
    let descriptor = unsafe template.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe mkstemps($0, Int32(suffix.utf8.count)) } ?? -1
    }
    guard descriptor >= 0 else { throw Self.failure(folder) }
    // Programs that others start at this moment get no copy of it.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var position = 0
    var isWhole = true
    while position < bytes.count, isWhole {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress?.advanced(by: position), $0.count - position)
      }
      if count > 0 { position += count } else if errno != EINTR { isWhole = false }
    }
    let error = isWhole ? nil : Self.failure(folder)
    close(descriptor)
    if let error {
      unsafe unlink(path)
      throw error
    }
  }

  private static func failure(_ folder: String) -> StageError {
    .unavailable("cannot write a temporary file in '\(folder)': \(unsafe String(cString: strerror(errno)))")
  }

  /// The suffix of a name, if it is a plain one: without that of a compressed file.
  private static func suffix(of name: String) -> String {
    var parts = name.split(separator: "/").last?.split(separator: ".").dropFirst() ?? []
    if let last = parts.last, ["gz", "zst", "bz2", "xz"].contains(last) { parts.removeLast() }
    guard let last = parts.last, last.utf8.count <= 16,
      last.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) })
    else { return "" }
    return ".\(last)"
  }

  func remove() { unsafe unlink(path) }
}

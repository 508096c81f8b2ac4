import Synchronization

/// What a stage may ask for while it is made.
public struct StageContext: Sendable {
  /// The language that the recipe declares for all its documents.
  public let language: Language?
  private let files: FileLog

  /// Creates a context.
  public init(language: Language? = nil) {
    self.language = language
    files = FileLog()
  }

  /// The contents of a file that an option names. They count for the recipe's fingerprint.
  ///
  /// - Throws: ``Diagnostic`` `missing-file` if it cannot be read, or is larger than 256 MB.
  public func contents(of file: InputFile) throws(Diagnostic) -> Text {
    var buffer: ByteBuffer
    do {
      buffer = try FileSystem.contents(of: file.path, limit: 256 << 20)
    } catch {
      throw Diagnostic(.missingFile, "cannot read the file '\(file.written)': \(error.reason)", at: file.range)
    }
    buffer.removeByteOrderMark()
    guard let text = Text(validating: buffer.span) else {
      throw Diagnostic(
        .badResource, "the file '\(file.written)' is not UTF-8", at: file.range,
        notes: ["convert it first, for example: iconv -f windows-1256 -t utf-8"])
    }
    files.add(file.written, file.path, StableHash.hash(text.span))
    return text
  }

  /// The files that were read, by the names that recipes have for them, where they lie, and a hash of what was in them.
  package var filesRead: [(name: String, path: String, hash: UInt64)] { files.all }
}

/// Remembers which files stages have read.
private final class FileLog: Sendable {
  private let entries = Mutex<[(name: String, path: String, hash: UInt64)]>([])

  var all: [(name: String, path: String, hash: UInt64)] { entries.withLock { $0 } }

  func add(_ name: String, _ path: String, _ hash: UInt64) { entries.withLock { $0.append((name, path, hash)) } }
}

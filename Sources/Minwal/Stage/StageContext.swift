import Synchronization

/// What a stage may ask for while it is made.
public struct StageContext: Sendable {
  /// The language that the recipe declares for all its documents.
  public let language: Language?
  /// The layers whose types are known.
  package let layers: [LayerID]
  private let files: FileLog
  /// Where notes of the recipe's stages go.
  package let log: StageLog
  /// The stage that is made.
  private var stage = "a stage"

  /// Creates a context.
  public init(language: Language? = nil) { self.init(language: language, layers: LayerID.known) }

  /// Creates a context for the stages of a registry that has some layers.
  package init(language: Language?, layers: [LayerID]) {
    self.language = language
    self.layers = layers
    files = FileLog()
    log = StageLog()
  }

  /// The context of one of the recipe's stages.
  func of(stage: String) -> StageContext {
    var context = self
    context.stage = stage
    return context
  }

  /// Says something to anyone who keeps the log of a run: what a program printed, that a server was slow. A stage keeps
  /// its context for it. When much is said in little time, the log has only how many messages there were.
  public func note(_ message: String) { log.note(stage, message) }

  /// The run that a stage works for now, which may be cancelled: for stages that wait long. It is not the same all the
  /// time, since a stage that was made once may serve several runs.
  public var run: RunToken { .current }

  /// The contents of a file that an option names. They count for the recipe's fingerprint.
  ///
  /// - Throws: ``Diagnostic`` `missing-file` if it cannot be read, or is larger than 256 MB.
  public func contents(of file: InputFile) throws(Diagnostic) -> Text {
    var buffer: ByteBuffer
    do {
      buffer = try CarriedFiles.contents(of: file.path, limit: 256 << 20)
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

  /// Has the contents of a file count for the recipe's fingerprint, of a program for example.
  ///
  /// - Throws: ``Diagnostic`` `missing-file` if it cannot be read, or is larger than 1 GiB.
  public func addToFingerprint(_ file: InputFile) throws(Diagnostic) {
    let contents: ByteBuffer
    do {
      contents = try CarriedFiles.contents(of: file.path, limit: 1 << 30)
    } catch {
      throw Diagnostic(.missingFile, "cannot read the file '\(file.written)': \(error.reason)", at: file.range)
    }
    files.add(file.written, file.path, StableHash.hash(contents.span))
  }

  /// The files that were read, by the names that recipes have for them, where they lie, and a hash of what was in them.
  package var filesRead: [(name: String, path: String, hash: UInt64)] { files.all }

  /// Notes a file that a stage has read when it was made before.
  package func addRead(_ file: (name: String, path: String, hash: UInt64)) {
    files.add(file.name, file.path, file.hash)
  }
}

/// Remembers which files stages have read.
private final class FileLog: Sendable {
  private let entries = Mutex<[(name: String, path: String, hash: UInt64)]>([])

  var all: [(name: String, path: String, hash: UInt64)] { entries.withLock { $0 } }

  func add(_ name: String, _ path: String, _ hash: UInt64) { entries.withLock { $0.append((name, path, hash)) } }
}

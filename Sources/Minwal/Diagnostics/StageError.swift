/// Why a stage could not deal with a document. The document is quarantined with it.
public struct StageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of error: a stable kebab-case name, which `minwal explain` tells more about.
  ///
  /// A struct, so that a plugin has codes of its own, and a new kind breaks no one's `switch`:
  /// ```swift
  /// extension StageError.Code { static let tooSilent = Self("too-silent") }
  /// ```
  /// It can be caught by: `catch StageError.Code.malformedReply`.
  public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ name: String) { rawValue = name }
    public var description: String { rawValue }

    /// Whether an error is a ``StageError`` of this kind.
    public static func ~= (code: Code, error: any Error) -> Bool { (error as? StageError)?.code == code }
  }

  public var code: Code
  /// What happened, in words for the person who runs the recipe.
  public var message: String

  /// Creates an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The error of a stage that can do no document, whatever it is: a program that does not start, a server that does
  /// not know us. The run then ends, and can be resumed when that is fixed, instead of quarantining all that is left.
  public static func unavailable(_ message: String) -> StageError { StageError(.stageUnavailable, message) }

  /// The error of a stage that has stopped waiting, since the run is to end. The document is done by the
  /// run that goes on.
  public static let interrupted = StageError(.interrupted, "the run was interrupted")

  /// Whether it ends the run.
  package var endsRun: Bool { code == .stageUnavailable || isInterruption }

  /// Whether the run was to end.
  package var isInterruption: Bool { code == .interrupted }

  public var description: String { message }
}

extension StageError.Code: ExpressibleByStringLiteral {
  /// Names a kind of error that has no constant.
  public init(stringLiteral name: String) { self.init(name) }
}

extension StageError: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(code.rawValue)
    writer.write(message)
  }

  public init(from reader: inout BinaryReader) throws {
    code = Code(try reader.read(String.self))
    message = try reader.read()
  }
}

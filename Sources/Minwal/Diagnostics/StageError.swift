/// Why a stage could not deal with a document. The document is quarantined with it.
public struct StageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A stable kebab-case name.
  public var code: String
  /// What happened, in words for the person who runs the recipe.
  public var message: String

  /// Creates an error.
  public init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The error of a stage that can do no document, whatever it is: a program that does not start, a server that does
  /// not know us. The run then ends, and can be resumed when that is fixed, instead of quarantining all that is left.
  public static func unavailable(_ message: String) -> StageError { StageError(unavailableCode, message) }

  private static let unavailableCode = "stage-unavailable"

  /// The error of a stage that has stopped waiting, since someone wants the run to end. The document is done by the
  /// run that goes on.
  public static let interrupted = StageError("interrupted", "the run was interrupted")

  /// Whether it ends the run.
  package var endsRun: Bool { code == Self.unavailableCode || isInterruption }

  /// Whether someone wanted the run to end.
  package var isInterruption: Bool { code == Self.interrupted.code }

  public var description: String { message }
}

extension StageError: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(code)
    writer.write(message)
  }

  public init(from reader: inout BinaryReader) throws {
    code = try reader.read()
    message = try reader.read()
  }
}

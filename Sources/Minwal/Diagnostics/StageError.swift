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

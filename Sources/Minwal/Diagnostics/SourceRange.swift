/// A place in a file that a person wrote.
///
/// Lines and columns count from 1; columns count Unicode scalars, as editors do for nearly all text.
public struct SourceRange: Hashable, Sendable {
  /// The file, as the person named it.
  public var file: String
  public var line: Int
  public var column: Int
  /// How many Unicode scalars of the line the place covers, at least 1; a place of several lines ends at its first.
  public var length: Int

  /// Creates a place.
  public init(file: String, line: Int, column: Int, length: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.length = Swift.max(1, length)
  }
}

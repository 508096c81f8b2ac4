/// Opens files whose records are not found by reading from front to back, such as databases.
public protocol RowSource: Sendable {
  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - start: The least number that a row may have to be given; 0 for all.
  /// - Returns: Its rows from there on.
  /// - Throws: ``StageError`` if the file cannot be read so; it is then one failed document.
  func open(_ path: String, from start: Int) throws -> any RowCursor
}

/// The rows of an open file, in the order of their numbers. One thread at a time has it.
public protocol RowCursor {
  /// Reads the next row.
  ///
  /// - Parameter bytes: Gets the record's bytes, behind what it has.
  /// - Returns: The number of the row: 0 or more, always the same one, and greater than those before. `nil` behind the last, and it is not called again then.
  /// - Throws: ``StageError`` if nothing more can be read; the rest of the file is then one failed document.
  mutating func next(into bytes: inout ByteBuffer) throws -> Int?
}

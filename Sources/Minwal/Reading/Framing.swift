/// The way in which the bytes of a file are cut into records.
public enum Framing: Sendable {
  /// A file is one record.
  case whole
  /// A file is one record, and the reader opens it itself, by its path.
  case path
  /// A line that is not blank is a record.
  case lines
  /// Records are found by a framer; each file gets a copy of it.
  case records(any Framer)
  /// The reader's own code opens the file and gives its records.
  case rows(any RowSource)
}

/// What a framer found.
public enum FramingStep: Sendable {
  /// A record, and where to look for the next one.
  case record(Range<Int>, next: Int)
  /// A record that is no document, such as an entry for a folder: it is counted by the reason, beside what is read.
  case passOver(Reason, next: Int)
  /// Bytes that belong to no record.
  case skip(to: Int)
  /// The start of a record whose end has not been read yet.
  case incomplete
}

/// Finds the records of a file, one after another, as its bytes come.
///
/// It works on one thread while workers wait for it, so it should look for borders and not understand what is between
/// them. A run may resume in mid-file: a new copy then gets the ``preamble`` of the old one and goes on at the start of a
/// record.
public protocol Framer: Sendable {
  /// What was found at the start of the file that all its records need, such as a row of column names; handed to the
  /// reader with each record, and kept in the journal.
  var preamble: ByteBuffer { get set }

  /// Finds the next record.
  ///
  /// - Parameters:
  ///   - bytes: What was read so far and is not part of an earlier record.
  ///   - start: Where to look from. After ``FramingStep/incomplete`` it is called again with more bytes behind the same ones,
  ///     so that it may remember, from `start` on, how far it has looked.
  ///   - isAtEnd: Whether there are no more bytes; ``FramingStep/incomplete`` then means that the last record is cut off.
  /// - Returns: The record, or why there is none.
  /// - Throws: ``StageError`` if nothing behind `start` can be read; the rest of the file is then one failed document.
  mutating func next(in bytes: Span<UInt8>, from start: Int, isAtEnd: Bool) throws -> FramingStep

  /// Whether people look for its records by the number of their line.
  var countsLines: Bool { get }

  /// Sees whether the file may end here, when all of its bytes were taken.
  ///
  /// - Throws: ``StageError`` if something is missing, which is then one failed document.
  mutating func end() throws
}

extension Framer {
  public mutating func end() {}

  public var countsLines: Bool { true }

  public var preamble: ByteBuffer {
    get { ByteBuffer() }
    set {}
  }
}

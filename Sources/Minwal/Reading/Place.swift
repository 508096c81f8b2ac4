/// The place where a document stands in the input: a file, and what of it.
public struct Place: Hashable, Sendable {
  /// The position of a record in its file.
  public enum Position: Hashable, Sendable {
    /// The number of the line that the record begins in, from 1.
    case line(Int)
    /// The number of bytes before the record, where lines were not counted.
    case byte(Int)
  }

  /// The file as people are shown it, `stdin` for standard input.
  public var file: String
  /// The position in the file; `nil` if the document is all of it.
  public var position: Position?

  /// Names a place.
  public init(_ file: String, _ position: Position? = nil) {
    self.file = file
    self.position = position
  }

  /// Reads what ``description`` gives. A file whose own name ends like a position is taken for one that has it.
  public init(_ description: String) {
    self.init(description, nil)
    guard let mark = description.utf8.lastIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "@") }),
      let number = Int(description[description.utf8.index(after: mark)...]), number >= 0
    else { return }
    let isLine = description.utf8[mark] == UInt8(ascii: ":")
    guard !isLine || number > 0 else { return }
    file = String(description[..<mark])
    position = isLine ? .line(number) : .byte(number)
  }

  /// The number of the line, if that is known.
  public var line: Int? { if case .line(let number) = position { number } else { nil } }
}

extension Place: CustomStringConvertible {
  /// The place as messages have it: `file`, `file:line` or `file@byte`.
  public var description: String {
    switch position {
    case nil: file
    case .line(let number): "\(file):\(number)"
    case .byte(let number): "\(file)@\(number)"
    }
  }
}

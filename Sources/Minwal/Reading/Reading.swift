/// What reading changes on the way from the bytes of the input to text; only traced documents note it.
public enum Reading {
  public static let byteOrderMark = Reason("byte-order-mark", "A byte order mark at the start is not part of the text.")
  public static let encoding = Reason("encoding", "Characters of another encoding became UTF-8.")
  public static let invalidUTF8 = Reason("invalid-utf8", "Bytes that are no character became U+FFFD.")
  public static let lineEnd = Reason("line-end", "CRLF and CR became LF.")
  public static let record = Reason("record", "The parts of a JSON record that are not the text.")
  public static let escape = Reason("escape", "An escape of JSON became the character it stands for.")

  /// All of them, for reference.
  public static let reasons = [byteOrderMark, encoding, invalidUTF8, lineEnd, record, escape]

  /// A change that reading made.
  public static func edit(_ source: Range<Int>, _ output: Range<Int>, _ reason: Reason) -> EditTrace.Edit {
    EditTrace.Edit(source: source, output: output, [EditTrace.Cause(stage: EditTrace.reading, reason)])
  }
}

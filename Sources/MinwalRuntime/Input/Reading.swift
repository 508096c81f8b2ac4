import Minwal

/// What reading changes on the way from the bytes of the input to text; only traced documents note it.
enum Reading {
  static let byteOrderMark = Reason("byte-order-mark", "A byte order mark at the start is no part of the text.")
  static let encoding = Reason("encoding", "Characters of another encoding became UTF-8.")
  static let invalidUTF8 = Reason("invalid-utf8", "Bytes that are no character became U+FFFD.")
  static let lineEnd = Reason("line-end", "CRLF and CR became LF.")
  static let record = Reason("record", "What stands in a JSON record besides the text.")
  static let escape = Reason("escape", "An escape of JSON became the character it stands for.")

  /// All of them, for reference.
  static let reasons = [byteOrderMark, encoding, invalidUTF8, lineEnd, record, escape]

  /// A change that reading made.
  static func edit(_ source: Range<Int>, _ output: Range<Int>, _ reason: Reason) -> EditTrace.Edit {
    EditTrace.Edit(source: source, output: output, [EditTrace.Cause(stage: EditTrace.reading, reason)])
  }
}

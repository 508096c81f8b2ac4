import Minwal

/// The decoders for records of one reader: for those of files that are UTF-8 whatever the recipe says, and for others.
struct RecordDecoders: Sendable {
  private let said: TextDecoder
  private let utf8: TextDecoder

  init(_ encoding: Encoding?, _ invalidUTF8: InvalidUTF8) {
    said = TextDecoder(encoding, invalidUTF8: invalidUTF8)
    utf8 = TextDecoder(invalidUTF8: invalidUTF8)
  }

  /// The decoder for a record.
  func decoder(of record: borrowing Record) -> TextDecoder { record.isUTF8 ? utf8 : said }
}

import MinwalText
import Testing

/// The vector check of UTF-8 against the standard library's decoder, where blocks begin and end.
@Suite struct UTF8BlockTests {
  @Test(
    arguments: [
      [0x61], [0xD8, 0xA7], [0xE3, 0x81, 0x82], [0xF0, 0x9F, 0x98, 0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80],
      [0xE0, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF8], [0x80], [0xE3, 0x81], [0xF0, 0x9F, 0x98], [0xC2], [0xF5, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func agreesWithTheStandardLibrary(_ sequence: [UInt8]) {
    for filler: [UInt8] in [[0x61], [0xD8, 0xA7], [0xE3, 0x81, 0x82]] {
      for before in 0..<72 {
        for after in [0, 1, 2, 3, 14, 15, 16, 17, 40, 70] {
          let bytes =
            Array(repeatElement(filler, count: before).joined()) + sequence
            + Array(repeatElement(filler, count: after).joined())
          let found = UTF8Validation.firstInvalid(in: bytes.span)
          var text = Text()
          _ = UTF8Repair.append(bytes.span, to: &text)
          // A passing `#expect` costs more than the check itself.
          let agrees =
            (found == nil) == (String(validating: bytes, as: UTF8.self) != nil)
            && String(text) == String(decoding: bytes, as: UTF8.self)
          if !agrees { Issue.record("\(bytes)") }
        }
      }
    }
  }
}

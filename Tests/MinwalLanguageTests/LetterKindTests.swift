import MinwalLanguage
import MinwalText
import Testing

private func kind(_ scalar: Unicode.Scalar) -> LetterKind { LetterKind(scalar.value) }
private func letter(_ scalar: Unicode.Scalar) -> LetterKind { .letter(scalar.value) }

@Suite struct LetterKindTests {
  @Test(
    arguments: [
      ("a", letter("a")), ("A", letter("a")), ("É", letter("é")), ("Ж", letter("ж")), ("ǅ", letter("ǆ")),
      ("ا", letter("ا")), ("أ", letter("ا")), ("إ", letter("ا")), ("آ", letter("ا")), ("ٱ", letter("ا")),
      ("ى", letter("ى")), ("ی", letter("ی")), ("猫", letter("猫")), ("½", letter("½")), ("Ⅷ", letter("Ⅷ")),
      ("7", .digit(7)), ("٧", .digit(7)), ("۷", .digit(7)), ("७", .digit(7)), ("\u{64E}", .mark), ("\u{301}", .mark),
      ("\u{5B4}", .mark), ("ـ", .ignored), ("\u{200D}", .ignored), ("\u{200F}", .ignored), ("\u{20DD}", .ignored),
      (" ", .space), ("\n", .space), ("\u{A0}", .space), ("\u{3000}", .space), ("\u{2028}", .space),
      ("،", .other), (".", .other), ("\0", .other), ("😀", .other), ("€", .other), ("\u{378}", .other),
    ] as [(Unicode.Scalar, LetterKind)])
  func tellsKinds(_ scalar: Unicode.Scalar, expected: LetterKind) {
    #expect(kind(scalar) == expected)
  }

  /// The shortcuts for common characters say what Unicode says.
  @Test func agreesWithUnicode() {
    for value in 0..<UInt32(0x3000) {
      guard let scalar = Unicode.Scalar(value), value != 0x640 else { continue }
      let properties = scalar.properties
      switch LetterKind(value) {
      case .letter(let letter):
        let lower = properties.lowercaseMapping.unicodeScalars
        let isAlef = [0x622, 0x623, 0x625, 0x671].contains(value)
        #expect(letter == (isAlef ? 0x627 : lower.count == 1 ? lower.first!.value : value) || letter == value)
        #expect(properties.numericType != .decimal)
      case .digit(let digit): #expect(properties.numericValue == Double(digit))
      case .mark: #expect(properties.generalCategory == .nonspacingMark)
      case .ignored: #expect([.format, .enclosingMark].contains(properties.generalCategory))
      case .space: #expect(properties.isWhitespace || properties.generalCategory == .control)
      case .other: #expect(!properties.isAlphabetic || properties.generalCategory == .otherSymbol)
      }
    }
  }

  @Test func tellsScriptsWithoutSpaces() {
    for scalar in "猫かカกລကក㐀豈\u{20000}".unicodeScalars { #expect(LetterKind.standsAlone(scalar.value)) }
    for scalar in "aو한。・😀".unicodeScalars { #expect(!LetterKind.standsAlone(scalar.value)) }
    for value in 0..<LetterKind.firstStandingAlone { #expect(!LetterKind.standsAlone(value)) }
  }

  @Test(arguments: [0xD800, 0xDFFF, 0x11_0000, .max] as [UInt32])
  func takesNoScalars(_ value: UInt32) { #expect(LetterKind(value) == .other) }
}

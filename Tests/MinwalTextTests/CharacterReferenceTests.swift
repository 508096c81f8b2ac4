import MinwalText
import Testing

@Suite struct CharacterReferenceTests {
  @Test(
    arguments: [
      ("quot;", "\"", 5), ("amp;quot;", "&", 4), ("#65;", "A", 4), ("#x41;", "A", 5), ("#X1F600;", "😀", 8),
      ("#00000000000000000000000000000065;", nil, 0), ("#000065;", "A", 8), ("#128;", "€", 5), ("#x9f;", "Ÿ", 5),
      ("nGt;", "\u{226B}\u{20D2}", 4), ("CounterClockwiseContourIntegral;", "\u{2233}", 32), ("frac12;", "½", 7),
      ("quot", nil, 0), ("Quot;", nil, 0), (";", nil, 0), ("", nil, 0), ("#", nil, 0), ("#x;", nil, 0),
      ("#xg;", nil, 0),
      ("#0;", nil, 0), ("#xDFFF;", nil, 0), ("#1114112;", nil, 0), ("#99999999999999;", nil, 0), ("am p;", nil, 0),
    ] as [(String, String?, Int)])
  func reads(_ text: String, _ characters: String?, _ length: Int) {
    let reference = CharacterReference(in: Text("&" + text + "x").span, behindAmpersand: 1)
    #expect(reference?.characters == characters)
    #expect(reference.map { $0.end - 1 } ?? 0 == length)
  }
}

@Suite struct LegacyCodePageTests {
  @Test(arguments: [LegacyCodePage.windows1252, .windows1256])
  func leadsBack(_ page: LegacyCodePage) {
    for byte in 0x80...0xFF as ClosedRange<UInt8> { #expect(page.byte(of: page.scalar(of: byte)) == byte) }
    #expect(page.scalar(of: 0x41) == 0x41)
    #expect(page.byte(of: 0x4E00) == nil)
  }

  @Test func hasTheLettersOfItsPage() {
    #expect(LegacyCodePage.windows1252.scalar(of: 0x99) == 0x2122)
    #expect(LegacyCodePage.windows1252.byte(of: 0x9D) == 0x9D, "as ISO 8859 has it")
    #expect(LegacyCodePage.windows1256.scalar(of: 0xDE) == 0x642)
    #expect(LegacyCodePage.windows1256.byte(of: 0x6AF) == 0x90)
  }
}

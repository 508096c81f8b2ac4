import Minwal
import MinwalTestSupport
import Testing

@testable import CleanPlugin

@Suite struct FoldingTests {
  private func fold(_ line: String) -> String {
    var folding = Folding()
    let shape = folding.fold(Text(line).span)
    return String(decoding: folding.bytes[..<shape.count], as: UTF8.self)
  }

  @Test(arguments: [
    ("", ""), ("  -- ", ""), ("Read More…", "read more"), ("À lire AUSSI :", "a lire aussi"), ("Straße", "strase"),
    ("مَقَالاتٌ ذاتُ صِلَة", "مقالات ذات صله"), ("إلى الأعلــى", "الي الاعلي"), ("۱۲ نظر", "0 نظر"),
    ("1,204 views", "0 views"), ("3/4/2018 - 17:05", "0 0"), ("نشر في: 3/4", "نشر في:0"), ("a:b", "a:b"),
    ("作者：李明", "作者:李明"), ("2019年6月4日", "0 年 0 月 0 日"), ("© 2019", "c 0"), ("ＡＢ１", "ab 0"), ("می‌شود", "ميشود"),
    ("BFR2", "bfr 0"), ("5.", "0"), ("٣٫٥ ألف", "0 الف"), ("ÇELİK", "celik"), ("МОСКВА", "москва"), ("x\0y", "x y"),
  ])
  func folds(_ line: String, _ expected: String) { #expect(fold(line) == expected) }

  @Test func theTableSaysWhatTheRulesSay() {
    for scalar in UInt32(0)..<0x800 {
      let entry = Folding.tableOfTwoBytes[Int(scalar)]
      let slow = Folding.foldedByRules(scalar)
      #expect(
        Folding.class(of: entry) == slow.class && entry & 0x7FF == slow.value, "U+\(String(scalar, radix: 16))")
      #expect((entry < Folding.firstOther) == (slow.class == .letter))
    }
  }

  @Test func blocksSayWhatSingleCharactersSay() {
    let pieces = [
      "كتب", "أحمد", "إلى", "آخر", "مدرسة", "على", "مستشفى", "في", "ل", "ـ", "ً", "كِتَاب", "؟", "،", "٠١", "ؠ", "ٱ", "پ",
      "ی",
      " ", " ", " ", "  ", "\u{A0}", "word", "Word", "MIXED", "É", "7", "1,5", ":", " : ", " | ", "|", "»", " » ", ".",
      "..",
      "漢字", "\u{200F}", "😀", "\u{0}", "ֿ", "Ø", "\u{7FF}",
    ]
    var random = SeededGenerator(3)
    var folding = Folding()
    var plain = Folding()
    for _ in 0..<20_000 {
      let line = (0..<Int.random(in: 0...16, using: &random)).map { _ in random.pick(pieces) }.joined()
      let text = Text(line)
      let shape = folding.fold(text.span)
      let expected = plain.fold(text.span, walking: true)
      if shape != expected || folding.bytes[..<shape.count] != plain.bytes[..<expected.count] {
        Issue.record("\(line.debugDescription): \(shape), not \(expected)")
      }
    }
  }

  /// Lines are folded with marks that the rest of a line might change: folding must not depend on how a line is cut.
  @Test func theEndingIsTheSameFromEitherSide() {
    let pieces = ["a", "ب", "漢", ".", "..", "!", "؟", ",", ":", "\"", "»", ")", " ", "\u{200F}", "ً", "1", "-", "…"]
    var random = SeededGenerator(7)
    for _ in 0..<20_000 {
      let line = (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
      let text = Text(line)
      var folding = Folding()
      let shape = folding.fold(text.span)
      let ending = Folding.ending(of: text.span)
      #expect(ending.isVisible == (shape.count > 0 || shape.hasSigns), "\(line.debugDescription)")
      #expect(ending.kind == shape.ending, "\(line.debugDescription)")
    }
  }
}

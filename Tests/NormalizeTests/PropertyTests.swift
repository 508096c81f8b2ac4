import Minwal
import MinwalTestSupport
import NormalizePlugin
import Testing

@Suite struct PropertyTests {
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func theFastWayEqualsTheTracedWayAndTwiceEqualsOnce(_ seed: UInt64) throws {
    var numbers = SeededGenerator(seed)
    for _ in 0..<10 {
      let options = randomOptions(&numbers)
      var stage = try makeStage(Normalize.self, options)
      for _ in 0..<150 {
        let text = nastyText(&numbers)
        var fast = Document(text: text)
        var traced = Document(text: text)
        traced.startTracing()
        _ = try stage.process(&fast)
        _ = try stage.process(&traced)
        let context = "\(escaped(text)) with \(describe(options))"
        #expect(fast.text == traced.text, "\(context): \(escaped(fast.text)) or \(escaped(traced.text))")
        #expect(counts(fast) == counts(traced), "\(context)")
        #expect(UTF8Validation.firstInvalid(in: fast.text.span) == nil)

        var again = Document(text: String(fast.text))
        _ = try stage.process(&again)
        #expect(again.text == fast.text, "\(context): \(escaped(fast.text)), then \(escaped(again.text))")
        #expect(again.tally.counts.isEmpty || hasIntermediateChanges(options), "\(context)")
      }
    }
  }

  /// Dots that nfkc makes and `ellipses: character` unmakes.
  private func hasIntermediateChanges(_ options: [ConfigNode.Entry]) -> Bool {
    options.contains { $0.key == "ellipses" && $0.value.kind == .string("character") }
  }

  @Test(arguments: ["nfc", "nfkc"])
  func theNormalFormIsThatOfTheWholeText(_ form: String) throws {
    var numbers = SeededGenerator(99)
    var stage = try makeStage(Normalize.self, only("unicode", form))
    var sequence = ScalarSequence()
    for _ in 0..<3_000 {
      let text = nastyText(&numbers)
      var document = Document(text: text)
      _ = try stage.process(&document)
      var expected = ByteBuffer()
      sequence.normalize(Text(text).span, form == "nfc" ? .nfc : .nfkc)
      sequence.write(to: &expected)
      let isEqual = document.text.span.elementsEqual(expected.span)
      #expect(isEqual, "\(escaped(text))")
    }
  }

  /// All characters through every choice of every option, alone and between letters.
  @Test(arguments: Normalize.Options.declarations.flatMap(choices))
  func everyCharacterPasses(_ option: String, _ value: String) throws {
    var stage = try makeStage(Normalize.self, option == "profile" ? profile(value) : only(option, value))
    var text = ""
    // Whole where the options have something to say, and every 23rd character of the rest.
    let thorough: [ClosedRange<UInt32>] = [0...0x33FF, 0xA880...0xAAFF, 0xFB00...0xFFFF, 0x1_E900...0x1_F6FF]
    for value in 0...0x3_0000 as ClosedRange<UInt32> {
      guard value % 23 == 0 || thorough.contains(where: { $0.contains(value) }),
        let scalar = Unicode.Scalar(value)
      else { continue }
      text.unicodeScalars.append(scalar)
      if value % 3 == 0 { text += "ب" }
    }
    var document = Document(text: text)
    _ = try stage.process(&document)
    #expect(UTF8Validation.firstInvalid(in: document.text.span) == nil)
    var again = Document(text: String(document.text))
    _ = try stage.process(&again)
    #expect(again.text == document.text)
  }

  private static func choices(of option: OptionDeclaration) -> [(String, String)] {
    guard case .choice(let choices) = option.type else { return [] }
    return choices.map { (option.name, $0.name) }
  }

  @Test(.enabled(if: countsSteps, "a release build counts no steps"), arguments: ["arabic", "search"])
  func longRunsAreLinear(_ name: String) throws {
    let runs = [
      ("ا", "\u{651}\u{64E}", ""), ("e", "\u{301}\u{323}", ""), ("", " \n", ""), ("ب", "\u{200C}\u{200D}", "ب"),
      ("", "&amp;", ""), ("", "&", ""), ("", "ه ،", ""), ("", "&#38;#", ""), ("", "ه\u{200C}", ""),
      ("", "\u{200B}", ""),
      ("", "ـ", ""), ("5", ",", ""), ("", "\u{1100}", ""),
    ]
    for (start, part, end) in runs {
      try expectLinear(10_000, part.debugDescription) { size in
        let run = start + String(repeating: part, count: size) + end
        let normalized = try normalize(run, profile(name))
        #expect(normalized.utf8.count <= run.utf8.count + 16)
      }
    }
  }

  @Test(
    .enabled(if: countsSteps, "a release build counts no steps"),
    arguments: [("", "5", "", 0), ("ب", ",", "", 1), ("", ",", " ب", 2), ("", "a.", "", 0)])
  func longRunsWithContextAreLinear(_ start: String, _ part: String, _ end: String, _ more: Int) throws {
    let options: [ConfigNode.Entry] = .options([
      "punctuation": "arabic", "digits": "arabic-indic", "ellipses": "character",
    ])
    try expectLinear(2_000) { size in
      let run = start + String(repeating: part, count: size) + end
      let normalized = try normalize(run, options)
      #expect(normalized.unicodeScalars.count == part.unicodeScalars.count * size + more)
    }
  }

  private func counts(_ document: Document) -> [String: Int] {
    Dictionary(document.tally.counts.map { ($0.name, $0.count) }, uniquingKeysWith: +)
  }

  private func escaped(_ text: String) -> String { text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined() }
  private func escaped(_ text: Text) -> String { escaped(String(text)) }
  private func describe(_ options: [ConfigNode.Entry]) -> String {
    options.map { "\($0.key): \($0.value.kindDescription)" }.joined(separator: ", ")
  }
}

import MinwalTestSupport
import MinwalText
import Testing

// `#expect` cannot hold spans, so arrays ask for what is wanted of theirs.
extension [UInt8] {
  fileprivate func firstInvalid(from start: Int = 0) -> Range<Int>? {
    UTF8Validation.firstInvalid(in: span, from: start)
  }
  fileprivate func first(_ byte: UInt8, from start: Int = 0) -> Int? { span.firstIndex(of: byte, from: start) }
  fileprivate func count(_ byte: UInt8) -> Int { span.occurrences(of: byte) }
  fileprivate func isBoundary(_ offset: Int) -> Bool { span.isCharacterBoundary(offset) }
}

/// Whether all agree with the standard library, which replaces maximal subparts too.
private func agrees(_ bytes: [UInt8]) -> Bool {
  let isValid = String(validating: bytes, as: UTF8.self) != nil
  var mended = Text()
  let replaced = UTF8Repair.append(bytes.span, to: &mended)
  guard (Text(validating: bytes.span) != nil) == isValid, (replaced == 0) == isValid,
    String(mended).utf8.elementsEqual(String(decoding: bytes, as: UTF8.self).utf8)
  else { return false }
  guard let found = bytes.firstInvalid() else { return isValid }
  return !isValid && !found.isEmpty && found.upperBound <= bytes.count
    && String(validating: bytes[..<found.lowerBound], as: UTF8.self) != nil
}

// A passing `#expect` costs a microsecond or more: in long loops only what fails is reported.
private func expectAgreement(_ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation) {
  if !agrees(bytes) { Issue.record("\(bytes)", sourceLocation: location) }
}

/// Bytes at which the rules of table 3-7 change.
private let edges: [UInt8] = [
  0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
  0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF,
]

@Suite struct UTF8Tests {
  @Test func everyPairOfBytes() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max { expectAgreement([first, second]) }
    }
  }

  @Test func everyTripleOfEdges() {
    for first in edges { for second in edges { for third in edges { expectAgreement([first, second, third]) } } }
  }

  @Test func everyQuadrupleOfEdgesAfterAFourByteLead() {
    for first in [0xF0, 0xF1, 0xF4] as [UInt8] {
      for second in edges {
        for third in edges { for fourth in edges { expectAgreement([first, second, third, fourth]) } }
      }
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>) func randomBytes(seed: UInt64) {
    var random = SeededGenerator(seed)
    for _ in 0..<2_000 {
      let bytes = (0..<random.below(40)).map { _ in
        random.below(3) == 0 ? random.pick(edges) : UInt8.random(in: 0...255, using: &random)
      }
      expectAgreement(bytes)
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>) func mutatedText(seed: UInt64) {
    var random = SeededGenerator(seed)
    let alphabet = ["a", "plain text ", "كتاب", "é", "日本", "😀", "\u{FEFF}", "\u{10FFFF}", "\n"]
    for _ in 0..<2_000 {
      let bytes = Array(random.string(30, of: alphabet).utf8)
      #expect(bytes.firstInvalid() == nil)
      expectAgreement(random.mutated(bytes))
    }
  }

  @Test func startsWhereItIsTold() {
    let bytes: [UInt8] = [0x80, 0x41, 0xC3, 0x28]
    #expect(bytes.firstInvalid() == 0..<1)
    #expect(bytes.firstInvalid(from: 1) == 2..<3)
    #expect(bytes.firstInvalid(from: 4) == nil)
  }

  @Test(
    arguments: [
      ([0xE2, 0x82], 1), ([0xF0, 0x9F, 0x98], 1), ([0xED, 0xA0, 0x80], 3), ([0xC0, 0xAF], 2), ([0xF5, 0x80], 2),
      ([0xF0, 0x80, 0x80, 0x80], 4),
    ] as [([UInt8], Int)]) func countsMaximalSubparts(_ bytes: [UInt8], _ expected: Int)
  {
    var text = Text()
    let count = UTF8Repair.append(bytes.span, to: &text)
    #expect(count == expected)
    #expect(String(text) == String(repeating: "\u{FFFD}", count: expected))
  }
}

@Suite struct ByteSearchTests {
  @Test func findsAndCountsAtEachLengthAndOffset() {
    for length in 0...70 {
      var bytes = [UInt8](repeating: 0x80, count: length)
      #expect(bytes.first(0x0A) == nil)
      for offset in 0..<length {
        bytes[offset] = 0x0A
        for start in 0...length {
          if bytes.first(0x0A, from: start) != (start <= offset ? offset : nil) {
            Issue.record("length \(length), offset \(offset), start \(start)")
          }
        }
        #expect(bytes.count(0x0A) == 1)
        bytes[offset] = 0x80
      }
    }
  }

  @Test func agreesWithPlainLoopsOnRandomBytes() {
    var random = SeededGenerator(7)
    for length in 0...70 {
      for _ in 0..<20 {
        let bytes = (0..<length).map { _ in UInt8(random.below(4)) }
        let start = random.below(length + 1)
        #expect(bytes.first(2, from: start) == bytes[start...].firstIndex(of: 2))
        #expect(bytes.count(2) == bytes.filter { $0 == 2 }.count)
      }
    }
  }

  /// Lanes of a vector count to 255, and must not overflow.
  @Test(arguments: [255 * 16 - 1, 255 * 16, 255 * 16 + 1, 256 * 16, 510 * 16 + 15, 100_000])
  func countsManyBytes(_ count: Int) {
    #expect([UInt8](repeating: 9, count: count).count(9) == count)
    #expect([UInt8](repeating: 9, count: count).count(8) == 0)
  }

  @Test func decodesEveryScalarForwardsAndBackwards() {
    var value: UInt32 = 0
    while value <= 0x10FFFF {
      defer { value += value < 0x900 ? 1 : 61 }
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array("ع\(scalar)z".utf8)
      let width = UTF8.width(scalar)
      if bytes.span.scalar(at: 2) != (value, width) || bytes.span.scalar(before: bytes.count - 1) != (value, width) {
        Issue.record("U+\(String(value, radix: 16))")
      }
    }
  }

  @Test func knowsCharacterBoundaries() {
    let bytes = Array("aع😀".utf8)
    #expect((-1...8).filter { bytes.isBoundary($0) } == [0, 1, 3, 7])
    #expect([].isBoundary(0))
  }
}

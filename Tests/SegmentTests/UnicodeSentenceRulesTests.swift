import Foundation
import Minwal
import Testing

@testable import SegmentPlugin

@Suite struct UnicodeSentenceRulesTests {
  /// The boundaries of a text by the untailored rules, as byte offsets.
  static func boundaries(of string: String) -> [Int] {
    let text = Text(string)
    let reader = TextReader(text.span)
    var result: [Int] = []
    var position = 0
    while position < reader.end {
      position = UnicodeSentenceRules.boundary(after: position, in: reader)
      result.append(position)
    }
    return result
  }

  /// A line such as `÷ 0041 × 002E ÷` as a text and the offsets of its boundaries, without the one at the start.
  static func example(_ line: Substring) -> (text: String, boundaries: [Int])? {
    var text = ""
    var boundaries: [Int] = []
    for field in line.prefix(while: { $0 != "#" }).split(whereSeparator: \.isWhitespace) {
      switch field {
      case "÷": boundaries.append(text.utf8.count)
      case "×": break
      default:
        guard let scalar = UInt32(field, radix: 16).flatMap(Unicode.Scalar.init) else { return nil }
        text.unicodeScalars.append(scalar)
      }
    }
    return text.isEmpty ? nil : (text, Array(boundaries.dropFirst()))
  }

  static let file = "/usr/share/unicode/auxiliary/SentenceBreakTest.txt"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: file), "needs Debian's package unicode-data"))
  func passesTheConformanceTest() throws {
    let lines = try String(contentsOfFile: Self.file, encoding: .utf8).split(separator: "\n")
    let examples = lines.compactMap(Self.example)
    #expect(examples.count > 400)
    for example in examples {
      #expect(
        Self.boundaries(of: example.text) == example.boundaries, "\(example.text.unicodeScalars.map(\.description))")
    }
  }

  /// One example for each rule, in the notation of the conformance test.
  @Test(arguments: [
    "÷ 0061 × 000D × 000A ÷ 0061 ÷",  // SB3, SB4
    "÷ 0061 × 2029 ÷ 0308 × 0061 ÷",  // SB4, SB5
    "÷ 0061 × 002E × 0308 × 0041 × 0308 ÷",  // SB5, SB7
    "÷ 0033 × 002E × 0034 ÷",  // SB6
    "÷ 0055 × 002E × 0053 × 002E × 0020 ÷ 0041 ÷",  // SB7, SB11
    "÷ 0061 × 002E × 0029 × 0020 × 0028 × 0031 × 0061 ÷",  // SB8
    "÷ 0061 × 003F × 0020 × 002C × 0041 ÷",  // SB8a
    "÷ 0061 × 003F × 0022 × 0020 × 0020 × 2029 ÷ 0041 ÷",  // SB9, SB10
    "÷ 3042 × 3002 ÷ 3042 ÷",  // SB11
    "÷ 0627 × 061F × 0020 ÷ 0627 ÷",
  ])
  func follows(_ line: String) throws {
    let example = try #require(Self.example(line[...]))
    #expect(Self.boundaries(of: example.text) == example.boundaries)
  }

  @Test func theTableHoldsClassesOnly() {
    #expect(
      (0..<0x11_0000 as Range<UInt32>).allSatisfy {
        SentenceBreakClass(rawValue: SentenceBreakClass.rawValue(of: $0)) != nil
      })
    #expect([0x11_0000, .max].allSatisfy { SentenceBreakClass($0) == .other })
  }

  @Test(
    arguments: [
      ("a", .lower), ("A", .upper), ("ا", .otherLetter), ("٣", .numeric), (".", .fullStop), ("؟", .terminator),
      ("۔", .terminator), ("।", .terminator), ("。", .terminator), ("»", .close), ("،", .continue), ("\u{A0}", .space),
      ("\u{2029}", .sep), ("\u{0301}", .extend), ("\u{200F}", .format), ("…", .other), ("𐩖", .terminator),
    ] as [(Unicode.Scalar, SentenceBreakClass)])
  func knowsTheClass(of scalar: Unicode.Scalar, is expected: SentenceBreakClass) {
    #expect(SentenceBreakClass(scalar.value) == expected)
  }
}

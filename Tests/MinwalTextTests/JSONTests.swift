import Foundation
import MinwalTestSupport
import MinwalText
import Testing

/// A whole text read as one value.
func readJSON(_ bytes: [UInt8]) throws -> (value: JSONValue, replacements: Int) {
  var reader = JSONReader(bytes.span)
  let value = try reader.value()
  try reader.end()
  return (value, reader.replacements)
}

private func read(_ text: String) throws -> JSONValue { try readJSON(Array(text.utf8)).value }

private func write(_ value: JSONValue) -> String {
  var writer = JSONWriter()
  writer.value(value)
  return writer.buffer.string
}

/// Any value, at most `depth` deep.
private func randomValue(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
  switch random.below(depth > 0 ? 7 : 5) {
  case 0: .null
  case 1: .bool(random.below(2) == 0)
  case 2: .number(random.pick(["0", "-0", "1.10", "123456789012345678901234567890", "1e5", "-2.5E-3", "1E+2"]))
  case 3, 4:
    .string(
      random.string(20, of: ["a", "plain words ", "\"", "\\", "/", "\n", "\u{1}", "\u{7F}", "ن", "😀", "\u{2028}"]))
  case 5: .array((0..<random.below(4)).map { _ in randomValue(&random, depth: depth - 1) })
  default: .object((0..<random.below(4)).map { JSONMember("k\($0)\n", randomValue(&random, depth: depth - 1)) })
  }
}

@Suite struct JSONReaderTests {
  @Test(
    arguments: [
      ("null", .null), (" true ", .bool(true)), ("false\n", .bool(false)), ("\"\"", .string("")),
      ("[]", .array([])), ("{}", .object([])), (" [ ] ", .array([])), ("\t{\r\n}\t", .object([])),
      ("0", .number("0")), ("-0", .number("-0")), ("-0.0", .number("-0.0")), ("1.10", .number("1.10")),
      ("1e5", .number("1e5")), ("1E+05", .number("1E+05")), ("-1.5e-0", .number("-1.5e-0")),
      ("123456789012345678901234567890", .number("123456789012345678901234567890")),
      ("[1 , 2]", .array([.number("1"), .number("2")])),
      ("{\"a\":{\"b\":[null]}}", .object([JSONMember("a", .object([JSONMember("b", .array([.null]))]))])),
      ("{\"a\":1,\"a\":2}", .object([JSONMember("a", .number("1")), JSONMember("a", .number("2"))])),
      (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
      (#""\u0041\u00e9\u00E9\u0646""#, .string("Aééن")), (#""\u0000""#, .string("\0")),
      (#""\ud83d\ude00""#, .string("😀")), (#""\uDBFF\uDFFF""#, .string("\u{10FFFF}")),
      ("\"\u{7F}\u{2028}\u{FEFF}\"", .string("\u{7F}\u{2028}\u{FEFF}")), (#""\uFEFF""#, .string("\u{FEFF}")),
    ] as [(String, JSONValue)])
  func accepts(_ text: String, _ expected: JSONValue) throws { #expect(try read(text) == expected) }

  @Test(arguments: [
    "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-", "+1", "01", "-01", "1.", ".5", "1.e1", "1e", "1e+", "0x1",
    "1_0", "--1", "1 2", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1}", "{", "}", "{\"a\"", "{\"a\":",
    "{\"a\":}",
    "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{a:1}", "{1:1}", "{'a':1}", "{\"a\" 1}", "{\"a\",1}", "{\"a\":1:2}",
    "\"", "\"a", "'a'", "\"\n\"", "\"\t\"", "\"\u{0}\"", "\"\u{1F}\"", #""\"#, #""\""#, #""\a""#, #""\x41""#, #""\u""#,
    #""\u12""#, #""\u12g4""#, #""\U0041""#, #""\ud800\u12""#, "// no\n1", "/* no */ 1", "1 //", "[1]]", "{}{}",
    "\u{FEFF}1", "\u{A0}1", "1\u{C}", "\u{B}1", "null,", "tru", "fals", "n", "t", "f",
  ]) func rejects(_ text: String) {
    let error = #expect(throws: JSONError.self) { try read(text) }
    #expect((0...text.utf8.count).contains(error?.offset ?? -1))
  }

  @Test(
    arguments: [
      (#""\ud800""#, "\u{FFFD}", 1), (#""\udc00""#, "\u{FFFD}", 1), (#""\ud800x""#, "\u{FFFD}x", 1),
      (#""\ud800\n""#, "\u{FFFD}\n", 1), (#""\ud800\u0041""#, "\u{FFFD}A", 1),
      (#""\udc00\ud800""#, "\u{FFFD}\u{FFFD}", 2),
      (#""\ud800\ud800\udc00""#, "\u{FFFD}\u{10000}", 1), (#""\ud83d\ude00\ude00""#, "😀\u{FFFD}", 1),
    ] as [(String, String, Int)])
  func replacesLoneSurrogates(_ text: String, _ expected: String, _ count: Int) throws {
    let (value, replacements) = try readJSON(Array(text.utf8))
    #expect(value == .string(expected))
    #expect(replacements == count)
  }

  @Test(arguments: [("[", "]"), ("{\"a\":", "}")]) func boundsNesting(_ open: String, _ close: String) throws {
    func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth) + "0" + String(repeating: close, count: depth)
    }
    _ = try read(nested(JSONReader.depthLimit))
    #expect(throws: JSONError.self) { try read(nested(JSONReader.depthLimit + 1)) }
    #expect(throws: JSONError.self) { try read(String(repeating: open, count: 1_000_000)) }
  }

  /// Siblings are not nested, also after an error-free descent.
  @Test func countsOpenValuesOnly() throws {
    let wide = "[" + Array(repeating: "[{}]", count: 1_000).joined(separator: ",") + "]"
    #expect(try read(wide) == .array(Array(repeating: .array([.object([])]), count: 1_000)))
  }

  @Test func findsSpecialBytesAtEachPlaceOfAVector() throws {
    for length in 0...40 {
      for offset in 0...length {
        let (before, after) = (String(repeating: "x", count: offset), String(repeating: "y", count: length - offset))
        #expect(try read("\"\(before)\\n\(after)\"") == .string("\(before)\n\(after)"))
        #expect(throws: JSONError.self) { try read("\"\(before)\u{2}\(after)\"") }
        #expect(write(.string("\(before)\"\(after)")) == "\"\(before)\\\"\(after)\"")
      }
    }
  }

  @Test func readsMembersOneByOne() throws {
    let bytes = Array(#" { "skip" : [1,{"x":2}], "text" : "a\nb" , "n":-1 } x"#.utf8)
    var reader = JSONReader(bytes.span)
    var names: [String] = []
    var text = ByteBuffer()
    try reader.object { reader, name in
      names.append(name)
      if reader.isAtString() { try reader.string(into: &text) } else { _ = try reader.value() }
    }
    #expect(names == ["skip", "text", "n"])
    #expect(text.string == "a\nb")
    #expect(throws: JSONError.self) { try reader.end() }
  }
}

@Suite struct JSONWriterTests {
  @Test func writesEachKindOfValue() {
    var writer = JSONWriter()
    writer.object { json in
      json.name("a")
      json.array { json in
        json.integer(.min)
        json.number(0.1)
        json.number(1e300)
        json.number(.nan)
        json.number(-.infinity)
        json.number(nil)
        json.bool(true)
        json.array { _ in }
        json.object { _ in }
      }
      json.name("b")
      json.null()
    }
    writer.endLine()
    writer.value(.null)
    #expect(
      writer.buffer.string
        == "{\"a\":[-9223372036854775808,0.1,1e+300,null,null,null,true,[],{}],\"b\":null}\nnull")
  }

  @Test func escapesWhatMustBeEscaped() {
    var all = String.UnicodeScalarView()
    for value in UInt8(0)...0x7F { all.append(Unicode.Scalar(value)) }
    let written = write(.string(String(all)))
    #expect(
      written.hasPrefix(#""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010"#))
    #expect(written.contains(##"\u001f !\"#$%&'()*+,-./0"##))
    #expect(written.contains(#"[\\]"#) && written.hasSuffix("}~\u{7F}\""))
    #expect(write(.string("\u{2028}é😀")) == "\"\u{2028}é😀\"")
  }

  @Test func appendsBehindWhatIsThere() throws {
    var buffer = ByteBuffer(Array("x=".utf8))
    JSONWriter.append(to: &buffer) { $0.integer(1) }
    #expect(buffer.string == "x=1")
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try JSONWriter.append(to: &buffer) { json in
        json.null()
        throw Failure()
      }
    }
    #expect(buffer.string == "x=1null")
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func roundTrips(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    for _ in 0..<200 {
      let value = randomValue(&random, depth: 4)
      let text = write(value)
      #expect(try read(text) == value)
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
      }
    }
  }
}

@Suite struct JSONAgainstFoundationTests {
  /// What Foundation takes and RFC 8259 does not, or refuses for reasons of its own.
  private static func differs(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    // Foundation guesses UTF-16 and UTF-32 from NULs and strips a mark; it rejects lone surrogates and huge numbers.
    return bytes.contains(0) || text.hasPrefix("\u{FEFF}") || text.contains("\\ud") || text.contains("\\uD")
      || text.contains("e") || text.contains("E")
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func acceptsAndRejectsTheSame(seed: UInt64) {
    var random = SeededGenerator(seed)
    for _ in 0..<500 {
      var bytes = Array(write(randomValue(&random, depth: 3)).utf8)
      for _ in 0..<random.below(3) { bytes = random.mutated(bytes) }
      guard UTF8Validation.firstInvalid(in: bytes.span) == nil, !Self.differs(bytes) else { continue }
      let ours = (try? readJSON(bytes)) != nil
      let theirs = (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
      if ours != theirs {
        Issue.record("ours \(ours), Foundation's \(theirs): \(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }

  /// Whatever bytes come, the reader ends and says where.
  @Test(arguments: 0..<4 as Range<UInt64>) func survivesAnything(seed: UInt64) {
    var random = SeededGenerator(seed)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d8", "00", "1", "-", ".", "e", "true", "null", " ", "ن",
    ]
    for _ in 0..<1_000 {
      let bytes = Array(random.string(30, of: pieces).utf8)
      do { _ = try readJSON(bytes) } catch let error as JSONError {
        if !(0...bytes.count).contains(error.offset) { Issue.record("\(error)") }
      } catch { Issue.record("\(error)") }
    }
  }
}

import Minwal
import MinwalTestSupport
import Testing

@testable import ReadPlugin

/// Framers find the same records however the bytes come.
@Suite struct FramingTests {
  /// The records of bytes that come in pieces.
  private func records(_ bytes: [UInt8], _ framer: some Framer, pieces: Int) throws -> [String] {
    var framer = framer
    var buffer: [UInt8] = []
    var found: [String] = []
    var given = 0
    var steps = 0
    while true {
      steps += 1
      // Each call must find something or ask for more.
      try #require(steps <= bytes.count * 4 + 10)
      let isAtEnd = given == bytes.count
      if !buffer.isEmpty {
        switch try framer.next(in: buffer.span, from: 0, isAtEnd: isAtEnd) {
        case .record(let range, let next):
          #expect(next > 0)
          found.append(String(decoding: buffer[range], as: UTF8.self))
          buffer.removeFirst(next)
          continue
        case .skip(let next), .passOver(_, let next):
          #expect(next > 0)
          buffer.removeFirst(next)
          continue
        case .incomplete: break
        }
      }
      if isAtEnd {
        if !buffer.isEmpty { found.append("cut: " + String(decoding: buffer, as: UTF8.self)) }
        return found
      }
      let end = min(given + pieces, bytes.count)
      buffer += bytes[given..<end]
      given = end
    }
  }

  @Test(
    arguments: [
      ("[]", []), ("[ {\"a\": 1} ]", [#"{"a": 1}"#]),
      ("[{\"a\":[1,{}]},\n{\"b\":\"]}\\\"\"}]", [#"{"a":[1,{}]}"#, #"{"b":"]}\""}"#]),
      ("{\"a\":1}\n{\"b\":2}", [#"{"a":1}"#, #"{"b":2}"#]), ("[1, \"x\", null]", ["1", "\"x\"", "null"]),
      ("[{\"a\":1},{\"b\":", [#"{"a":1}"#, #"cut: {"b":"#]), ("}}", ["}", "}"]),
    ] as [(String, [String])], [1, 3, 1_000])
  func elementsOfAnArray(_ sample: (json: String, expected: [String]), _ pieces: Int) throws {
    #expect(try records(Array(sample.json.utf8), JSONFramer(), pieces: pieces) == sample.expected)
  }

  @Test(
    arguments: [
      ("id,text\na,b\n", ["a,b"]), ("id,text\r\na,\"b\nc\"\r\nd,e", ["a,\"b\nc\"", "d,e"]),
      ("id,text\n\n\na,b", ["a,b"]),
      ("sep=;\nid;text\na;b", ["a;b"]), ("id,text\na,\"say \"\"x\"\",\n\"\n", ["a,\"say \"\"x\"\",\n\""]),
      ("id,text\na,5\" wide\nb,c\n", ["a,5\" wide", "b,c"]), ("id,text\na,\"open\nb,c\n", ["a,\"open\nb,c\n"]),
    ] as [(String, [String])], [1, 3, 1_000])
  func rowsOfATable(_ sample: (table: String, expected: [String]), _ pieces: Int) throws {
    let framer = TableFramer(TableOptions(), delimiter: UInt8(ascii: ","))
    #expect(try records(Array(sample.table.utf8), framer, pieces: pieces) == sample.expected)
  }

  @Test func anotherDelimiterIsNamed() {
    var framer = TableFramer(TableOptions(), delimiter: UInt8(ascii: ","))
    let bytes = Array("id;text\n1;x\n".utf8)
    let error = #expect(throws: StageError.self) { _ = try framer.next(in: bytes.span, from: 0, isAtEnd: true) }
    #expect(error?.code == "wrong-dialect")
    #expect(error?.message.contains("semicolons") == true)
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func rubbishEnds(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    let signs = Array("[]{},:\"\\\n\r;=sep ab1\u{FEFF}".utf8)
    for _ in 0..<200 {
      let bytes = (0..<random.below(40)).map { _ in random.pick(signs) }
      for pieces in [1, 7, 100] {
        _ = try records(bytes, JSONFramer(), pieces: pieces)
        _ = try? records(bytes, TableFramer(TableOptions(), delimiter: UInt8(ascii: ",")), pieces: pieces)
      }
    }
  }
}

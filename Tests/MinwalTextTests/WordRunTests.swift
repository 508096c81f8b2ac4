import MinwalTestSupport
import MinwalText
import Testing

/// The runs of a text, found byte by byte.
private func slowly(_ bytes: [UInt8], from start: Int, to end: Int) -> [Range<Int>] {
  var runs: [Range<Int>] = []
  for offset in start..<end {
    switch bytes[offset] {
    case 0x80..., UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      if let last = runs.last, last.upperBound == offset {
        runs[runs.count - 1] = last.lowerBound..<(offset + 1)
      } else {
        runs.append(offset..<(offset + 1))
      }
    default: break
    }
  }
  return runs
}

private func runs(_ text: Text, from start: Int, to end: Int) -> [WordRun] {
  var found: [WordRun] = []
  var position = start
  while let run = text.buffer.paddedBytes.wordRun(from: position, to: end) {
    found.append(run)
    position = run.next
  }
  return found
}

private struct Number: WordRunValue {
  var value: Int
  init(value: Int) { self.value = value }
  init(words: SIMD2<UInt64>) { value = Int(words.x) }
  var words: SIMD2<UInt64> { SIMD2(UInt64(value), 7) }
}

@Suite struct WordRunTests {
  private static let alphabet =
    ["a", "Z", "0", "9", "@", "[", "`", "{", "/", ":", " ", " ", ", ", "\n", "\0", "\u{7F}", "و", "قال", "،", "猫", "😀"]
    + ["مسؤولياتهم", "abcdefghijklmnop", "0123456789abcdef0123456789abcdef"]

  @Test(arguments: 0..<300 as Range<UInt64>)
  func findsWhatASlowSearchFinds(_ seed: UInt64) {
    var random = SeededGenerator(seed)
    let text = Text(random.string(60, of: Self.alphabet))
    let bytes = Array(String(text).utf8)
    let end = random.below(bytes.count + 1)
    let start = random.below(end + 1)
    let expected = slowly(bytes, from: start, to: end)
    let found = runs(text, from: start, to: end)
    #expect(found.map(\.range) == expected)
    #expect(found.map { $0.key != nil } == expected.map { $0.count <= WordRunKey.longest })
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func remembersRunsByTheirBytes(_ seed: UInt64) throws {
    var random = SeededGenerator(seed)
    // More than a cache begins with, so that it grows.
    var cache = WordRunCache<Number>(capacity: 4096)
    var known: [[UInt8]: Int] = [:]
    var found = 0
    for number in 0..<2_000 {
      let word = random.string(4, of: ["a", "b", "و", "ل", "猫", "0"]) + "z"
      let text = Text("  " + word + " behind")
      let key = try #require(runs(text, from: 0, to: text.count).first?.key)
      let bytes = Array(word.utf8)
      if let value = cache[cache.lookUp(key)] {
        #expect(value.value == known[bytes])
        found += 1
      } else {
        known[bytes] = number
        cache.insert(key.digest, Number(value: number))
      }
    }
    #expect(found > 500)
  }

  @Test func keysTellLengthsApart() throws {
    let text = Text(String(repeating: "a", count: 100))
    func key(_ range: Range<Int>) throws -> WordRunKey {
      try #require(text.buffer.paddedBytes.wordRun(from: range.lowerBound, to: range.upperBound)?.key)
    }
    for length in 1...WordRunKey.longest {
      var cache = WordRunCache<Number>(capacity: 256)
      cache.insert(try key(0..<length).digest, Number(value: length))
      for other in 1...WordRunKey.longest {
        #expect(cache[cache.lookUp(try key(60..<(60 + other)))]?.value == (other == length ? length : nil))
      }
    }
  }

  @Test func masksHaveABitALane() {
    var random = SeededGenerator(1)
    for _ in 0..<500 {
      var block = ByteBlock(repeating: 0)
      for lane in 0..<16 { block[lane] = UInt8(random.below(2)) }
      var expected: UInt32 = 0
      for lane in 0..<16 where block[lane] == 1 { expected |= 1 << UInt32(lane) }
      #expect(block.equal(1).bits == expected)
    }
  }
}

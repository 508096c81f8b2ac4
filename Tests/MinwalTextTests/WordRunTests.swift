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

private func runs(_ text: Text, from start: Int, to end: Int) -> [Range<Int>] {
  let bytes = text.buffer.paddedBytes
  var found: [Range<Int>] = []
  var runs = WordRuns()
  var position = start
  while position < end {
    runs.find(in: position..<end, of: bytes)
    for index in 0..<runs.count { found.append(runs[index]) }
    #expect(runs.next > position)
    position = runs.next
  }
  return found
}

private struct Number: WordRunValue {
  var word: UInt64
  init(word: UInt64) { self.word = word }
}

@Suite struct WordRunTests {
  private static let alphabet =
    ["a", "Z", "0", "9", "@", "[", "`", "{", "/", ":", " ", " ", ", ", "\n", "\0", "\u{7F}", "و", "قال", "،", "猫", "😀"]
    + ["مسؤولياتهم", "abcdefghijklmnop", "0123456789abcdef0123456789abcdef", String(repeating: "ab", count: 40)]

  @Test(arguments: 0..<300 as Range<UInt64>)
  func findsWhatASlowSearchFinds(_ seed: UInt64) {
    var random = SeededGenerator(seed)
    let text = Text(random.string(60, of: Self.alphabet))
    let bytes = Array(String(text).utf8)
    let end = random.below(bytes.count + 1)
    let start = random.below(end + 1)
    let expected = slowly(bytes, from: start, to: end)
    let found = runs(text, from: start, to: end)
    #expect(found == expected)
    let padded = text.buffer.paddedBytes
    let digests = expected.map { WordRunDigest($0, of: padded) }
    #expect(digests.map { $0 != nil } == expected.map { $0.count <= WordRunDigest.longest })
    for (run, digest) in zip(expected, digests) {
      for (other, otherDigest) in zip(expected, digests) where digest != nil {
        #expect((digest == otherDigest) == bytes[run].elementsEqual(bytes[other]))
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func findsAllRunsOfLongTexts(_ seed: UInt64) {
    var random = SeededGenerator(seed)
    let long = String(repeating: "نص", count: 1_500)
    let text = Text(random.string(9_000, of: seed % 2 == 0 ? ["a", " "] : Self.alphabet + [long]))
    let bytes = Array(String(text).utf8)
    #expect(runs(text, from: 0, to: bytes.count) == slowly(bytes, from: 0, to: bytes.count))
    #expect(runs(text, from: 1, to: bytes.count - 1) == slowly(bytes, from: 1, to: bytes.count - 1))
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func remembersRunsByTheirBytes(_ seed: UInt64) throws {
    var random = SeededGenerator(seed)
    // More than a cache begins with, so that it grows.
    var cache = WordRunCache<Number>(capacity: 4096)
    var known: [[UInt8]: UInt64] = [:]
    var found = 0
    for number in 0..<2_000 {
      let word = random.string(4, of: ["a", "b", "و", "ل", "猫", "0"]) + "z"
      let text = Text("  " + word + " behind")
      let run = try #require(runs(text, from: 0, to: text.count).first)
      let made = WordRunDigest(run, of: text.buffer.paddedBytes)
      let digest = try #require(made)
      let bytes = Array(word.utf8)
      if let value = cache[digest] {
        #expect(value.word == known[bytes])
        found += 1
      } else {
        known[bytes] = UInt64(number + 1)
        cache.insert(digest, Number(word: UInt64(number + 1)))
      }
    }
    #expect(found > 500)
  }

  @Test func keysTellLengthsApart() throws {
    let text = Text(String(repeating: "a", count: 100))
    func digest(_ range: Range<Int>) throws -> WordRunDigest {
      let digest = WordRunDigest(range, of: text.buffer.paddedBytes)
      return try #require(digest)
    }
    for length in 1...WordRunDigest.longest {
      var cache = WordRunCache<Number>(capacity: 256)
      cache.insert(try digest(0..<length), Number(word: UInt64(length)))
      for other in 1...WordRunDigest.longest {
        #expect(cache[try digest(60..<(60 + other))]?.word == (other == length ? UInt64(length) : nil))
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

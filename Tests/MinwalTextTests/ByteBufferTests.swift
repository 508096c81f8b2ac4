import MinwalTestSupport
import MinwalText
import Testing

extension ByteBuffer {
  /// How many bytes can be read.
  fileprivate var padded: Int { paddedBytes.byteCount }
}

private func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 { StableHash.hash(bytes.span, seed: seed) }

@Suite struct ByteBufferTests {
  @Test func anEmptyBufferIsEmpty() {
    let buffer = ByteBuffer()
    #expect(buffer.isEmpty && buffer.capacity == 0 && buffer.padded == 0)
    #expect(buffer.array == [])
  }

  @Test(arguments: [0, 1, 15, 16, 63, 64, 65, 255, 256, 1000]) func isPadded(_ count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    var appended = ByteBuffer()
    for byte in bytes { appended.append(byte) }
    var whole = ByteBuffer()
    whole.append(bytes.span)
    for buffer in [ByteBuffer(bytes), appended, whole] where !buffer.isEmpty {
      #expect(buffer.count == count)
      #expect(buffer.array == bytes)
      #expect(buffer.padded == count + ByteBuffer.padding)
    }
  }

  @Test func keepsItsMemoryWhenCleared() {
    var buffer = ByteBuffer()
    buffer.reserve(10_000)
    let capacity = buffer.capacity
    #expect(capacity >= 10_000)
    for _ in 0..<3 {
      for _ in 0..<10_000 { buffer.append(7) }
      #expect(buffer.capacity == capacity)
      buffer.clear()
      #expect(buffer.isEmpty)
    }
  }

  /// Everything that changes a buffer, against an array.
  @Test(arguments: 0..<20 as Range<UInt64>) func behavesLikeAnArray(seed: UInt64) {
    var random = SeededGenerator(seed)
    var buffer = ByteBuffer()
    var model: [UInt8] = []
    for _ in 0..<300 {
      switch random.below(8) {
      case 0: buffer.reserve(random.below(200))
      case 1:
        let count = random.below(model.count + 1)
        buffer.truncate(to: count)
        model.removeLast(model.count - count)
      case 2 where random.below(10) == 0:
        buffer.clear()
        model = []
      case 3:
        let byte = UInt8.random(in: 0...255, using: &random)
        buffer.append(byte)
        model.append(byte)
      case 4:
        let string = random.string(20, of: ["a", "م", "😀"])
        buffer.append(string)
        model += Array(string.utf8)
      case 5:
        let scalar = random.pick(["a", "é", "日", "😀"] as [Unicode.Scalar])
        buffer.append(scalar)
        model += Array(String(scalar).utf8)
      case 6:
        let room = random.below(100)
        let written = random.below(room + 1)
        unsafe buffer.appendUnchecked(limit: room) { target in
          for index in 0..<written { unsafe target[index] = 0xAB }
          return written
        }
        model += [UInt8](repeating: 0xAB, count: written)
      default:
        let bytes = (0..<random.below(100)).map { UInt8($0) }
        buffer.append(bytes.span)
        model += bytes
      }
      #expect(buffer.array == model)
      if let last = model.indices.last { #expect(buffer[last] == model[last]) }
      #expect(buffer.capacity == 0 || buffer.padded == buffer.count + ByteBuffer.padding)
    }
  }

  @Test func copiesAreIndependent() {
    var first = ByteBuffer(Array("one".utf8))
    var second = first
    first.append("!")
    second.clear()
    second.append("two")
    #expect(first.string == "one!")
    #expect(second.string == "two")
  }

  @Test(
    arguments: [
      ([], []), ([0xEF, 0xBB], [0xEF, 0xBB]), ([0xEF, 0xBB, 0xBF], []), ([0xEF, 0xBB, 0xBF, 0x61], [0x61]),
      ([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF], [0xEF, 0xBB, 0xBF]),
      ([0x61, 0xEF, 0xBB, 0xBF], [0x61, 0xEF, 0xBB, 0xBF]),
    ] as [([UInt8], [UInt8])]) func removesOneByteOrderMark(_ bytes: [UInt8], _ expected: [UInt8])
  {
    var buffer = ByteBuffer(bytes)
    buffer.removeByteOrderMark()
    #expect(buffer.array == expected)
    #expect(buffer.padded == expected.count + ByteBuffer.padding)
  }
}

@Suite struct TextTests {
  @Test func convertsToAndFromStrings() {
    let text = Text("منوال: a loom 😀")
    #expect(String(text) == "منوال: a loom 😀")
    #expect("\(text)" == "منوال: a loom 😀")
    #expect(text.string(in: 0..<10) == "منوال")
    #expect(text == Text("منوال: a loom 😀") && text != Text("منوال: a loom") && text != Text())
  }

  @Test func canBeFilledAgain() {
    var text = Text("first")
    text.clear()
    #expect(text.isEmpty)
    text.append("second")
    text.append(uncheckedUTF8: "!".utf8.span)
    #expect(text.count == 7 && String(text) == "second!")
  }
}

@Suite struct StableHashTests {
  /// The sanity buffer of the xxHash specification's own tests: bytes of a multiplicative generator.
  private static let sanity: [UInt8] = {
    var state: UInt64 = 2_654_435_761
    return (0..<222).map { _ in
      let byte = UInt8(state >> 56)
      state = state &* 11_400_714_785_074_694_797
      return byte
    }
  }()

  @Test(
    arguments: [
      ("", 0, 0xEF46_DB37_51D8_E999), ("a", 0, 0xD24E_C4F1_A98C_6E5B), ("abc", 0, 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0, 0xFBCE_A83C_8A37_8BF1),
    ] as [(String, UInt64, UInt64)]) func published(_ text: String, _ seed: UInt64, _ expected: UInt64)
  {
    #expect(StableHash.hash(text, seed: seed) == expected)
  }

  @Test(
    arguments: [
      (0, 0, 0xEF46_DB37_51D8_E999), (0, 2_654_435_761, 0xAC75_FDA2_929B_17EF), (1, 0, 0xE934_A84A_DB05_2768),
      (1, 2_654_435_761, 0x5014_6076_43A9_B4C3), (4, 0, 0x9136_A0DC_A574_57EE),
      (4, 2_654_435_761, 0xCAAB_286B_D8E9_FDB5), (14, 0, 0x8282_DCC4_994E_35C8),
      (14, 2_654_435_761, 0xC3BD_6BF6_3DEB_6DF0), (222, 0, 0xB641_AE8C_B691_C174),
      (222, 2_654_435_761, 0x20CB_8AB7_AE10_C14A),
    ] as [(Int, UInt64, UInt64)]) func sanityBuffer(_ length: Int, _ seed: UInt64, _ expected: UInt64)
  {
    #expect(hash(Array(Self.sanity[..<length]), seed: seed) == expected)
  }

  /// Pieces of any size, kept and continued in between, give the hash of the whole.
  @Test(arguments: 0..<40) func streamsInPieces(_ seed: Int) throws {
    var random = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ limit: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % limit
    }
    let bytes = (0..<next(seed < 20 ? 100 : 5_000)).map { _ in UInt8(next(256)) }
    var stream = StableHash.Stream()
    var position = 0
    while position < bytes.count {
      let end = min(bytes.count, position + next(seed % 2 == 0 ? 12 : 200))
      stream.append(bytes.span.extracting(position..<end))
      position = end
      #expect(stream.count == position)
      #expect(stream.value == StableHash.hash(bytes.span.extracting(0..<position)))
      var writer = BinaryWriter()
      writer.write(stream)
      var reader = BinaryReader(writer.buffer)
      stream = try reader.read()
    }
    #expect(stream.value == StableHash.hash(bytes.span))
  }

  @Test func everyByteCounts() {
    var bytes = (0..<100).map { UInt8($0) }
    let before = hash(bytes)
    for index in bytes.indices {
      bytes[index] ^= 1
      #expect(hash(bytes) != before)
      bytes[index] ^= 1
    }
  }

  @Test func hexHasSixteenDigits() {
    #expect(StableHash.hex(0) == "0000000000000000")
    #expect(StableHash.hex(0xAB) == "00000000000000ab")
    #expect(StableHash.hex(.max) == "ffffffffffffffff")
  }
}

@Suite struct NearestNameTests {
  @Test(
    arguments: [
      ("sentnces", "sentences"), ("sumary", "summary"), ("txet", "text"), ("SENTENCES", "sentences"), ("xyz", nil),
      ("", nil), ("lnaguage", "language"), ("lang", "language"), ("Sent", "sentences"), ("se", nil), ("s", nil),
    ] as [(String, String?)]) func finds(_ name: String, _ expected: String?)
  {
    #expect(NearestName.of(name, in: ["sentences", "summary", "text", "language"]) == expected)
  }

  @Test func prefersTheNearestThenTheFirst() {
    #expect(NearestName.of("abcdef", in: ["abcxyf", "abcdeg", "abcdeh"]) == "abcdeg")
    #expect(NearestName.of("x", in: [String]()) == nil)
  }

  @Test func isFastForLongNames() {
    let long = String(repeating: "x", count: 1_000_000)
    #expect(NearestName.of(long, in: ["sentences", long]) == long)
  }
}

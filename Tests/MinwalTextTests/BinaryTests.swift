import MinwalTestSupport
import MinwalText
import Testing

/// Something of everything.
private struct Sample: BinaryCodable, Equatable {
  var name: String
  var count: Int
  var ratio: Double
  var flag: Bool
  var words: [String]
  var places: [String: Int]
  var note: String?

  init(seed: Int) {
    name = "منوال \(seed)"
    count = seed.isMultiple(of: 2) ? seed : Int.min + seed
    ratio = Double(seed) / 7
    flag = seed.isMultiple(of: 3)
    words = (0..<(seed % 5)).map { "w\($0)" }
    places = Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) })
    note = seed.isMultiple(of: 5) ? nil : ""
  }

  func encode(into writer: inout BinaryWriter) {
    writer.write(name)
    writer.write(count)
    writer.write(ratio)
    writer.write(flag)
    writer.write(words)
    writer.write(places)
    writer.write(note)
  }

  init(from reader: inout BinaryReader) throws {
    name = try reader.read()
    count = try reader.read()
    ratio = try reader.read()
    flag = try reader.read()
    words = try reader.read()
    places = try reader.read()
    note = try reader.read()
  }
}

@Suite struct BinaryTests {
  private func bytes(_ sample: Sample) -> ByteBuffer {
    var writer = BinaryWriter()
    writer.write(sample)
    return writer.buffer
  }

  @Test(arguments: 0..<40) func comesBackAsItWas(seed: Int) throws {
    var reader = BinaryReader(bytes(Sample(seed: seed)))
    #expect(try reader.read() == Sample(seed: seed))
    try reader.finish()
  }

  @Test func isCutShortAnywhere() {
    let whole = bytes(Sample(seed: 14))
    for length in 0..<whole.count {
      var part = whole
      part.truncate(to: length)
      var reader = BinaryReader(part)
      #expect(throws: BinaryReader.Malformed.self) { try reader.read(Sample.self) }
    }
  }

  /// Whatever comes, it is read as something or refused, and takes no more memory than it has bytes.
  @Test func survivesAnyBytes() {
    var generator = SeededGenerator(7)
    let whole = bytes(Sample(seed: 14))
    for _ in 0..<4_000 {
      var broken = (0..<whole.count).map { whole[$0] }
      for _ in 0...Int.random(in: 0..<4, using: &generator) {
        broken[Int.random(in: 0..<broken.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      var reader = BinaryReader(ByteBuffer(broken))
      if let sample = try? reader.read(Sample.self) { #expect(sample.words.count <= broken.count) }
    }
  }

  @Test(
    arguments: [
      ([2], "a flag"), ([1, 0, 0], "8 bytes"), ([1, 9, 0, 0, 0, 0, 0, 0, 0], "a smaller count"),
      ([1, 1, 0, 0, 0, 0, 0, 0, 0, 0xFF], "UTF-8"),
    ] as [([UInt8], String)])
  func saysWhatIsWrong(bytes: [UInt8], expected: String) {
    var reader = BinaryReader(ByteBuffer(bytes))
    let error = #expect(throws: BinaryReader.Malformed.self) { try reader.read(String?.self) }
    #expect(error?.expected == expected)
  }
}

import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRuntime

@Suite struct TimeHistogramTests {
  private func histogram(_ times: some Sequence<UInt64>) -> TimeHistogram {
    var histogram = TimeHistogram()
    for time in times { histogram.add(time) }
    return histogram
  }

  private func bytes(_ value: some BinaryCodable) -> ByteBuffer {
    var writer = BinaryWriter()
    writer.write(value)
    return writer.buffer
  }

  @Test func ofNoTimesThereIsNoQuantile() {
    #expect(TimeHistogram().quantile(0.5) == nil)
    #expect(TimeHistogram().longest == 0)
  }

  @Test(arguments: [0, 1, 7, 8, 9, 15, 16, 17, 1_000, 1_000_000_007, 1 << 43, 1 << 50, .max] as [UInt64])
  func aSingleTimeIsExact(_ time: UInt64) {
    for share in [0, 0.5, 1] { #expect(histogram([time]).quantile(share) == time) }
  }

  /// Beside the plain way: sort all times and count.
  @Test(arguments: 0..<40)
  func quantilesAreAtMostAnEighthTooLarge(_ seed: Int) throws {
    var random = SeededGenerator(UInt64(seed))
    let times = (0..<(1 + random.below(500))).map { _ in random.next() >> UInt64(21 + random.below(43)) }
    let sorted = times.sorted()
    let histogram = histogram(times)
    #expect(histogram.count == times.count)
    #expect(histogram.longest == sorted.last)
    for share in [0.01, 0.5, 0.9, 0.99, 1] {
      let exact = sorted[max(1, Int((share * Double(sorted.count)).rounded(.up))) - 1]
      let found = try #require(histogram.quantile(share))
      #expect(found >= exact && found <= exact + exact / 8, "\(share): \(found), \(exact)")
    }
  }

  @Test(arguments: 0..<20)
  func partsMergeToTheWhole(_ seed: Int) throws {
    var random = SeededGenerator(UInt64(seed))
    let times = (0..<random.below(60)).map { _ in random.next() >> UInt64(random.below(64)) }
    let cut = random.below(times.count + 1)
    var merged = histogram(times[..<cut])
    merged.merge(histogram(times[cut...]))
    let whole = histogram(times)
    #expect(merged == whole)
    var reader = BinaryReader(bytes(whole))
    #expect(try reader.read(TimeHistogram.self) == whole)
    try reader.finish()
  }

  @Test func malformedBytesAreAnError() {
    let whole = bytes(histogram([1, 5, 1_000]))
    for length in 0..<whole.count {
      var part = ByteBuffer()
      part.append(whole.span.extracting(0..<length))
      var reader = BinaryReader(part)
      #expect(throws: BinaryReader.Malformed.self) { try reader.read(TimeHistogram.self) }
    }
  }
}

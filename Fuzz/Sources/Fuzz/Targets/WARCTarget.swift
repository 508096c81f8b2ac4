import Minwal

@testable import WebPlugin

/// The reader `warc`: whatever is in a file, its records ascend and end, are the same however the bytes come, and become
/// documents or errors.
struct WARCTarget: FuzzTarget {
  private let selection = WARCSelection(statuses: [200], mediaTypes: ["text/html", "text/plain"], maxSize: 1 << 16)
  private var reader = WARCFiles(WARCFiles.Options(), StageContext())

  mutating func test(_ input: inout FuzzInput) {
    let size = input.choose([1, 3, 7, 64, 500, 4096])
    let bytes = input.bytes
    let whole = records(bytes, pieces: max(bytes.count, 1))
    let pieces = records(bytes, pieces: size)
    expect(whole.ranges == pieces.ranges, "records depend on how the bytes come")
    expect(whole.passedOver == pieces.passedOver, "what is passed over depends on how the bytes come")
    for range in whole.ranges {
      var document = Document(Text())
      do {
        _ = try reader.read(
          Record(bytes.span.extracting(range), id: "fuzz@0", place: Place("fuzz")), into: &document)
      } catch { continue }
      expect(UTF8Validation.firstInvalid(in: document.text.span) == nil, "the text is not UTF-8")
    }
  }

  private func records(_ bytes: ByteBuffer, pieces size: Int) -> (ranges: [Range<Int>], passedOver: Int) {
    var framer = WARCFramer(selection)
    var ranges: [Range<Int>] = []
    var (passedOver, start, end) = (0, 0, 0)
    while end < bytes.count || start == end {
      end = min(bytes.count, end + size)
      let isAtEnd = end == bytes.count
      var position = 0
      loop: while position < end - start {
        let part = bytes.span.extracting(start..<end)
        guard let step = try? framer.next(in: part, from: position, isAtEnd: isAtEnd) else {
          return (ranges, passedOver)
        }
        switch step {
        case .record(let range, let next):
          expect(range.lowerBound >= position && next > position && next <= part.count, "records do not ascend")
          ranges.append((start + range.lowerBound)..<(start + range.upperBound))
          position = next
        case .passOver(_, let next):
          expect(next > position && next <= part.count, "the framer passes over nothing")
          passedOver += 1
          position = next
        case .skip(let next):
          expect(next > position && next <= part.count, "the framer skips nothing")
          position = next
        case .incomplete:
          expect(!isAtEnd, "the framer waits for what does not come")
          break loop
        }
      }
      start += position
      if isAtEnd { break }
    }
    return (ranges, passedOver)
  }
}

import Minwal
import ReadPlugin

@testable import MinwalRuntime

/// The reader of JSON Lines; what it reads can be written and read again.
struct JSONTarget: FuzzTarget {
  private var document = Document()
  private let policies = [InvalidUTF8.repair, .reject]

  mutating func test(_ input: inout FuzzInput) {
    var options = JSONOptions()
    options.invalidUtf8 = input.choose(policies)
    var lines = JSONLines(options, StageContext())
    let bytes = input.bytes
    var records = BufferedRecords(bytes, lines.framing, isWhole: true)
    while let (range, line) = try? records.next() {
      document.reset(id: "fuzz", index: 0) { _ in }
      let record = Record(bytes.span.extracting(range), id: "fuzz", place: Place("fuzz", .line(line)))
      guard (try? lines.read(record, into: &document)) != nil else { continue }
      expect(UTF8Validation.firstInvalid(in: document.text.span) == nil, "the text is not UTF-8")
      var writer = JSONWriter()
      let metadata = JSONValue.object(document.metadata.members)
      writer.value(metadata)
      var reader = JSONReader(writer.buffer.span)
      let again = try? reader.value()
      expect(again == metadata && (try? reader.end()) != nil, "metadata that was written is read otherwise")
    }
  }
}

import Minwal

@testable import MinwalRecipe
@testable import MinwalRuntime

/// The reader of JSON Lines; what it reads can be written and read again.
struct JSONTarget: FuzzTarget {
  private var document = Document()
  private let policies = [InputOptions.InvalidUTF8.repair, .reject]

  mutating func test(_ input: inout FuzzInput) {
    let options = InputOptions()
    var lines = JSONLines(options, TextDecoder(encoding: nil, invalidUTF8: input.choose(policies)))
    let bytes = input.bytes
    var ranges: [Range<Int>] = []
    JSONLines.forEach(in: bytes.span) { range, _ in ranges.append(range) }
    for range in ranges {
      guard (try? lines.read(bytes.span.extracting(range), place: "fuzz:1", index: 0, into: &document)) != nil else {
        continue
      }
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

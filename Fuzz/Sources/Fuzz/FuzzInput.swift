import Minwal

/// What libFuzzer gives: first bytes choose options, the rest is text or whatever the target reads.
struct FuzzInput {
  private(set) var bytes: ByteBuffer

  init(_ bytes: some Collection<UInt8>) { self.bytes = ByteBuffer(bytes) }

  /// One of some things, by the next byte; the first if there is none.
  mutating func choose<Choice>(_ choices: [Choice]) -> Choice {
    guard !bytes.isEmpty else { return choices[0] }
    let choice = choices[Int(bytes[0]) % choices.count]
    var rest = ByteBuffer()
    rest.append(bytes.span.extracting(1..<bytes.count))
    bytes = rest
    return choice
  }

  /// The bytes that are left, as text.
  var text: Text { Self.text(bytes.span) }

  /// The pieces between bytes 0xFF, as texts.
  var texts: [Text] {
    var texts: [Text] = []
    var start = 0
    while let end = bytes.span.firstIndex(of: 0xFF, from: start) {
      texts.append(Self.text(bytes.span.extracting(start..<end)))
      start = end + 1
    }
    texts.append(Self.text(bytes.span.extracting(start..<bytes.count)))
    return texts
  }

  private static func text(_ bytes: Span<UInt8>) -> Text {
    var text = Text()
    _ = UTF8Repair.append(bytes, to: &text)
    return text
  }
}

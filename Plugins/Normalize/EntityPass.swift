import Minwal

/// Decodes the character references of HTML. What was escaped twice (`&amp;quot;`) is decoded at once, so that decoding
/// again finds nothing.
struct EntityPass: Pass {
  /// Whether the last text had an ampersand, so that removing what stands between could make a reference of it.
  private(set) var sawAmpersand = false
  /// Whether the last text had a reference.
  private(set) var changed = false

  private static let ampersand = UInt8(ascii: "&")

  mutating func run<Sink: EditSink & ~Copyable & ~Escapable>(_ text: Text, _ sink: inout Sink, skips: Bool) {
    sawAmpersand = false
    changed = false
    let bytes = text.span
    var position = 0
    while let start = bytes.firstIndex(of: Self.ampersand, from: position) {
      sawAmpersand = true
      position = start + 1
      var characters: String?
      // As long as one stands for an ampersand, what follows may make another one of it.
      while let reference = CharacterReference(in: bytes, behindAmpersand: position) {
        characters = reference.characters
        position = reference.end
        if reference.characters != "&" { break }
      }
      guard let characters else { continue }
      changed = true
      sink.replace(start..<position, with: Text(characters).span, .entities)
    }
  }
}

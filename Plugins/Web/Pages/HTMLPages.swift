import Minwal

/// Reads pages: their source, whatever it is encoded in, becomes the text of a document.
struct HTMLPages: Reader {
  struct Options: StageOptions {
    @Option(
      "The encoding of all pages, as iconv calls it: windows-1256. It wins over what they declare; only a byte order mark wins over it."
    )
    var encoding: Encoding? = nil
    @Option("What becomes of bytes that are no character.") var invalidUtf8 = InvalidUTF8.repair
  }

  static let spec = ReaderSpec(
    "html", title: "HTML", "Reads pages of HTML, each one document whose text is the page's source.",
    discussion: """
      The stage 'extract' makes text of the source; nothing else should come before it. The encoding is told, in this order, by a \
      byte order mark, 'encoding', a 'meta' in the first 1,024 bytes, whether it is valid UTF-8, a later 'meta', and statistics. \
      It becomes metadata, beside the media type.
      """, suffixes: ["html", "htm", "xhtml", "xht"],
    reasons: [Reading.byteOrderMark, Reading.encoding, Reading.invalidUTF8, Reading.lineEnd],
    examples: [
      ReaderExample(
        "A page.", file: "sea.html",
        input: "<!DOCTYPE html>\n<meta charset=utf-8>\n<title>Sea</title>\n<p>The sea is back.\n")
    ])

  /// Whether the file begins as pages do: comments, processing instructions and spaces may stand before.
  static func recognizes(_ head: Span<UInt8>) -> Bool? {
    var position = 0
    while position < head.count {
      if head[position].isHTMLSpace {
        position += 1
      } else if head.has("<!--", at: position) {
        while position < head.count, !head.has("-->", at: position) { position += 1 }
        position += 3
      } else if head.has("<?", at: position) {
        position = (head.firstIndex(of: UInt8(ascii: ">"), from: position) ?? head.count) + 1
      } else {
        return head.has("<!doctype html", at: position) || head.has("<html", at: position) ? true : nil
      }
    }
    return nil
  }

  /// Whether bytes that no one has given a type have the marks of a page near their start.
  static func looksLikeHTML(_ bytes: Span<UInt8>) -> Bool {
    for start in bytes.indices where bytes[start] == UInt8(ascii: "<") {
      if bytes.has("<!doctype html", at: start) || bytes.has("<html", at: start) || bytes.has("<body", at: start) {
        return true
      }
    }
    return false
  }

  let framing = Framing.whole
  private let decoder: PageDecoder

  init(_ options: Options, _ context: StageContext) { decoder = PageDecoder(options.encoding, options.invalidUtf8) }

  mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int {
    let bytes = record.bytes
    var result = (replaced: 0, encoding: "")
    try document.fill { text, trace in
      result = try decoder.decode(bytes, declared: nil, isHTML: true, into: &text, &trace)
    }
    document.metadata["media-type"] = .string("text/html")
    document.metadata["encoding"] = .string(result.encoding)
    return result.replaced
  }
}

import Minwal

/// A kind of files that no reader is for, told by its first bytes (the file formats' own specifications), and what to do
/// about it.
struct ForeignKind {
  /// What it is: "a PDF file".
  let title: String
  /// What to do.
  let advice: String

  private static let convert = "convert it to text first"

  private static let signatures: [(bytes: [UInt8], title: String, advice: String)] = [
    (Array("%PDF-".utf8), "a PDF file", "take the text out first, for example with pdftotext"),
    (Array("PK\u{03}\u{04}".utf8), "a zip archive, as Word, Excel and EPUB files are", "unpack or convert it first"),
    (Array("PAR1".utf8), "a Parquet file", "convert it to JSON Lines first"),
    (Array("SQLite format 3\u{0}".utf8), "an SQLite database", "name it with 'sqlite:' and its 'table'"),
    (Array("WARC/".utf8), "a WARC file", "extract its pages first"),
    (Array("filedesc://".utf8), "an ARC file", "make it a WARC file first, for example with 'warcio recompress'"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Office document", convert),
    (Array("{\\rtf".utf8), "an RTF document", convert),
    ([0x89, 0x50, 0x4E, 0x47], "a picture (PNG)", "leave it out"),
    ([0xFF, 0xD8, 0xFF], "a picture (JPEG)", "leave it out"),
    (Array("GIF8".utf8), "a picture (GIF)", "leave it out"), ([0x7F, 0x45, 0x4C, 0x46], "a program", "leave it out"),
    (Array("Rar!".utf8), "a RAR archive", "unpack it first"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", "unpack it first"),
    (Array("ARROW1".utf8), "an Arrow file", "convert it to JSON Lines first"),
  ]

  /// Tells a file by its first bytes; `nil` if it may be of a kind that can be read.
  init?(head: Span<UInt8>) {
    for (bytes, title, advice) in Self.signatures
    where head.count >= bytes.count && bytes.indices.allSatisfy({ head[$0] == bytes[$0] }) {
      (self.title, self.advice) = (title, advice)
      return
    }
    let tar = Array("ustar".utf8)
    guard head.count >= 262, tar.indices.allSatisfy({ head[257 + $0] == tar[$0] }) else { return nil }
    (title, advice) = ("a tar archive", "unpack it first")
  }
}

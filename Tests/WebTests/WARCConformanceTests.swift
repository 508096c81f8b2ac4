import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import WebPlugin

/// The files of warcio's tests, where they lie beside the project.
@Suite struct WARCConformanceTests {
  static let folder = projectFolder.path + "/../shared/data/formats/warc"

  /// What is in each file: the addresses of its documents, how many records are passed over, and what is wrong.
  ///
  /// Where warcio differs: it stops at records in one gzip member (`example-bad*`), which is what `gzip` makes of a plain file;
  /// it goes on behind a record whose length is wrong (`example-trunc`), whose page it then has without its last bytes; of
  /// `example-wrong-chunks` it gives an empty page; and it reads ARC files.
  static let expected: [(file: String, pages: [String], passedOver: Int, error: String?)] = [
    ("example.warc", ["http://example.com/"], 5, nil), ("example.warc.gz", ["http://example.com/"], 5, nil),
    ("example-bad-non-chunked.warc.gz", ["http://example.com/"], 5, nil),
    ("example-bad.warc.gz.bad", ["http://example.com?example=1"], 5, nil), ("example-digest.warc", [], 4, nil),
    ("example-iana.org-chunked.warc", ["http://www.iana.org/"], 2, nil),
    ("example-resource.warc.gz", ["http://example.com/"], 2, nil), ("example-space-in-target-uri.warc.gz", [], 2, nil),
    ("example-trunc.warc", [], 2, "Content-Length of 973 is wrong"),
    ("example-wget-bad-target-uri.warc.gz", ["http://example.com/"], 5, nil),
    ("example-wrong-chunks.warc.gz", ["http://example.com/"], 1, nil), ("post-test.warc.gz", [], 6, nil),
  ]

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: folder), "the files of warcio are not there"),
    arguments: expected.map(\.file))
  func readsFilesOfOthers(_ file: String) throws {
    let expected = try #require(Self.expected.first { $0.file == file })
    let packed = try FileSystem.contents(of: "\(Self.folder)/\(file)", limit: 1 << 24)
    var contents = ByteBuffer()
    if Compression(head: packed.span) == nil {
      contents = packed
    } else {
      try ContentCoding.gzip.decode(packed.span, into: &contents, atMost: 1 << 24)
    }
    let bytes = (0..<contents.count).map { contents[$0] }
    let cut = WARCFramerTests.Cut(bytes)
    var reader = WARCFiles(WARCFiles.Options(), StageContext())
    var pages: [String] = []
    for range in cut.records {
      var document = Document()
      _ = try reader.read(Record(bytes[range].span, id: "x@0", place: Place(file)), into: &document)
      #expect(String(document.text).contains("</html>"))
      pages.append(document.metadata["url"]?.stringValue ?? "")
    }
    #expect(pages == expected.pages)
    #expect(cut.passedOver.count == expected.passedOver)
    #expect(expected.error.map { cut.error?.contains($0) == true } ?? (cut.error == nil), "\(cut.error ?? "")")
  }
}

import WebPlugin
import Minwal
import Testing

struct MapTests {
  private static let everything = {
    var options = MainTextOptions()
    options.captions = true
    options.comments = .keepApart
    options.format = .markdown
    options.links = .markdown
    return options
  }()

  /// Where both have the same length, they have the same bytes, but for white space and no-break spaces.
  @Test(arguments: Pages.shapes.indices, Sample.all)
  func leadsToThePage(shape: Int, sample: Sample) {
    for options in [MainTextOptions(), Self.everything] {
      let extraction = Extraction(Pages.shapes[shape].make(sample), options)
      #expect(extraction.faults.isEmpty)
      var mapped = 0
      for piece in extraction.result.content.map {
        mapped += piece.output.count
        guard piece.isVerbatim, extraction.result.rung != .jsonLD else { continue }
        let source = String(decoding: extraction.page[piece.source], as: UTF8.self)
        #expect(
          source.split(whereSeparator: \.isWhitespace)
            == extraction.slice(piece.output).split(whereSeparator: \.isWhitespace))
      }
      #expect(mapped * 10 >= extraction.result.content.text.count * 8)
    }
  }

  @Test func leadsToReferences() throws {
    let extraction = Extraction(
      "<p>Salt &amp; wind, honey&nbsp;and bees&hellip; all of that is here, and more of it is to come.")
    #expect(extraction.text == "Salt & wind, honey and bees… all of that is here, and more of it is to come.")
    let sign = try #require(extraction.result.content.map.first { extraction.slice($0.output) == "…" })
    #expect(String(decoding: extraction.page[sign.source], as: UTF8.self) == "&hellip;")
  }

  @Test func leadsIntoLinkedData() throws {
    let extraction = Extraction(Pages.linkedData(Sample.arabic))
    #expect(extraction.result.rung == .jsonLD)
    #expect(extraction.faults.isEmpty)
    let block = try #require(extraction.result.content.map.first)
    let source = String(decoding: extraction.page[block.source], as: UTF8.self)
    #expect(source.hasPrefix(Sample.arabic.paragraphs[0].prefix(20)))
  }

  /// Whatever becomes of a page's bytes, it is read, and all ranges are in order and inside.
  @Test(arguments: Pages.shapes.indices)
  func takesAnyBytes(shape: Int) {
    var random = SystemRandomNumberGenerator()
    for sample in [Sample.arabic, .japanese] {
      let page = Array(Pages.shapes[shape].make(sample).utf8)
      for _ in 0..<60 {
        var bytes = page
        for _ in 0..<Int.random(in: 1...12, using: &random) {
          let place = Int.random(in: 0..<bytes.count, using: &random)
          switch Int.random(in: 0..<4, using: &random) {
          case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
          case 1: bytes.remove(at: place)
          case 2: bytes.insert(Array("<>/\"&;= \n\0\u{A0}".utf8).randomElement() ?? 0, at: place)
          default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...80, using: &random)))
          }
          if bytes.isEmpty { bytes = page }
        }
        let extraction = Extraction(bytes, Self.everything)
        #expect(extraction.faults.isEmpty, "\(bytes)")
        _ = Extraction.metadata(String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  /// A page that ends anywhere is read.
  @Test(arguments: [0, 4, 5])
  func takesAnyBeginning(shape: Int) {
    let page = Array(Pages.shapes[shape].make(Sample.persian).utf8)
    for end in stride(from: 0, to: page.count, by: 7) {
      #expect(Extraction(Array(page[..<end]), Self.everything).faults.isEmpty)
    }
  }
}

import WebPlugin
import Minwal

/// What came of a page.
struct Extraction {
  let page: [UInt8]
  let result: MainText

  init(_ page: [UInt8], _ options: MainTextOptions = MainTextOptions()) {
    self.page = page
    let buffer = ByteBuffer(page)
    var parser = HTMLParser()
    parser.parse(buffer)
    var extractor = MainTextExtractor(options: options)
    result = extractor.extract(parser.tree, page: buffer.span)
  }

  init(_ page: String, _ options: MainTextOptions = MainTextOptions()) { self.init(Array(page.utf8), options) }

  var text: String { String(decodingUTF8: result.content.text.span) }
  var comments: String { String(decodingUTF8: result.comments.text.span) }

  /// The reasons why what holds a text was left out.
  func reasons(_ text: String) -> [RemovalReason] {
    result.removed.filter { String(decoding: page[$0.source], as: UTF8.self).contains(text) }.map(\.reason)
  }

  static func metadata(_ page: String) -> PageMetadata {
    let buffer = ByteBuffer(page.utf8)
    var parser = HTMLParser()
    parser.parse(buffer)
    return PageMetadata(parser.tree, page: buffer.span)
  }
}

extension Extraction {
  /// Part of the text.
  func slice(_ range: Range<Int>) -> String { String(decodingUTF8: result.content.text.span.extracting(range)) }

  /// What is wrong with the ranges of the result; empty if all are in order and inside.
  var faults: [String] {
    var faults: [String] = []
    for (name, part) in [("content", result.content), ("comments", result.comments)] {
      var end = 0
      for block in part.blocks {
        if block.output.lowerBound < end || block.output.upperBound > part.text.count {
          faults.append("\(name) block \(block)")
        }
        if block.source.upperBound > page.count { faults.append("\(name) block source \(block)") }
        end = block.output.upperBound
      }
      end = 0
      for piece in part.map {
        if piece.output.lowerBound < end || piece.output.upperBound > part.text.count {
          faults.append("\(name) piece \(piece)")
        }
        if piece.source.upperBound > page.count { faults.append("\(name) piece source \(piece)") }
        end = piece.output.upperBound
      }
    }
    for removed in result.removed where removed.source.upperBound > page.count { faults.append("removed \(removed)") }
    return faults
  }
}

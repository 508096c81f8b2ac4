import WebPlugin
import HTMLTestSupport
import Minwal
import Testing

/// Random pages: whatever comes in, the tree keeps what it promises.
@Suite struct FuzzTests {
  /// Markup that is likely to meet its match.
  private static let pieces = [
    "<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href=x>", "</a>", "<nobr>", "</nobr>",
    "<table>",
    "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<tbody>", "</tbody>", "<caption>", "</caption>", "<col>",
    "<colgroup>", "</colgroup>", "<select>", "</select>", "<option>", "</option>", "<optgroup>", "<ul>", "</ul>",
    "<li>",
    "</li>", "<dl>", "<dd>", "<dt>", "<h1>", "</h2>", "<form>", "</form>", "<input type=hidden>", "<input>", "<button>",
    "</button>", "<applet>", "</applet>", "<svg>", "</svg>", "<math>", "</math>", "<mi>", "<mglyph>", "<foreignObject>",
    "</foreignObject>", "<desc>", "<annotation-xml encoding=text/html>", "<annotation-xml>", "<title>", "</title>",
    "<script>", "</script>", "<!--", "-->", "--!>", "<style>", "</style>", "<textarea>\n", "</textarea>", "<plaintext>",
    "<template>", "</template>", "<frameset>", "</frameset>", "<frame>", "<noframes>", "<html a=1>", "<body b=2>",
    "<head>", "</head>", "</body>", "</html>", "<noscript>", "</noscript>", "<ruby>", "<rb>", "<rt>", "<rtc>",
    "<pre>\r\n",
    "<br>", "</br>", "<image>", "<hr>", "<font size=1>", "<font>", "</font>", "<x y=z>", "</x>", "<X-Ü Ä='&auml;\r\n'>",
    "<![CDATA[", "]]>", "<!DOCTYPE html>", "<!DOCTYPE x PUBLIC 'a' \"b\">", "<?php ?>", "<?xml?>", "<!x>", "</ >",
    "</>",
    "<", "&", "&amp", "&notit;", "&#150;", "&#x0;", "&nbsp;", "&#10;", "\0", "\r", "\r\n", "\n", " ", "a", "text", "ü",
    "نص", "<a a=1 b=2 a=3>", "<a b='", "'>", "\"", "=", "/>", "<div/>", "<svg/>", "<selectedcontent>", "<marquee>",
    "<object>", "<iframe>", "</iframe>", "<xmp>", "</xmp>", "<b a='1&lt;'>", "<search>", "<main>", "<li value=3>",
  ]

  /// A generator that gives the same numbers everywhere (SplitMix64).
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }
  }

  @Test(arguments: 1...8)
  func keepsInvariantsOfMarkup(seed: UInt64) {
    var numbers = Numbers(state: seed)
    var parser = HTMLParser()
    for _ in 0..<500 {
      var page: [UInt8] = []
      for _ in 0..<Int.random(in: 1...40, using: &numbers) {
        page += Array(Self.pieces.randomElement(using: &numbers)?.utf8 ?? "".utf8)
      }
      if Bool.random(using: &numbers) { mutate(&page, &numbers) }
      parser.options.scripting = Bool.random(using: &numbers)
      parser.options.mirrorsSelection = Int.random(in: 0..<4, using: &numbers) == 0
      guard isRight(page, &parser) else { return }
    }
  }

  @Test(arguments: 1...4)
  func keepsInvariantsOfBytes(seed: UInt64) {
    var numbers = Numbers(state: seed &* 1_000)
    let likely = Array("<>/!-=&;#\"' \n\0aTb".utf8)
    var parser = HTMLParser()
    for _ in 0..<200 {
      var page: [UInt8] = []
      for _ in 0..<Int.random(in: 0...80, using: &numbers) {
        let isLikely = Int.random(in: 0..<4, using: &numbers) > 0
        page.append(isLikely ? likely.randomElement(using: &numbers) ?? 0 : UInt8.random(in: 0...255, using: &numbers))
      }
      guard isRight(page, &parser) else { return }
    }
  }

  @Test(arguments: [HTMLTag.div, .td, .tr, .select, .template, .title, .svg, .html, .table, .frameset])
  func keepsInvariantsOfFragments(_ tag: HTMLTag) {
    var numbers = Numbers(state: UInt64(tag.rawValue))
    var parser = HTMLParser()
    for _ in 0..<200 {
      var text = ""
      for _ in 0..<Int.random(in: 1...30, using: &numbers) { text += Self.pieces.randomElement(using: &numbers) ?? "" }
      let markup = ByteBuffer(text.utf8)
      parser.parseFragment(markup, in: tag, tag == .svg ? .svg : .html)
      let faults = TreeInvariants(parser.tree, markup).faults.filter { !$0.contains("left out") }
      #expect(faults.isEmpty, "\(text.debugDescription) in \(tag)")
      guard faults.isEmpty else { return }
    }
  }

  private func mutate(_ page: inout [UInt8], _ numbers: inout Numbers) {
    for _ in 0..<Int.random(in: 1...4, using: &numbers) where !page.isEmpty {
      let place = Int.random(in: page.indices, using: &numbers)
      switch Int.random(in: 0..<3, using: &numbers) {
      case 0: page.remove(at: place)
      case 1: page[place] = UInt8.random(in: 0...255, using: &numbers)
      default: page.removeSubrange(place...)
      }
    }
  }

  /// Whether the tree keeps its promises, and is the same with a new parser and whatever is behind the page.
  private func isRight(_ bytes: [UInt8], _ parser: inout HTMLParser) -> Bool {
    let page = ByteBuffer(bytes)
    parser.parse(page)
    let faults = TreeInvariants(parser.tree, page).faults
    let shown = String(decoding: bytes, as: UTF8.self).debugDescription
    #expect(faults.isEmpty, "\(shown)")
    let dump = TreeDump.lines(of: parser.tree, in: page)
    var padded = ByteBuffer(bytes + Array(repeatElement(Array("<'\">&-/= ".utf8), count: 16).joined()))
    padded.truncate(to: bytes.count)
    var fresh = HTMLParser(options: parser.options)
    fresh.parse(padded)
    let isSame = TreeDump.lines(of: fresh.tree, in: padded) == dump
    #expect(isSame, "\(shown)")
    return faults.isEmpty && isSame
  }
}

import Minwal
import Testing

@testable import WebPlugin

/// Names and their numbers.
@Suite struct NameTests {
  /// The name of a case as HTML spells it, without hyphens and colons.
  private func spelled(_ name: some Any) -> String { "\(name)".lowercased() }

  @Test func agreesWithTheEnumerations() {
    #expect(KnownNames.tags.names.count == HTMLTag.allCases.count)
    for tag in HTMLTag.allCases.dropFirst() {
      let name = String(decoding: KnownNames.tags.names[Int(tag.rawValue)], as: UTF8.self)
      #expect(name.filter { $0 != "-" } == spelled(tag))
    }
    #expect(KnownNames.attributes.names.count == HTMLAttributeName.allCases.count)
    for attribute in HTMLAttributeName.allCases.dropFirst() {
      let name = String(decoding: KnownNames.attributes.names[Int(attribute.rawValue)], as: UTF8.self)
      #expect(name.filter { $0 != "-" && $0 != ":" } == spelled(attribute))
    }
  }

  @Test func findsEveryName() throws {
    for tag in HTMLTag.allCases.dropFirst() {
      let name = String(decoding: KnownNames.tags.names[Int(tag.rawValue)], as: UTF8.self)
      for page in ["<svg><\(name) x>", "<svg><\(name.uppercased())/>"] {
        var parser = HTMLParser()
        parser.parse(ByteBuffer(page.utf8))
        #expect(parser.tree.nodes.contains { $0.tag == tag } || [.frame, .html, .body, .head].contains(tag))
      }
    }
    for attribute in HTMLAttributeName.allCases.dropFirst() {
      let name = String(decoding: KnownNames.attributes.names[Int(attribute.rawValue)], as: UTF8.self)
      var parser = HTMLParser()
      parser.parse(ByteBuffer("<p \(name.uppercased())=1 \(name)=2>".utf8))
      let found = parser.tree.attributes(of: try #require(parser.tree.nodes.last))
      #expect(found.map(\.known) == [attribute])
    }
  }

  @Test(arguments: ["x", "sixteen-letters-", "more-than-sixteen-letters", "p\u{1}", "ünder", "pa\0", "a=b"])
  func keepsOtherNames(_ name: String) {
    let page = ByteBuffer("<a-\(name) \(name) \(name.uppercased())><a-\(name)>".utf8)
    var parser = HTMLParser()
    parser.parse(page)
    let elements = parser.tree.nodes.filter { $0.tag == .other && $0.kind == .element }
    let expected = "a-" + name.replacing("\0", with: "\u{FFFD}")
    #expect(elements.map { parser.tree.name(of: $0) } == [expected, expected])
    #expect(elements[0].name == elements[1].name)
    #expect(elements[0].name >= HTMLNames.firstOwn)
  }

  @Test func numbersNamesInTheirOrder() {
    var names = HTMLNames()
    func number(_ name: String) -> UInt32 {
      for byte in name.utf8 { names.append(byte) }
      return names.number()
    }
    for round in 0..<2 {
      for index in 0..<1_000 { #expect(number("name\(index)") == HTMLNames.firstOwn + UInt32(index), "round \(round)") }
    }
    #expect(names.own(HTMLNames.firstOwn + 999) == Array("name999".utf8))
    #expect(names.own(HTMLNames.firstOwn + 1_000).isEmpty)
    #expect(names.own(3).isEmpty)
    names.clear()
    #expect(number("other") == HTMLNames.firstOwn)
  }
}

import Minwal
import Testing

@testable import WebPlugin

/// html5lib's tests of the tokenizer.
@Suite struct HTML5LibTokenizerTests {
  static let files = [
    "contentModelFlags", "domjs", "entities", "escapeFlag", "namedEntities", "numericEntities", "pendingSpecChanges",
    "test1", "test2", "test3", "test4", "unicodeChars", "unicodeCharsProblematic", "xmlViolation",
  ]

  /// Tests of what an XML infoset cannot hold, as the standard's section "Coercing an HTML DOM into an infoset" changes it.
  /// A tree is none.
  static let ofInfosets = ["Non-XML character", "Non-XML space", "Double hyphen in comment"]

  @Test(
    .enabled(if: TestData.folder != nil, "the tests of html5lib are not there; HTML5LIB tells where they are"),
    arguments: files)
  func readsTokens(_ name: String) throws {
    let folder = try #require(TestData.folder)
    let file = try #require(TestData.contents(of: "\(folder)/tokenizer/\(name).test"))
    var reader = JSONReader(file.span)
    let value = try reader.value()
    let tests = (value["tests"] ?? value["xmlViolationTests"])?.elements ?? []
    var (passed, skipped) = (0, 0)
    var failures: [String] = []
    for test in tests where !Self.ofInfosets.contains(test["description"]?.stringValue ?? "") {
      let isEscaped: Bool
      if case .bool(true)? = test["doubleEscaped"] { isEscaped = true } else { isEscaped = false }
      let states = test["initialStates"]?.elements?.compactMap(\.stringValue) ?? ["Data state"]
      guard let input = Self.text(test["input"], isEscaped) else {
        skipped += states.count
        print("tokenizer, \(name): skipped, not Unicode: \(test["description"]?.stringValue ?? "?")")
        continue
      }
      for state in states {
        let found = Self.tokens(of: input, state, lastStartTag: test["lastStartTag"]?.stringValue)
        let expected = Self.expected(test["output"]?.elements ?? [], isEscaped)
        if found == expected {
          passed += 1
        } else {
          failures.append(
            "\(test["description"]?.stringValue ?? "?") (\(state))\n  expected \(expected)\n  found    \(found)")
        }
      }
    }
    let others = tests.count { Self.ofInfosets.contains($0["description"]?.stringValue ?? "") }
    print("tokenizer, \(name): \(passed) passed, \(failures.count) failed, \(skipped) skipped, \(others) of infosets")
    for failure in failures { print(failure) }
    #expect(failures.isEmpty)
  }

  /// The text of a string, unescaped once more; `nil` if it is not Unicode.
  private static func text(_ value: JSONValue?, _ isEscaped: Bool) -> String? {
    guard let text = value?.stringValue else { return nil }
    guard isEscaped else { return text }
    var units: [UInt16] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      if rest.hasPrefix("\\u"), let unit = UInt16(rest.dropFirst(2).prefix(4), radix: 16) {
        units.append(unit)
        rest = rest.dropFirst(6)
      } else {
        units += Array(String(rest.removeFirst()).utf16)
      }
    }
    let result = String(decoding: units, as: UTF16.self)
    return Array(result.utf16) == units ? result : nil
  }

  private static func expected(_ tokens: [JSONValue], _ isEscaped: Bool) -> [String] {
    tokens.map { token in
      let parts = token.elements ?? []
      func part(_ index: Int) -> String { index < parts.count ? text(parts[index], isEscaped) ?? "nil" : "" }
      switch parts.first?.stringValue {
      case "StartTag":
        var attributes: [String] = []
        if case .object(let members)? = parts.dropFirst(2).first {
          attributes = members.map { "\(text(.string($0.name), isEscaped) ?? "?")=\(text($0.value, isEscaped) ?? "?")" }
        }
        return "start \(part(1)) \(attributes.sorted()) \(parts.count > 3)"
      case "EndTag": return "end \(part(1))"
      case "Comment": return "comment \(part(1))"
      case "DOCTYPE":
        var isRight = false
        if case .bool(true)? = parts.last { isRight = true }
        return "doctype \(part(1)) \(part(2)) \(part(3)) \(isRight)"
      default: return "text \(part(1))"
      }
    }
  }

  private static func tokens(of input: String, _ state: String, lastStartTag: String?) -> [String] {
    let page = ByteBuffer(input.utf8)
    var padded = page
    padded.reserve(64)
    var tokenizer = Tokenizer(padded.paddedBytes, end: page.count, content: HTMLContent())
    switch state {
    case "PLAINTEXT state": tokenizer.state = .plaintext
    case "RCDATA state": tokenizer.state = .rcdata
    case "RAWTEXT state": tokenizer.state = .rawtext
    case "Script data state": tokenizer.state = .script
    case "CDATA section state": tokenizer.state = .cdata
    default: break
    }
    // The tests are older than processing instructions.
    tokenizer.readsInstructions = false
    tokenizer.rawName = Array((lastStartTag ?? "").utf8)
    var found: [String] = []
    var text: String?
    func string(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }
    while true {
      tokenizer.next()
      let token = tokenizer.token
      let isText = token.kind == .text || token.kind == .null
      if !isText, let done = text {
        found.append("text \(done)")
        text = nil
      }
      let content = tokenizer.content
      func value(_ index: UInt32) -> String {
        guard index > 0 else { return "nil" }
        return string(
          content.replacements[Int(content.values[Int(index) - 1].start)..<Int(content.values[Int(index) - 1].end)])
      }
      func verbatim(_ start: Int, _ end: Int) -> String { String(decodingUTF8: page.span.extracting(start..<end)) }
      func name(_ number: UInt32, _ known: KnownNames) -> String {
        string(number < HTMLNames.firstOwn ? known.names[Int(number)] : content.names.own(number))
      }
      switch token.kind {
      case .null: text = (text ?? "") + "\0"
      case .text:
        text =
          (text ?? "")
          + (token.isVerbatim
            ? verbatim(token.start, token.end)
            : string(content.replacements[Int(token.replacement)...].prefix(Int(token.replacementCount))))
      case .startTag:
        let attributes = content.attributes[token.firstAttribute...].map { attribute in
          let shown =
            attribute.value > 0
            ? value(attribute.value) : verbatim(Int(attribute.valueStart), Int(attribute.valueEnd))
          return "\(name(attribute.name, .attributes))=\(shown)"
        }
        found.append("start \(name(token.name, .tags)) \(attributes.sorted()) \(token.isSelfClosing)")
      case .endTag: found.append("end \(name(token.name, .tags))")
      case .comment:
        let shown = token.value > 0 ? value(token.value) : verbatim(token.contentStart, token.contentEnd)
        found.append("comment \(shown)")
      case .doctype:
        let type = tokenizer.doctype
        found.append(
          "doctype \(value(type.name)) \(value(type.publicID)) \(value(type.systemID)) \(!type.forcesQuirks)")
      case .end: return found
      }
    }
  }
}

import WebPlugin
import HTMLTestSupport
import Minwal
import Testing

/// html5lib's tests of tree construction.
@Suite struct HTML5LibTreeTests {
  @Test(.enabled(if: TestData.folder != nil, "the tests of html5lib are not there; HTML5LIB tells where they are"))
  func buildsTrees() throws {
    let folder = try #require(TestData.folder)
    let file = try #require(TestData.contents(of: folder + "/tree_construction.jsonl"))
    var counts: [String: (passed: Int, failed: Int)] = [:]
    var failures: [String] = []
    for line in String(decodingUTF8: file.span).split(separator: "\n") {
      var reader = JSONReader(Array(line.utf8).span)
      let test = try reader.value()
      let name = test["file"]?.stringValue ?? "?"
      var options = HTMLParser.Options()
      options.mirrorsSelection = true
      if case .bool(true)? = test["scripting"] { options.scripting = true }
      let data = Self.unescaped(test["data"]?.stringValue ?? "")
      let page = ByteBuffer(data.utf8)
      var parser = HTMLParser(options: options)
      parser.parse(page)
      let result = Self.normalized(TreeDump.lines(of: parser.tree, in: page))
      let expected = Self.normalized(Self.unescaped(test["result"]?.stringValue ?? "", isResult: true))
      var count = counts[name] ?? (0, 0)
      if result == expected {
        count.passed += 1
      } else {
        count.failed += 1
        failures.append("\(name) \(test["number"] ?? .null): \(data)\n--- expected\n\(expected)\n--- found\n\(result)")
      }
      counts[name] = count
    }
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
      print("tree construction, \(name): \(count.passed) passed, \(count.failed) failed")
    }
    print("tree construction: \(counts.values.reduce(0) { $0 + $1.passed }) passed, \(failures.count) failed")
    for failure in failures { print(failure) }
    #expect(failures.isEmpty)
  }

  /// The tests come with U+0000 and form feeds spelled out.
  private static func unescaped(_ text: String, isResult: Bool = false) -> String {
    var result = ""
    var rest = Substring(text)
    while let backslash = rest.firstIndex(of: "\\") {
      result += rest[..<backslash]
      rest = rest[rest.index(after: backslash)...]
      switch rest.first {
      case "0" where !isResult: result.unicodeScalars.append("\0")
      case "r" where isResult: result += "\r"
      case "f": result += "\u{0C}"
      case "n" where !isResult: result += "\n"
      default:
        result += "\\"
        continue
      }
      rest = rest.dropFirst()
    }
    return result + rest
  }

  /// Angle brackets in values are as they are in some tests and escaped in others, and the only value with two lines has
  /// the second one indented.
  private static func normalized(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("\n        bar\"", with: "\nbar\"")
  }
}

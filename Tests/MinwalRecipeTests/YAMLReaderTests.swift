import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRecipe

private func read(
  _ text: String, _ environment: [String: String] = [:]
) -> (root: ConfigNode?, diagnostics: [Diagnostic]) {
  YAMLReader.read(SourceFile(name: "r.yaml", text: Text(text))) { environment[$0] }
}

/// Each key and value with its place: `3:5+4 key`.
private func places(_ text: String) -> [String] {
  var result: [String] = []
  func place(_ range: SourceRange?) -> String { range.map { "\($0.line):\($0.column)+\($0.length)" } ?? "?" }
  func walk(_ node: ConfigNode) {
    switch node.kind {
    case .mapping(let entries):
      for entry in entries {
        result.append("\(place(entry.keyRange)) \(entry.key)")
        walk(entry.value)
      }
    case .sequence(let nodes): nodes.forEach(walk)
    case .string(let value): result.append("\(place(node.range)) '\(value)'")
    case .int(let value): result.append("\(place(node.range)) \(value)")
    default: result.append("\(place(node.range)) \(node.kindDescription)")
    }
  }
  let (root, diagnostics) = read(text)
  #expect(diagnostics.isEmpty)
  if let root { walk(root) }
  return result
}

@Suite struct YAMLPlacesTests {
  @Test(
    arguments: [
      ("a: 1\nb:\n  c: two\n", ["1:1+1 a", "1:4+1 1", "2:1+1 b", "3:3+1 c", "3:6+3 'two'"]),
      ("a:\r\n  - x\r\n  - { yy: 12 }\r\n", ["1:1+1 a", "2:5+1 'x'", "3:7+2 yy", "3:11+2 12"]),
      ("a:\r  b: c\r", ["1:1+1 a", "2:3+1 b", "2:6+1 'c'"]),
      ("عنوان: { لغة: \"نص\", x: 1 }\n", ["1:1+5 عنوان", "1:10+3 لغة", "1:15+4 'نص'", "1:21+1 x", "1:24+1 1"]),
      ("😀: x\n", ["1:1+1 😀", "1:4+1 'x'"]),
      ("a: x\t\nb: y \t# c\n", ["1:1+1 a", "1:4+1 'x'", "2:1+1 b", "2:4+1 'y'"]),
      ("# one\n\n---\n\n  a: 'b'\n", ["5:3+1 a", "5:6+3 'b'"]),
      ("a: \"one\n  two\"\nb: c", ["1:1+1 a", "1:4+4 'one two'", "3:1+1 b", "3:4+1 'c'"]),
      ("a: |\n  one\n  two\nb: c", ["1:1+1 a", "1:4+1 'one\ntwo\n'", "4:1+1 b", "4:4+1 'c'"]),
      ("a:\nb: 1", ["1:1+1 a", "1:3+1 nothing", "2:1+1 b", "2:4+1 1"]),
    ] as [(String, [String])])
  func keysAndValues(_ text: String, _ expected: [String]) { #expect(places(text) == expected) }

  @Test func aByteOrderMarkIsSkipped() {
    let (root, diagnostics) = read("\u{FEFF}a: 1\n")
    #expect(diagnostics.isEmpty)
    #expect(root?.kind == .mapping([.init("a", at: root?.keyRange(0), ConfigNode(.int(1), at: root?.valueRange(0)))]))
    #expect(root?.keyRange(0)?.line == 1)
  }

  @Test(
    arguments: [
      ("a: 1\n b: 2\n", 2), ("a: [1, 2\nb: 3\n", 2), ("a: \"x\n", 2), ("\ta: 1\n", 1), ("a:\n\tb: 1\n", 2),
      ("a: @x\n", 1),
      ("a: %x\n", 1), ("a: \"\\q\"\n", 1), ("a: b: c\n", 1), ("- a\nb: c\n", 2), ("a: 'x\n", 2), ("{", 1),
      ("a: \u{1}\n", 1),
    ] as [(String, Int)])
  func syntaxErrors(_ text: String, line: Int) {
    let (root, diagnostics) = read(text)
    #expect(root == nil)
    #expect(diagnostics.map(\.code) == [.yamlSyntax])
    #expect(diagnostics.first?.range.map { abs($0.line - line) <= 1 } == true, "\(diagnostics)")
  }

  @Test func tellsAboutTabs() {
    #expect(read("a:\n\tb: 1\n").diagnostics.first?.message == "a tab cannot indent YAML")
  }
}

extension ConfigNode {
  fileprivate func keyRange(_ index: Int) -> SourceRange? {
    if case .mapping(let entries) = kind { entries[index].keyRange } else { nil }
  }
  fileprivate func valueRange(_ index: Int) -> SourceRange? {
    if case .mapping(let entries) = kind { entries[index].value.range } else { nil }
  }

  /// A value of a mapping.
  fileprivate subscript(key: String) -> ConfigNode.Kind? {
    if case .mapping(let entries) = kind { entries.first { $0.key == key }?.value.kind } else { nil }
  }
}

@Suite struct YAMLReaderTests {
  @Test func quotedScalarsAreText() {
    let (root, diagnostics) = read(
      "a: '1'\nb: \"true\"\nc: 'it''s'\nd: \"\\u0646\\n\"\ne: !!str 5\nf: ! 6\ng: !!int 7\n")
    #expect(diagnostics.isEmpty)
    #expect(root?["a"] == .string("1") && root?["b"] == .string("true") && root?["c"] == .string("it's"))
    #expect(root?["d"] == .string("ن\n") && root?["e"] == .string("5") && root?["f"] == .string("6"))
    #expect(root?["g"] == .int(7))
  }

  @Test func aliasesRepeatWhatTheyName() {
    let (root, diagnostics) = read("a: &x [1, &y two]\nb: *x\nc: { d: *y }\n*y : z\n")
    #expect(diagnostics.isEmpty)
    guard case .sequence(let items)? = root?["b"] else {
      Issue.record("no list")
      return
    }
    #expect(items.map(\.kind) == [.int(1), .string("two")])
    #expect(root?["two"] == .string("z"))
  }

  @Test func aValueOfAnAliasLiesWhereTheAliasDoes() {
    #expect(read("a: &x one\nb:\n  - *x\n").root?.valueRange(0)?.line == 1)
    #expect(places("a: &x one\nb: *x\n").last == "2:4+2 'one'")
  }

  @Test(
    arguments: [
      ("a: *b\n", "unknown-alias"), ("a: &x [*x]\n", "unknown-alias"), ("a: 1\nb: 2\na: 3\n", "duplicate-key"),
      ("{a: 1, \"a\": 2}\n", "duplicate-key"), ("a: 1\n---\nb: 2\n", "several-documents"), ("", "empty-recipe"),
      ("# nothing\n", "empty-recipe"), ("a: !thing 1\n", "unknown-tag"), ("a: !!binary aGk=\n", "unknown-tag"),
      ("a: !x [1]\n", "unknown-tag"), ("? [a]\n: b\n", "wrong-type"), ("a: ${X}\n", "unset-variable"),
      ("a: ${X\n", "unset-variable"),
    ] as [(String, String)])
  func reports(_ text: String, _ code: String) { #expect(read(text).diagnostics.map(\.code.rawValue) == [code]) }

  @Test(
    arguments: [
      ("${A}", .int(5)), ("x${A}y", .string("x5y")), ("\"${A}\"", .string("5")), ("'${A}'", .string("5")),
      ("${B:-b}", .string("b")), ("${A:-b}", .int(5)), ("${EMPTY}", .null), ("${EMPTY:-e}", .string("e")),
      ("${B:-}", .null), ("${B:-1:-2}", .string("1:-2")), ("$${A}", .string("${A}")), ("$$${A}", .string("$${A}")),
      ("a$b", .string("a$b")), ("$A", .string("$A")), ("${T}", .bool(true)), ("${A}${A}", .int(55)),
      ("${PATHS}", .string("a: b # c")), ("${DOLLAR}", .string("${A}")), ("|\n  ${A}", .string("5")),
    ] as [(String, ConfigNode.Kind)])
  func expandsTheEnvironment(_ value: String, _ expected: ConfigNode.Kind) {
    let environment = ["A": "5", "EMPTY": "", "T": "true", "PATHS": "a: b # c", "DOLLAR": "${A}"]
    let (root, diagnostics) = read("k: \(value)", environment)
    #expect(diagnostics.isEmpty)
    #expect(root?["k"] == expected)
  }

  @Test func boundsDepthAndSize() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(read(nested(YAMLReader.Limit.depth)).diagnostics.isEmpty)
    #expect(read(nested(YAMLReader.Limit.depth + 1)).diagnostics.map(\.code) == [.recipeTooLarge])
    #expect(read(nested(100_000)).diagnostics.map(\.code) == [.recipeTooLarge])
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...8 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(read(bomb).diagnostics.map(\.code) == [.recipeTooLarge])
  }

  /// Neither one long line nor one large mapping nor many mistakes cost quadratic work.
  @Test(.enabled(if: countsSteps, "a release build counts no steps")) func isLinearInItsSize() {
    expectLinear(5_000, "a long line") { size in
      let list = "[" + Array(repeating: "1", count: size).joined(separator: ",") + "]"
      #expect(read(list).diagnostics.isEmpty)
    }
    expectLinear(5_000, "a large mapping") { size in
      #expect(read((0..<size).map { "key\($0): 1\n" }.joined()).diagnostics.isEmpty)
    }
    expectLinear(2_000, "values of several lines") { size in
      #expect(read((0..<size).map { "key\($0): \"a\n  b\"\n" }.joined()).diagnostics.isEmpty)
    }
    expectLinear(2_000, "keys given twice") { size in
      #expect(read("a: 1\n" + String(repeating: "a: 1\n", count: size)).diagnostics.count == size)
    }
  }

  /// What options describe themselves as is read back as the same text (but for `${`, which is nobody's path).
  @Test func readsDescriptionsBack() {
    var random = SeededGenerator(1)
    let pieces = [
      "a", "1", ".", "-", "+", "e", "0x", "true", "null", "~", " ", ":", "#", "'", "\"", "\\", "ن", "\n", "[", "{", ",",
      "*", "&", "!", "%", "@", "\u{1}", "_", "/",
    ]
    for _ in 0..<2_000 {
      let text = random.string(5, of: pieces)
      let (root, diagnostics) = read("k: [\(text.optionDescription)]\n")
      if !diagnostics.isEmpty || root?["k"] != .sequence([ConfigNode(.string(text), at: root?["k"]?.firstRange)]) {
        Issue.record("\(text.debugDescription) as \(text.optionDescription)")
      }
    }
  }
}

extension ConfigNode.Kind {
  fileprivate var firstRange: SourceRange? { if case .sequence(let nodes) = self { nodes.first?.range } else { nil } }
}

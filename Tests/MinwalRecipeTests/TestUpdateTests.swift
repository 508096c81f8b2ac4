import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRecipe

/// The value at a path of keys and numbers.
private func node(_ root: ConfigNode, _ path: [String]) -> ConfigNode? {
  guard let first = path.first else { return root }
  switch root.kind {
  case .mapping(let entries):
    return entries.first { $0.key == first }.flatMap { node($0.value, Array(path.dropFirst())) }
  case .sequence(let nodes):
    guard let index = Int(first), nodes.indices.contains(index) else { return nil }
    return node(nodes[index], Array(path.dropFirst()))
  default: return nil
  }
}

private func read(_ yaml: String) throws -> ConfigNode {
  try #require(YAMLReader.read(SourceFile(name: "t", text: Text(yaml))) { _ in nil }.root)
}

/// A file in which the value at a path was changed.
private func update(_ yaml: String, _ path: String, _ value: JSONValue, isMissing: Bool = false) throws -> String {
  let place = try #require(node(read(yaml), path.split(separator: ".").map(String.init)))
  let source = SourceFile(name: "t", text: Text(yaml))
  return try TestUpdate(source).applying([.init(place, value, isMissing: isMissing)]).text
}

@Suite struct TestUpdateTests {
  @Test(
    arguments: [
      // before, path, value, after
      ("a: 1 # one\nb: 2\n", "a", "7", "a: 7 # one\nb: 2\n"),
      ("a: x # why\n", "a", "\"y z\"", "a: y z # why\n"),
      ("a:   'x'   # why\n", "a", "\"y: z\"", "a:   \"y: z\"   # why\n"),
      ("a: x\n", "a", "\"one\\ntwo\\n\"", "a: |\n  one\n  two\n"),
      ("- a: x\n  b: y\n", "0.a", "\"one\\ntwo\"", "- a: |-\n    one\n    two\n  b: y\n"),
      (
        "a: |  # why\n  old\n\n  text\n\n# next\nb: 1\n", "a", "\"new\\ntext\\n\"",
        "a: |  # why\n  new\n  text\n\n# next\nb: 1\n"
      ),
      ("a: |\n  old\nb: 1\n", "a", "\"new\"", "a: new\nb: 1\n"),
      ("a: >-\n  old\n  text\nb: 1\n", "a", "\"new\\n\\ntext\\n\"", "a: |\n  new\n\n  text\nb: 1\n"),
      ("a: { b: x, c: [1, 2] } # why\n", "a.b", "\"one\\ntwo\"", "a: { b: \"one\\ntwo\", c: [1, 2] } # why\n"),
      ("a: { b: x, c: [1, 2] } # why\n", "a.c", "[3,\"x\"]", "a: { b: x, c: [3, x] } # why\n"),
      (
        "a:\n  - x # first\n  - y\n\n# next\nb: 1\n", "a", "[\"p\",\"q\",\"r\"]",
        "a:\n  - p\n  - q\n  - r\n\n# next\nb: 1\n"
      ),
      ("a:\n  - x # first\n  - y # second\nb: 1\n", "a.1", "\"z\"", "a:\n  - x # first\n  - z # second\nb: 1\n"),
      ("a:\n- x\n- y\nb: 1\n", "a", "[]", "a: []\nb: 1\n"),
      ("a: []\nb: 1\n", "a", "[\"x\"]", "a: [x]\nb: 1\n"),
      (
        "a: [x]\nb: 1\n", "a", "[\"\(String(repeating: "long ", count: 20))end\",\"y\"]",
        "a:\n  - \(String(repeating: "long ", count: 20))end\n  - y\nb: 1\n"
      ),
      ("a:\n  text: x\n  counts: { s: 1 }\nb: 1\n", "a", "{\"dropped\":\"rule\"}", "a: { dropped: rule }\nb: 1\n"),
      ("a:\n  # why\n  b: x\nc: 1\n", "a", "\"hi there\"", "a:\n  # why\n  hi there\nc: 1\n"),
      ("a: # why\n  b: x\nc: 1\n", "a", "{\"d\":\"e\"}", "a: # why\n  { d: e }\nc: 1\n"),
      ("a:\n  b:\nc: 1\n", "a.b", "\"x\"", "a:\n  b: x\nc: 1\n"),
      ("a: x\n", "a", "\"costs ${x} and $${y}\"", "a: \"costs $${x} and $$${y}\"\n"),
      ("a: x\n", "a", "\" leading\\nblank\"", "a: \" leading\\nblank\"\n"),
      ("a: x\n", "a", "\"ends\\n\\n\"", "a: \"ends\\n\\n\"\n"), ("a: x\n", "a", "\"\"", "a: \"\"\n"),
      ("a: x\n", "a", "\"007\"", "a: \"007\"\n"), ("a: x\n", "a", "\"true\"", "a: \"true\"\n"),
      ("a: x\n", "a", "null", "a: null\n"),
      ("عنوان: قديم # شرح\nb: 1\n", "عنوان", "\"افتتح الميناء\"", "عنوان: افتتح الميناء # شرح\nb: 1\n"),
    ])
  func changesOneValueAndNothingElse(_ before: String, _ path: String, _ json: String, _ after: String) throws {
    let bytes = Text(json)
    var reader = JSONReader(bytes.span)
    let value = try reader.value()
    let result = try update(before, path, value)
    #expect(result == after)
    let written = try #require(node(read(result), path.split(separator: ".").map(String.init)))
    #expect(written.json == value)
    // The same in a file from Windows.
    func returns(_ text: String) -> String {
      text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    }
    #expect(try update(returns(before), path, value) == returns(after))
  }

  @Test func addsWhatIsMissing() throws {
    let before = "tests:\n  - name: a # why\n    given: |\n      x\n\n# end\n"
    #expect(
      try update(before, "tests.0", .string("one\ntwo\n"), isMissing: true)
        == "tests:\n  - name: a # why\n    given: |\n      x\n    expect: |\n      one\n      two\n\n# end\n")
    let windows = "tests:\r\n  - given: |\r\n      x\r\n\r\n# end\r\n"
    #expect(
      try update(windows, "tests.0", .string("one\ntwo\n"), isMissing: true)
        == "tests:\r\n  - given: |\r\n      x\r\n    expect: |\r\n      one\r\n      two\r\n\r\n# end\r\n")
  }

  @Test func severalChangesAtOnce() throws {
    let yaml = "a: 1\nb: |\n  x\nc: [1]\n"
    let root = try read(yaml)
    let changes: [TestUpdate.Change] = try [
      .init(#require(node(root, ["c"])), .array([.number("2"), .number("3")])),
      .init(#require(node(root, ["a"])), .number("9")), .init(#require(node(root, ["b"])), .string("y\nz\n")),
    ]
    let result = try TestUpdate(SourceFile(name: "t", text: Text(yaml))).applying(changes)
    #expect(result.text == "a: 9\nb: |\n  y\n  z\nc: [2, 3]\n")
    #expect(result.count == 3)
  }

  @Test(arguments: ["a: &x 1\nb: *x\n", "a: !!str 1\n"]) func anchorsAndTagsAreLeftAlone(_ yaml: String) throws {
    #expect(try update(yaml, "a", .number("2")) == yaml)
    if yaml.contains("b:") { #expect(try update(yaml, "b", .number("2")) == yaml) }
  }

  @Test(arguments: 1...5) func whatIsWrittenIsReadBack(_ seed: UInt64) throws {
    var random = SeededGenerator(seed)
    let pieces = [
      "a", " ", "\n", ":", "#", "- ", "\"", "'", "${x}", "$", "{", "]", "\t", "\\", "ب", "\u{200F}", "\u{85}",
      "\u{FEFF}",
      "|", "> ", "%", "1", "\r", "é", "\u{0}", "\u{2028}", ", ", "true", "~",
    ]
    func text() -> String { (0..<random.below(9)).map { _ in random.pick(pieces) }.joined() }
    for _ in 0..<400 {
      let value: JSONValue =
        switch random.below(3) {
        case 0: .array((0..<random.below(4)).map { _ in .string(text()) })
        case 1: .object([JSONMember("k", .string(text())), JSONMember("l", .array([.string(text())]))])
        default: .string(text())
        }
      for yaml in ["a:\n  b: old\nc: 1\n", "a:\n  - b: |\n      old\n    d: e\n", "a: { b: [x, y], c: d } # why\n"] {
        let path = yaml.contains("- b") ? "a.0.b" : "a.b"
        let result = try update(yaml, path, value)
        let written = try #require(node(read(result), path.split(separator: ".").map(String.init)), "\(result)")
        #expect(written.json == value, "\(result.debugDescription)")
      }
    }
  }
}

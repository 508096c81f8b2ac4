import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalCLI

/// Everything that Minwal prints about documents, programs, files and recipes whose every field is hostile: nothing that a
/// terminal obeys, or that turns the order of a line, comes out as it is.
@Suite struct HostilePrintingTests {
  let folder: TemporaryFolder

  /// Sets a title, colours, clears, deletes; turns directions; begins lines that look like ours.
  static let evil =
    "\u{1B}]0;P\u{7}\u{1B}[31m\u{1B}[2J\u{9B}31m\u{7F}\u{61C}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}"
    + "\u{2066}\u{2067}\u{2068}\u{2069}\nFORGED a\rFORGED b\u{85}FORGED c\u{2028}FORGED d\u{2029}FORGED e\tz"
  /// As a file may be called.
  static let evilName = "n\u{1B}[31m\u{9B}2J\u{202E}\nFORGED\u{2066}"

  /// A string that JSON and YAML understand, in ASCII.
  static func quoted(_ text: String) -> String {
    "\""
      + text.utf16.map { unit in
        (0x20..<0x7F).contains(unit) && unit != 0x22 && unit != 0x5C
          ? String(Unicode.Scalar(UInt8(unit))) : "\\u" + String(format: "%04X", unit)
      }.joined() + "\""
  }

  init() throws {
    folder = try TemporaryFolder()
    let evil = Self.quoted(Self.evil)
    let text = Self.quoted(
      "Advertisement \(Self.evil)\nThe harbour \(Self.evil) was opened on Sunday by the mayor. It is big. It is old.\n")
    try folder.write(
      """
      {"id": \(evil), "text": \(text), "title": \(evil), \(evil): \(evil), "language": "en"}
      {"id": \(Self.quoted("bad " + Self.evil)), "text": 7}
      {"id": "bad", \(evil): 1, "text": 7}
      {"id": "same", "text": \(text)}
      {"\u{202E}\u{9B}": broken

      """, to: "in.jsonl")
    try folder.write("hello \(Self.evil)", to: "files/raw\(Self.evilName).txt")
    try folder.write("\u{1}\u{2}\u{3}\u{4}\u{1B}[31m", to: "files/binary\(Self.evilName).txt")
    let stages = """
      stages:
        - clean: { phrases: [Advertisement] }
        - normalize
        - segment
        - summarize: { sentences: 1 }
        - translate-stub: { to: es, of: [title, summary], fill: pseudo, when: { metadata: { \(evil): \(evil) } } }
      """
    let exports = """
        - export: { format: jsonl, to: o.jsonl }
        - export: { format: markdown, to: o.md }
      """
    try folder.write("minwal: 1\nname: text\ninput: { jsonl: in.jsonl }\n\(stages)\n\(exports)\n", to: "text.yaml")
    for (file, mode) in [("filter", "quarantine"), ("stop", "stop")] {
      try folder.write(
        """
        minwal: 1
        on-error: \(mode)
        input: { files: "files/*" }
        stages:
          - filter: { run: [sh, -c, \(Self.quoted("printf '%s\\n' '\(Self.evil)' >&2; exit 3"))] }
          - export: { format: jsonl, to: o.jsonl }
        """, to: "\(file).yaml")
    }
    try folder.write(
      "minwal: 1\ninput: { jsonl: in.jsonl }\nstages:\n  - export: { format: jsonl, to: o.jsonl }\n", to: "one.yaml")
    let program = """
      #!/usr/bin/env python3
      import sys, json
      evil = json.loads(r'''\(evil)''')
      for line in sys.stdin:
        request = json.loads(line)
        if request["request"] == "describe":
          print(json.dumps({"minwal": 1, "name": evil, "summary": evil, "reasons": [{"name": "r", "help": evil}]}), flush=True)
        elif request["request"] == "process":
          sys.stderr.write(evil + "\\n"); sys.stderr.flush()
          print(json.dumps({"documents": [{"id": d["id"], "error": evil} for d in request["documents"]]}), flush=True)
        else: break
      """
    for (file, program) in [
      ("p\(Self.evilName)", program),
      ("q\(Self.evilName)", "#!/bin/sh\nprintf '\\033[31m\\342\\200\\256\\n'\nexit 4\n"),
    ] {
      try folder.write(program, to: file)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: folder.url.appendingPathComponent(file).path)
      try folder.write(
        """
        minwal: 1
        input: { jsonl: in.jsonl }
        stages:
          - command: { run: [\(Self.quoted("./" + file))] }
          - export: { format: jsonl, to: o.jsonl }
        """, to: file.hasPrefix("p") ? "command.yaml" : "describe.yaml")
    }
    try folder.write(
      """
      minwal: 1
      \(evil): 5
      language: \(evil)
      about: \u{202E}\u{2066} x
      input: { jsonl: \(Self.quoted("none" + Self.evil)), encoding: \(evil) }
      parameters: { \(evil): 3 }
      stages:
        - \(evil)
        - segment: { \(evil): 5, unit: \(evil), x\u{202E}\u{9B}: \u{202E} }
        - filter: { run: [\(evil)] }
        - use: \(evil)
        - export: { format: \(evil), to: \(Self.quoted("../" + Self.evil)), when: { \(evil): 1 } }
      """, to: "bad.yaml")
    try folder.write("minwal: 1\nname: \"a\u{1B}[31m\u{202E}\"\n", to: "raw\u{1B}[2J\u{202E}.yaml")
    try folder.write(
      """
      minwal: 1
      stages: [segment, { export: { format: jsonl, to: t.jsonl } }]
      tests:
        - name: \(evil)
          given: { text: \(text), title: \(evil) }
          expect:
            title: \(Self.quoted("x" + Self.evil))
            text: \(Self.quoted("y" + Self.evil))
            layers: { sentences: [\(evil)] }
      """, to: "test.yaml")
  }

  /// What is printed to a person, and how it is looked at.
  static let commands: [[String]] = [
    ["check", "bad.yaml"], ["check", "raw\u{1B}[2J\u{202E}.yaml"], ["check", "none\(evil).yaml"],
    ["check", "command.yaml"],
    ["check", "describe.yaml"], ["check", "text.yaml", "--set", "\(evil)=\(evil)"],
    ["run", "text.yaml", "--log-format", "text", "--log-level", "debug"], ["run", "text.yaml", "--log-format", "json"],
    ["run", "text.yaml", "--report", "-"], ["run", "stop.yaml"], ["run", "filter.yaml", "--log-format", "text"],
    ["run", "filter.yaml"], ["run", "filter.yaml", "--progress", "plain", "--isolate"], ["run", "command.yaml"],
    ["run", "command.yaml", "--log-format", "text"], ["run", "command.yaml", "--log-format", "json"],
    ["run", "text.yaml", "--input", "none\(evil)"], ["run", "text.yaml", "--\(evil)"],
    ["run", "text.yaml", "--jobs", evil],
    ["try", "text.yaml", "--limit", "5"], ["try", "text.yaml", "--limit", "5", "--stage", "clean"],
    ["try", "text.yaml", "--json", "--limit", "5"], ["try", "filter.yaml", "--limit", "3"],
    ["try", "text.yaml", "no\(evil)"],
    ["try", "command.yaml", "in.jsonl"], ["try", "text.yaml", "--stage", evil],
    ["try", "text.yaml", "files/raw\(evilName).txt"],
    ["why", "text.yaml", "in.jsonl"], ["why", "text.yaml", "in.jsonl", "Advertisement \(evil)"],
    ["why", "text.yaml", "in.jsonl:1", "FORGED d"], ["why", "text.yaml", "in.jsonl", "nowhere \(evil)"],
    ["test", "test.yaml"], ["explain", evil], ["stages", evil], [evil], ["compare", evil, evil],
    ["check-stage", "./p\(evilName)"], ["check-stage", "./q\(evilName)"], ["check-stage", evil],
    ["new", "recipe", "files/none\(evilName)"], ["learn", "text.yaml", "--input", "none\(evil)"],
  ]

  @Test(arguments: commands)
  func nothingIsPrintedRaw(_ arguments: [String]) throws {
    let result = try BuiltCommand.run(arguments, in: folder.url)
    #expect(result.status >= 0, "\(result.error)")
    Self.expectPrintable(result.output, arguments)
    Self.expectPrintable(result.error, arguments)
    // So that nothing passes for having printed nothing.
    let all = (result.output + result.error).lowercased()
    #expect(["⟨u+202e⟩", "\\u202e"].contains { all.contains($0) }, "\(all)")
  }

  @Test func reportsOfOthersAreComparedSafely() throws {
    #expect(try BuiltCommand.run(["run", "text.yaml", "--report", "a.json"], in: folder.url).status == 3)
    let report = try folder.read("a.json")
    let evil = Self.quoted(Self.evil)
    try folder.write(
      report.replacingOccurrences(of: "\"segment\"", with: evil).replacingOccurrences(
        of: "\"exported\":2", with: "\"exported\":9"
      )
      .replacingOccurrences(of: "\"finished\"", with: evil).replacingOccurrences(of: "\"text\"", with: evil),
      to: "b.json")
    for arguments in [["compare", "a.json", "b.json"], ["compare", "a.json", "b.json", "--json"]] {
      let result = try BuiltCommand.run(arguments, in: folder.url)
      #expect(result.output.lowercased().contains("202e"))
      Self.expectPrintable(result.output, arguments)
    }
  }

  @Test func documentsOutOfQuarantineToo() throws {
    _ = try BuiltCommand.run(["run", "command.yaml"], in: folder.url)
    let kept = try FileManager.default.subpathsOfDirectory(atPath: folder.url.appendingPathComponent("quarantine").path)
    #expect(!kept.isEmpty)
    for arguments in [["retry", "command.yaml", "--log-format", "text"]]
      + kept.filter({ $0.contains("bad") && !$0.hasSuffix(".json") }).map({
        ["try", "command.yaml", "quarantine/\($0)"]
      })
    {
      let result = try BuiltCommand.run(arguments, in: folder.url)
      Self.expectPrintable(result.output, arguments)
      Self.expectPrintable(result.error, arguments)
    }
  }

  /// Records for a program are what they are.
  @Test func recordsAreNotTouched() throws {
    let result = try BuiltCommand.run(["run", "one.yaml", "--output", "-"], in: folder.url)
    #expect(result.output.contains("\u{202E}"))
  }

  private static func expectPrintable(_ text: String, _ arguments: [String]) {
    for line in text.unicodeScalars.split(separator: "\n") {
      // Isolates are ours if they come in pairs.
      var isIsolated = false
      for scalar in line {
        switch scalar {
        case "\u{2068}" where !isIsolated: isIsolated = true
        case "\u{2069}" where isIsolated: isIsolated = false
        default:
          let isRaw =
            [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
            || scalar.properties.isBidiControl
          if isRaw {
            Issue.record("\(arguments): \(String(scalar.value, radix: 16)) in \(String(line).debugDescription)")
            return
          }
        }
      }
      if isIsolated || String(line).hasPrefix("FORGED") {
        Issue.record("\(arguments): \(String(line).debugDescription)")
      }
    }
  }
}

/// The type that all printing goes through.
@Suite struct PrintableTextTests {
  @Test(arguments: [
    ("plain text, نص", "plain text, نص"), ("a\u{1B}[2Jb\u{202E}c\nd\u{200C}e", "a⟨U+001B⟩[2Jb⟨U+202E⟩c⏎d\u{200C}e"),
    ("\u{0}\r\u{7F}\u{9F}", "⟨U+0000⟩⟨U+000D⟩⟨U+007F⟩⟨U+009F⟩"),
    (
      "\u{61C}\u{200E}\u{200F}\u{2028}\u{2029}\u{2066}\u{2069}",
      "⟨U+061C⟩⟨U+200E⟩⟨U+200F⟩⟨U+2028⟩⟨U+2029⟩⟨U+2066⟩⟨U+2069⟩"
    ),
  ])
  func whatIsInterpolatedIsShownByNumber(_ text: String, _ expected: String) {
    #expect(("\(text)\n" as PrintableText).string == expected + "\n")
    #expect(PrintableText(text).string == expected)
  }

  @Test func whatIsOursStays() {
    let inner: PrintableText = "a\n\(1)"
    #expect(("\u{1B}[31m\(inner)\u{2068}" as PrintableText).string == "\u{1B}[31ma\n1\u{2068}")
    #expect(PrintableText(lines: "a\n\u{1B}b\r\n").string == "a\n⟨U+001B⟩b⟨U+000D⟩\n")
    let evil = "x\u{202E}"
    #expect(PrintableText(evil).isolated.styled("1").string == "\u{1B}[1m\u{2068}x⟨U+202E⟩\u{2069}\u{1B}[0m")
  }

  @Test func jsonIsEscapedInsideOfItsStrings() throws {
    let json = "{\n  \"a\u{202E}\": \"\u{9B}\u{7F}\u{2028}x\"\n}\n"
    let printable = Terminal.printable(json: json).string
    #expect(printable == "{\n  \"a\\u202E\": \"\\u009B\\u007F\\u2028x\"\n}\n")
    let read = try JSONSerialization.jsonObject(with: Data(printable.utf8)) as? [String: String]
    #expect(read == ["a\u{202E}": "\u{9B}\u{7F}\u{2028}x"])
  }
}

import CleanPlugin
import Foundation
import Minwal
import NormalizePlugin
import SegmentPlugin
import SummarizePlugin

/// Each engine alone, on one thread, over documents that differ.
struct Engines {
  let corpus: Corpus
  let runs: Int

  func run() throws {
    var rows: [[String]] = []
    let texts = corpus.texts.map { Text($0) }
    let bytes = texts.reduce(0) { $0 + $1.count }
    func row(_ name: String, _ bytes: Int, _ documents: Int, repeats: Int = 3, _ work: () throws -> Void) rethrows {
      let seconds = try medianSeconds(runs: runs) { for _ in 0..<repeats { try work() } } / Double(repeats)
      rows.append([name, figure(Double(bytes) / 1e6 / seconds), figure(seconds / Double(documents) * 1e6, 2)])
    }

    var target = ByteBuffer()
    row("copying bytes", bytes, texts.count) {
      for text in texts {
        target.clear()
        target.append(text.span)
      }
    }
    var found = 0
    row("UTF-8 validation", bytes, texts.count) {
      for text in texts where UTF8Validation.firstInvalid(in: text.span) != nil { found += 1 }
    }
    let lines = corpus.texts.map { text -> ByteBuffer in
      var json = JSONWriter()
      json.object { json in
        json.name("text")
        json.string(text)
      }
      return json.buffer
    }
    try row("JSON Lines reading, validated", lines.reduce(0) { $0 + $1.count }, texts.count) {
      for line in lines {
        target.clear()
        guard UTF8Validation.firstInvalid(in: line.span) == nil else { continue }
        var reader = JSONReader(line.span)
        try reader.object { reader, _ in try reader.string(into: &target) }
      }
    }
    row("JSON Lines writing", bytes, texts.count) {
      for text in texts {
        target.clear()
        JSONWriter.append(to: &target) { $0.string(text.span) }
      }
    }

    try stage("clean", Clean.self, [:], on: texts, &rows)
    let cleaned = try texts.map { try process(Clean.self, [:], $0) }
    let tidy = try cleaned.map { try process(Normalize.self, ["profile": "arabic"], $0) }
    try stage("normalize (arabic), text that needs little", Normalize.self, ["profile": "arabic"], on: tidy, &rows)
    try stage("normalize (arabic), scraped text", Normalize.self, ["profile": "arabic"], on: cleaned, &rows)
    try stage("normalize (search), text that needs much", Normalize.self, ["profile": "search"], on: tidy, &rows)
    try stage("segment", Segment.self, ["language": "ar"], on: tidy, &rows)
    try stage("summarize (default)", Summarize.self, ["language": "ar"], on: tidy, segmented: true, &rows)
    try stage(
      "summarize (lexrank)", Summarize.self, ["method": "lexrank", "language": "ar"], on: tidy, segmented: true, &rows)

    print("Engines, one thread, medians of \(runs) (\(texts.count) documents, \(bytes) bytes)\n")
    printTable(["engine", "MB/s", "µs a document"], rows)
    precondition(found == 0)
  }

  private func make<S: Stage>(_ type: S.Type, _ options: KeyValuePairs<String, ConfigNode>) throws -> S {
    let scope = OptionScope(folder: ".")
    guard let decoded = S.Options.decode(options.map { .init($0.key, $0.value) }, in: scope) else {
      throw Diagnostics(scope.diagnostics)
    }
    return try S(decoded, StageContext())
  }

  private func process<S: Stage>(
    _ type: S.Type, _ options: KeyValuePairs<String, ConfigNode>, _ text: Text
  ) throws -> Text {
    var stage = try make(type, options)
    var document = Document(text: String(text))
    _ = try stage.process(&document)
    return document.text
  }

  /// Times a stage; what it costs to fill the document is measured and taken off.
  private func stage<S: Stage>(
    _ name: String, _ type: S.Type, _ options: KeyValuePairs<String, ConfigNode>, on texts: [Text],
    segmented: Bool = false, _ rows: inout [[String]]
  ) throws {
    var stage = try make(type, options)
    var segment = try make(Segment.self, ["language": "ar"])
    var document = Document()
    let bytes = texts.reduce(0) { $0 + $1.count }
    func pass(_ work: (inout Document) throws -> Void) throws {
      for (index, text) in texts.enumerated() {
        document.reset(id: "d", index: index) { $0.append(uncheckedUTF8: text.span) }
        if segmented { _ = try segment.process(&document) }
        try work(&document)
      }
    }
    let repeats = 3
    let base = try medianSeconds(runs: runs) { for _ in 0..<repeats { try pass { _ in } } }
    let all = try medianSeconds(runs: runs) { for _ in 0..<repeats { try pass { _ = try stage.process(&$0) } } }
    let seconds = max(all - base, 1e-9) / Double(repeats)
    rows.append([name, figure(Double(bytes) / 1e6 / seconds), figure(seconds / Double(texts.count) * 1e6, 2)])
  }
}

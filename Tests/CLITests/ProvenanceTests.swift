import CleanPlugin
import ExportPlugin
import Foundation
import Minwal
import MinwalTestSupport
import NormalizePlugin
import ReadPlugin
import SegmentPlugin
import SummarizePlugin
import Testing
import TranslatePlugin
import WebPlugin

@testable import MinwalRecipe
@testable import MinwalRuntime

/// Whatever the input and the recipe: each byte of a text was kept from the input or made for a reason, and each byte
/// of the input was kept or has a reason.
@Suite struct ProvenanceTests {
  private static let words = [
    "الأخبار", "كتــاب", "أَنـا", "ﻷﻱ", "ﻭﻟﻢ", "محطة، ", "مقالات ذات صلة", "زر الذهاب إلى الأعلى", "قال إن المدينة. ",
    "Read more",
    "The harbour opened. ", "Mr. Brown", "1284", "-", "  ", "\u{A0}", "\u{200F}", "\u{200D}", "\u{FEFF}", "\u{640}",
    "😀",
    "e\u{301}", "\u{7}", "…", "“x”", "٣", "\t", "؟ ", ". ", " ", " ",
  ]
  private static let breaks = ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n\u{A0}\n"]

  /// Text as it comes: several writing systems, invisible characters, line ends of all kinds.
  private static func text(_ random: inout SeededGenerator) -> String {
    var text = random.below(6) == 0 ? "\u{FEFF}" : ""
    for _ in 0..<random.below(12) {
      text += random.string(random.below(3) == 0 ? 40 : 3, of: words)
      text += random.pick(breaks)
    }
    return text
  }

  /// A file: the text in some encoding, with bytes that are wrong in it.
  private static func file(_ random: inout SeededGenerator, _ encoding: String?) -> [UInt8] {
    let text = text(&random)
    var bytes = Array(text.utf8)
    switch encoding {
    case "UTF-16LE": bytes = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case nil: break
    default: bytes = bytes.map { $0 & 1 == 0 ? $0 : $0 & 0x7F }
    }
    if encoding == "UTF-16LE", random.below(2) == 0 { bytes = [0xFF, 0xFE] + bytes }
    return random.below(3) == 0 ? random.mutated(bytes) : bytes
  }

  /// A record: the text with escapes that need not be, among other members, and bytes that are not UTF-8.
  private static func record(_ random: inout SeededGenerator) -> [UInt8] {
    func quoted(_ text: String) -> [UInt8] {
      var result: [UInt8] = []
      for scalar in text.unicodeScalars {
        if scalar.value < 0x20 || "\"\\".unicodeScalars.contains(scalar) || random.below(9) == 0 {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            result += Array("\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
          }
        } else {
          if random.below(60) == 0 { result += [0xD8] }
          result += Array(String(scalar).utf8)
        }
      }
      return [0x22] + result + [0x22]
    }
    var members: [[UInt8]] = [Array("\"text\": ".utf8) + quoted(text(&random))]
    if random.below(2) == 0 { members.append(Array("\"text\":".utf8) + quoted(text(&random))) }
    if random.below(2) == 0 { members.insert(Array("\"id\":\"é\"".utf8), at: 0) }
    if random.below(2) == 0 { members.append(Array(" \"title\" : \"كتــاب \\\" x\" ".utf8)) }
    return Array("{".utf8) + Array(members.joined(separator: [0x2C])) + Array("}".utf8)
  }

  /// A shipped recipe, with options of its input, such as `encoding=windows-1256`.
  private static func recipe(_ name: String, _ options: [String] = []) throws -> Recipe {
    let registry = try Registry([.read, .clean, .normalize, .segment, .summarize, .translate, .web, .export])
    let check = RecipeCheck.file(
      PipelineTests.folder.appendingPathComponent(name).path, registry,
      CheckSettings(overrides: options.map { "input.\($0)" }))
    return try #require(check.recipe, "\(check.diagnostics)")
  }

  /// One record for a reader.
  private static func batch(
    _ bytes: [UInt8], _ reader: String, _ recipe: Recipe, preamble: ByteBuffer = ByteBuffer()
  ) throws -> RawBatch {
    var batch = RawBatch()
    batch.bytes = ByteBuffer(bytes)
    let index = try #require(ReaderTable(recipe.readers).index(of: reader))
    batch.add(BatchFile(path: "d", id: "d", reader: index, preamble: preamble), .bytes(0..<bytes.count))
    return batch
  }

  /// A document as it was read, and what became of it.
  private static func trial(_ batch: borrowing RawBatch, _ recipe: Recipe) -> Trial? {
    var reader = DocumentReader(recipe)
    var document = Document()
    document.startTracing()
    var trial: Trial?
    var chain = Chain(recipe.steps, language: recipe.language)
    reader.forEach(in: batch, &document) { document, arrival, bytes in
      trial = Trial(document, arrival, bytes, recipe.steps, &chain)
    }
    return trial
  }

  /// What lies between the changes is the same on both sides; the changes ascend, fit, and have reasons.
  private static func check(
    _ pass: EditTrace.Pass, _ source: [UInt8], _ output: [UInt8], _ step: String?, _ context: Comment
  ) {
    var position = 0
    var result: [UInt8] = []
    for edit in pass.edits {
      guard edit.source.lowerBound >= position, edit.source.upperBound <= source.count,
        edit.output.upperBound <= output.count
      else {
        Issue.record(context)
        return
      }
      result += source[position..<edit.source.lowerBound]
      #expect(result.count == edit.output.lowerBound, context)
      result += output[edit.output]
      position = edit.source.upperBound
      #expect(!edit.causes.isEmpty && edit.causes.allSatisfy { step == nil || $0.stage == step }, context)
    }
    #expect(result + source[position...] == output, context)
  }

  private static func check(_ trial: Trial, _ recipe: Recipe, _ context: Comment) {
    for (index, step) in trial.steps.enumerated() {
      check(step.changes, trial.source(of: index).array, step.document.text.buffer.array, step.name, context)
    }
    let last = trial.steps.count - 1
    let document = trial.steps[last].document
    check(trial.changes(through: last), trial.input.array, document.text.buffer.array, nil, context)
    // Sentences come from the input, in order.
    var end = 0
    for range in document[Sentences.self]?.ranges ?? TextRanges() {
      guard let origin = document.origin(of: range) else { continue }
      #expect(origin.lowerBound >= end && origin.upperBound <= trial.input.count && !origin.isEmpty, context)
      end = origin.lowerBound
    }
    for unit in document[TranslationUnits.self]?.units ?? [] where unit.origin != nil {
      #expect(unit.origin?.isEmpty == false && (unit.origin?.upperBound ?? 0) <= trial.input.count, context)
    }
  }

  /// The document without anybody watching.
  private static func plain(_ batch: borrowing RawBatch, _ recipe: Recipe) -> [ByteBuffer] {
    var reader = DocumentReader(recipe)
    var document = Document()
    var chain = Chain(recipe.steps[...], language: recipe.language)
    var result = BatchResult(stages: chain.count, exporters: chain.outputCount)
    reader.forEach(in: batch, &document) { document, arrival, _ in
      var documentProgress = ConditionFilter.DocumentProgress()
      if arrival.failure == nil {
        _ = chain.process(&document, 0..<chain.count, &documentProgress, &result.stages, &result.records)
      }
    }
    return result.records.map(\.bytes)
  }

  @Test(
    arguments: PipelineTests.recipes,
    [nil, "windows-1256", "UTF-16LE", "SHIFT_JIS", "ISO-2022-JP", "TCVN"] as [String?])
  func everyByteOfAFileIsExplained(_ name: String, _ encoding: String?) throws {
    let recipe = try Self.recipe(name, encoding.map { ["encoding=\($0)"] } ?? [])
    var random = SeededGenerator(StableHash.hash(name + (encoding ?? "")))
    var read = 0
    for round in 0..<40 {
      let batch = try Self.batch(Self.file(&random, encoding), "text", recipe)
      let trial = try #require(Self.trial(batch, recipe))
      if trial.steps.count > 1 {
        read += 1
        Self.check(trial, recipe, "\(name) \(encoding ?? "") round \(round)")
      }
      let records = trial.steps.compactMap(\.record)
      #expect(records.map(\.array) == Self.plain(batch, recipe).map(\.array).filter { !$0.isEmpty })
    }
    #expect(read >= 10)
  }

  /// A row of a table with the columns id, text and title: a text in quotes, and bytes that are not UTF-8.
  private static func row(_ random: inout SeededGenerator) -> [UInt8] {
    func quoted(_ text: String) -> [UInt8] {
      var bytes = Array(text.replacing("\"", with: "\"\"").utf8)
      if random.below(4) == 0 { bytes.insert(0xD8, at: random.below(bytes.count + 1)) }
      return [0x22] + bytes + [0x22]
    }
    let text = random.below(8) == 0 ? Array("bare الأخبار".utf8) : quoted(text(&random) + "\" الأخبار")
    let title = random.below(2) == 0 ? [] : quoted("كتــاب \" x")
    return Array("7,".utf8) + text + Array(",".utf8) + title
  }

  @Test(arguments: PipelineTests.recipes, ["jsonl", "json", "csv", "csv windows-1256"])
  func everyByteOfARecordIsExplained(_ name: String, _ reader: String) throws {
    let isTable = reader.hasPrefix("csv")
    let recipe = try Self.recipe(name, reader.hasSuffix("1256") ? ["encoding=windows-1256"] : [])
    var random = SeededGenerator(StableHash.hash(name))
    var read = 0
    for round in 0..<(reader == "jsonl" ? 80 : 40) {
      let batch = try Self.batch(
        isTable ? Self.row(&random) : Self.record(&random), isTable ? "csv" : reader, recipe,
        preamble: ByteBuffer(Array((isTable ? ",id,text,title" : "").utf8)))
      let trial = try #require(Self.trial(batch, recipe))
      if trial.steps.count > 1 {
        read += 1
        Self.check(trial, recipe, "\(name) \(reader) round \(round)")
      }
      let records = trial.steps.compactMap(\.record)
      #expect(records.map(\.array) == Self.plain(batch, recipe).map(\.array).filter { !$0.isEmpty })
    }
    #expect(read >= 20)
  }
}

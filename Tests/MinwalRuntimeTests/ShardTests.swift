import Foundation
import Minwal
import MinwalCompression
import MinwalTestSupport
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

/// Inputs that are cut into shards: each record is in one of them, with the id, the bytes and the line that it has in
/// the whole.
@Suite struct ShardTests {
  private struct Found: Hashable {
    var id: String
    var bytes: [UInt8]
    var line: Int?
  }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func recipe(_ input: ConfigNode) throws -> Recipe {
    try TestInput.recipe(input, folder: folder.url.path)
  }

  private func records(of source: consuming DocumentSource) throws -> (found: [Found], lines: Int?) {
    var found: [Found] = []
    var batch = RawBatch()
    while try source.next(into: &batch) {
      for record in batch.records {
        var bytes: [UInt8] = []
        if case .bytes(let range) = record.content { bytes = Array(batch.bytes.array[range]) }
        found.append(Found(id: batch.id(of: record), bytes: bytes, line: record.position?.line))
      }
    }
    return (found, source.linesBeforeEnd)
  }

  private func whole(_ recipe: Recipe) throws -> [Found] { try records(of: try TestInput.source(recipe)).found }

  /// What shards between borders have, one behind the other.
  private func joined(_ recipe: Recipe, _ borders: [InputBorder]) throws -> [Found] {
    let items = InputItem.items(of: recipe)
    var result: [Found] = []
    var lines = 0
    for (number, start) in ([InputBorder()] + borders).enumerated() {
      let shard = Shard(number: number, start: start, end: number < borders.count ? borders[number] : nil)
      let (found, count) = try records(of: try DocumentSource(items, ReaderTable(recipe.readers), shard))
      if start.byte == 0 { lines = 0 }
      var isFirstFile = true
      for var record in found {
        // Lines are counted from the shard's first in the file in whose middle it begins.
        if let file = start.file, !record.id.hasPrefix(file) { isFirstFile = false }
        if start.byte > 0, isFirstFile { record.line? += lines }
        result.append(record)
      }
      lines += count ?? 0
    }
    return result
  }

  /// Line ends of all kinds, blank lines, characters of several bytes, with and without an end of the last line, with
  /// and without a byte order mark.
  @Test(
    arguments: [
      "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "{\"text\":\"نص\"}\n\n \n{\"text\":\"😀\"}\r\n\r\n{\"text\":\"b\"}",
      "\n\n{\"text\":\"é\"}\n", "\u{FEFF}{\"text\":\"a\"}\n{\"text\":\"b\"}", "\u{FEFF}\n{\"text\":\"b\"}\n\n",
      "{\"text\":\"a\"}",
    ])
  func aFileOfLinesMayBeCutAtEveryByte(_ text: String) throws {
    try folder.write(text, to: "d.jsonl")
    let recipe = try recipe(["jsonl": "d.jsonl"])
    let whole = try whole(recipe)
    #expect(!whole.isEmpty)
    let size = text.utf8.count
    for first in 1...size {
      #expect(try joined(recipe, [InputBorder(file: "d.jsonl", byte: first)]) == whole, "cut at \(first)")
      for second in first...size {
        let borders = [first, second].map { InputBorder(file: "d.jsonl", byte: $0) }
        #expect(try joined(recipe, borders) == whole, "cut at \(first) and \(second)")
      }
    }
  }

  /// Lines that are longer than what is read at once, and than a shard.
  @Test func longLinesAreOfOneShard() throws {
    let lines = (0..<4).map { "{\"text\":\"\(String(repeating: "\($0)", count: $0 == 1 ? 700_000 : 90_000))\"}\n" }
    try folder.write(lines.joined(), to: "d.jsonl")
    let recipe = try recipe(["jsonl": "d.jsonl"])
    let whole = try whole(recipe)
    let borders = stride(from: 100_000, to: lines.joined().utf8.count, by: 83_777).map {
      InputBorder(file: "d.jsonl", byte: $0)
    }
    #expect(try joined(recipe, borders) == whole)
  }

  /// Cuts a mixed input into any number of shards.
  @Test(arguments: [1, 2, 3, 7, 40, 1_000]) func plannedShardsHaveEachRecordOnce(_ count: Int) throws {
    try folder.write((0..<60).map { "{\"text\":\"line \($0)\"}\n" }.joined(), to: "in/a.jsonl")
    try folder.write("", to: "in/b.jsonl")
    try folder.write("text,n\n\"over\ntwo lines\",1\n" + String(repeating: "x,2\n", count: 500), to: "in/c.csv")
    for number in 0..<20 { try folder.write("text \(number)", to: "in/d/\(number).txt") }
    let lines = ByteBuffer(Array((0..<90).map { "{\"text\":\"z \($0)\"}\n" }.joined().utf8))
    let gzip = try #require(Compressor(.gzip))
    try folder.write(Data(gzip.compress(lines.span).array), to: "in/e.jsonl.gz")
    let wide = "\u{FEFF}{\"text\":\"wide\"}\n{\"text\":\"w\"}\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    try folder.write(Data(wide), to: "in/f.jsonl")
    try folder.write((0..<60).map { "{\"text\":\"other \($0)\"}\r\n" }.joined(), to: "in/g.jsonl")
    let recipe = try recipe(["files": ["in/d", "in", "in/a.jsonl"]])
    let items = InputItem.items(of: recipe)
    let scan = try #require(InputScan.take(items, limit: nil))
    let shards = Planner.shards(items, ReaderTable(recipe.readers), scan, count: count)
    #expect(shards.count <= count && (count == 1) == (shards.count == 1))
    #expect(shards.indices.allSatisfy { shards[$0].number == $0 })
    #expect(shards.dropFirst().map(\.start) == shards.dropLast().map { $0.end ?? InputBorder() })
    let cut = Set(shards.map(\.start).filter { $0.byte > 0 }.map { $0.file ?? "" })
    #expect(cut.isSubset(of: ["a.jsonl", "g.jsonl"]), "\(cut)")
    #expect(count < 40 || cut.count == 2)
    #expect(try joined(recipe, shards.dropFirst().map(\.start)) == whole(recipe))
    // The files are there, and have their sizes.
    for shard in shards { try shard.check(items) }
    try folder.write("longer than it was", to: "in/d/7.txt")
    #expect(shards.count { (try? $0.check(items)) == nil } == 1)
  }

  /// A plan is the same after it was written and read; what is wrong with one is said.
  @Test func plansAreValues() throws {
    try folder.write(String(repeating: "{\"text\":\"a\"}\n", count: 90), to: "d.jsonl")
    try folder.write(Data([0xFF, 0x00, 0x41]), to: "binary")
    var recipe = try recipe(["jsonl": "d.jsonl"])
    recipe.filesRead = [folder.url.path + "/binary", folder.url.path + "/d.jsonl"]
    let plan = try Runner(recipe, RunSettings(jobs: 1)).plan(.shards(2), input: ["x\u{10FFFE}"]).get()
    let file = try folder.write(plan.text, to: "plan.json").path
    let read = try Plan(file: file)
    #expect(read.digest == plan.digest && read.text == plan.text && read.shards == plan.shards)
    #expect(read.recipe.carried[folder.url.path + "/binary"]?.array == [0xFF, 0x00, 0x41])
    for (old, new, problem) in [
      ("\"minwal-plan\": 1", "\"minwal-plan\": 9", "version 9"), ("\"minwal-plan\"", "\"other\"", "is not a plan"),
      ("\"version\": \"\(minwalVersion)\"", "\"version\": \"0.0.0\"", "made by Minwal 0.0.0"),
      ("\"shards\"", "\"shard\"", "no 'shards'"), ("\"number\": 1", "\"number\": 5", "do not follow"),
      ("\"hex\": \"ff", "\"hex\": \"fe", "digest"),
      ("}", "", "not JSON"),
    ] {
      let changed = plan.text.replacing(old, with: new, maxReplacements: 1)
      #expect(changed != plan.text, "\(old)")
      try folder.write(changed, to: "changed.json")
      do {
        _ = try Plan(file: folder.url.path + "/changed.json")
        Issue.record("\(new) was taken")
      } catch {
        #expect(error.message.contains(problem), "\(error.message)")
      }
    }
    #expect(throws: StageError.self) { try Plan(file: folder.url.path + "/none.json") }
  }
}

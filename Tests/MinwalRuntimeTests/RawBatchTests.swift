import Foundation
import Minwal
import MinwalRecipe
import MinwalTestSupport
import Testing

@testable import MinwalRuntime

@Suite struct RawBatchTests {
  private struct Seen: Equatable {
    var id: String
    var index: Int
    var place: String
    var bytes: [UInt8]
    var error: String?
  }

  private func read(_ batch: RawBatch) throws -> [Seen] {
    var reader = DocumentReader(try TestInput.recipe())
    var document = Document()
    var seen: [Seen] = []
    reader.forEach(in: batch, &document) { document, arrival, bytes in
      seen.append(
        Seen(
          id: document.id, index: document.index, place: arrival.place.description,
          bytes: ByteBuffer(copying: bytes).array,
          error: arrival.failure?.message))
    }
    return seen
  }

  /// A batch as a source hands it out.
  private func batch(of lines: [String]) throws -> RawBatch {
    let folder = try TemporaryFolder()
    try folder.write(lines.joined(separator: "\n"), to: "in.jsonl")
    var source = try TestInput.source([InputItem("in.jsonl", folder: folder.url.path, reader: "jsonl")])
    var batch = RawBatch()
    #expect(try source.next(into: &batch))
    return batch
  }

  @Test func partsHoldWhatTheWholeHolds() throws {
    var random = SeededGenerator(8)
    let kinds = [#"{"id":"a","text":"س"}"#, #"{"text":"no id"}"#, "nonsense", "", "  ", "\r", #"{"id":"b","text":""}"#]
    for _ in 0..<200 {
      let lines = (0..<random.below(12) + 1).map { _ in
        random.pick(kinds)
      }
      // A file of which no record can be read is one failed document.
      guard lines.contains(where: { $0.hasPrefix("{") }) else { continue }
      let whole = try batch(of: lines)
      let seen = try read(whole)
      #expect(seen.count == whole.count)
      let start = random.below(whole.count)
      let range = start..<(start + random.below(whole.count - start) + 1)
      let part = whole.part(range)
      #expect(part.count == range.count)
      #expect(try read(part) == Array(seen[range]))
      // What is known of a document without reading it.
      let one = whole.part(start..<(start + 1))
      #expect(one.place(of: one.records[0]).description == seen[start].place)
      #expect(seen[start].id.utf8.count == 1 || one.id(of: one.records[0]) == seen[start].id)
      #expect(one.onlyBytes?.array == seen[start].bytes)
    }
  }

  private static let file = BatchFile(
    path: "t/ا.csv", id: "ا.csv", reader: 2, preamble: ByteBuffer("id,text".utf8),
    tags: FileTags(
      language: .arabic, metadata: [JSONMember("source", .string("أخبار"))], ofPath: [JSONMember("site", .string("s"))],
      sidecar: "a.json"))

  @Test(arguments: [
    RecordHeader(file: 0, content: .file), RecordHeader(file: 1, content: .bytes(2..<7), id: "kept"),
    RecordHeader(
      file: 0, content: .bytes(0..<2), position: RecordPosition(bytes: BytePosition(member: 9, byte: 4), line: nil)),
    RecordHeader(file: 0, content: .bytes(0..<8), position: RecordPosition(line: 7)),
    RecordHeader(file: 0, content: .unreadable(StageError("unreadable-input", "why"))),
  ])
  func crossesAsBytes(_ record: RecordHeader) throws {
    var batch = RawBatch()
    batch.number = 3
    batch.firstIndex = 40
    batch.documentsGoAlone = true
    batch.files = [Self.file, BatchFile(path: "-", id: "stdin", reader: 0)]
    batch.records = [record, record]
    batch.bytes.append("بايت")
    var writer = BinaryWriter()
    writer.write(batch)
    var reader = BinaryReader(writer.buffer)
    let copy = try reader.read(RawBatch.self)
    try reader.finish()
    #expect(copy.records == batch.records)
    #expect(copy.files == batch.files)
    #expect(copy.bytes.array == batch.bytes.array)
    #expect((copy.number, copy.firstIndex, copy.count, copy.documentsGoAlone) == (3, 40, 2, true))
    // Bytes that were cut short or changed are an error, or a batch, but no trap.
    var random = SeededGenerator(9)
    for _ in 0..<500 {
      var reader = BinaryReader(ByteBuffer(random.mutated(writer.buffer.array)))
      _ = try? reader.read(RawBatch.self)
    }
  }
}

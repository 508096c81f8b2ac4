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

  private func read(_ batch: RawBatch) -> [Seen] {
    var reader = DocumentReader(InputOptions(), language: nil)
    var document = Document()
    var seen: [Seen] = []
    reader.forEach(in: batch, &document) { document, arrival, bytes in
      seen.append(
        Seen(
          id: document.id, index: document.index, place: arrival.place, bytes: ByteBuffer(copying: bytes).array,
          error: arrival.failure?.message))
    }
    return seen
  }

  /// A batch as a source hands it out.
  private func batch(of lines: [String]) throws -> RawBatch {
    let folder = try TemporaryFolder()
    try folder.write(lines.joined(separator: "\n"), to: "in.jsonl")
    var source = DocumentSource([InputItem("in.jsonl", folder: folder.url.path, .jsonLines)], limit: nil)
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
      guard lines.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else { continue }
      let whole = try batch(of: lines)
      let seen = read(whole)
      #expect(seen.count == whole.count)
      let start = random.below(whole.count)
      let range = start..<(start + random.below(whole.count - start) + 1)
      let part = whole.part(range)
      #expect(part.count == range.count)
      #expect(read(part) == Array(seen[range]))
      // What is known of a document without reading it.
      let one = whole.part(start..<(start + 1))
      #expect(one.firstIdentity.place == seen[start].place)
      #expect(one.onlyBytes?.array == seen[start].bytes)
    }
  }

  @Test(arguments: [
    RawBatch.Content.files([
      FileWalk.Found(path: "t/ا.txt", relativePath: "ا.txt"), FileWalk.Found(path: "t/b", relativePath: "b"),
    ]),
    .lines(source: "in.jsonl", firstLine: 7), .document(id: "stdin"),
    .unreadable(id: "x", StageError("unreadable-input", "why")),
  ])
  func crossesAsBytes(_ content: RawBatch.Content) throws {
    var batch = RawBatch()
    batch.number = 3
    batch.firstIndex = 40
    batch.count = 2
    batch.content = content
    batch.bytes.append("بايت")
    var writer = BinaryWriter()
    writer.write(batch)
    var reader = BinaryReader(writer.buffer)
    let copy = try reader.read(RawBatch.self)
    try reader.finish()
    #expect("\(copy.content)" == "\(content)")
    #expect(copy.bytes.array == batch.bytes.array)
    #expect((copy.number, copy.firstIndex, copy.count) == (3, 40, 2))
    // Bytes that were cut short or changed are an error, or a batch, but no trap.
    var random = SeededGenerator(9)
    for _ in 0..<500 {
      var reader = BinaryReader(ByteBuffer(random.mutated(writer.buffer.array)))
      _ = try? reader.read(RawBatch.self)
    }
  }
}

extension ByteBuffer {
  fileprivate init(copying bytes: Span<UInt8>) {
    self.init()
    append(bytes)
  }
}

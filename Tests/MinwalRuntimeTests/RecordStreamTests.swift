import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRuntime

/// A file cut into lines: by number, by byte, piece by piece.
@Suite struct RecordStreamTests {
  private struct Line: Equatable {
    var number: Int?
    var byte: Int?
    /// `nil` for one that was too long.
    var text: [UInt8]?
  }

  private func lines(_ data: Data, limit: Int = 1 << 30) throws -> [Line] {
    let folder = try TemporaryFolder()
    return try lines(path: try folder.write(data, to: "lines").path, limit: limit)
  }

  private func lines(path: String, limit: Int) throws -> [Line] {
    let stream = try RecordStream(path, name: "lines", limit: limit)
    stream.cut(by: .lines)
    var found: [Line] = []
    while true {
      var batch = RawBatch()
      batch.files.append(BatchFile(path: "lines", id: "lines", reader: 0))
      guard try stream.next(into: &batch, atMost: .max) else { return found }
      #expect(!batch.records.isEmpty)
      for record in batch.records {
        var text: [UInt8]?
        if case .bytes(let range) = record.content { text = Array(batch.bytes.array[range]) }
        found.append(Line(number: record.position?.line, byte: record.position?.bytes.byte, text: text))
      }
    }
  }

  /// The lines that are not blank, found in the simplest way.
  private func plainLines(_ data: Data) -> [Line] {
    var found: [Line] = []
    var byte = 0
    for (index, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if line.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) {
        found.append(Line(number: index + 1, byte: byte, text: Array(line)))
      }
      byte += line.count + 1
    }
    return found
  }

  @Test(arguments: ["", "\n", "a", "a\n", "a\nb", "\n\na\r\n\r\n", "a\n\n", " \t\na\n \r\n b"])
  func smallFiles(_ text: String) throws {
    #expect(try lines(Data(text.utf8)) == plainLines(Data(text.utf8)))
  }

  @Test(arguments: [-1, 0, 1], [1, 2]) func bordersOfPieces(_ offset: Int, _ pieces: Int) throws {
    for ending in ["", "\nx"] {
      let data = Data(repeating: 0x61, count: pieces * ByteSource.size + offset) + Data(ending.utf8)
      #expect(try lines(data) == plainLines(data))
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>) func randomLines(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    var data = Data()
    for _ in 0..<random.below(20) {
      let sizes = [
        0, 1, random.below(100), random.below(60_000), ByteSource.size - 1, ByteSource.size + random.below(9),
      ]
      data += Data(repeating: UInt8(0x61 + random.below(20)), count: random.pick(sizes))
      if random.below(20) > 0 { data.append(0x0A) }
    }
    #expect(try lines(data) == plainLines(data))
  }

  @Test func passesOverLinesThatAreTooLong() throws {
    let long = Data(repeating: 0x78, count: 3 * ByteSource.size)
    let data = Data("a\n".utf8) + long + Data("\nb\n".utf8) + long
    let found = try lines(data, limit: ByteSource.size)
    #expect(found.map(\.number) == [1, 2, 3, 4])
    #expect(found.map { $0.text == nil } == [false, true, false, true])
    #expect(found.map(\.byte) == plainLines(data).map(\.byte))
  }

  @Test func aByteOrderMarkIsNoPartOfTheFirstLine() throws {
    let found = try lines(Data("\u{FEFF}a\n\u{FEFF}b".utf8))
    #expect(found.map(\.text) == [Array("a".utf8), Array("\u{FEFF}b".utf8)])
    #expect(try lines(Data("\u{FEFF}".utf8)).isEmpty)
  }

  @Test func aMissingFileIsAnError() {
    #expect(throws: FileSystem.Failure.self) { try lines(path: "/no/such/file", limit: 10) }
  }
}

import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRuntime

/// Paths are bytes, and strings hold any of them: every call takes the same bytes for the same string.
@Suite struct PathTests {
  private static let pieces: [[UInt8]] = [
    [0x61], [0x2D], [0x80], [0xFF], [0xC7, 0xE1], [0xE2, 0x82], [0xF4], [0xF4, 0x8F, 0xBE, 0x80],
    [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x8F, 0xBD, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xED, 0xA0, 0x80],
    Array("ن".utf8), Array("e\u{301}".utf8), Array("\u{202E}".utf8), [0x20],
  ]

  private func bytes(_ path: String) -> [UInt8] {
    unsafe path.withPathBytes { path in
      unsafe UnsafeBufferPointer(start: path, count: strlen(path)).map { UInt8(bitPattern: $0) }
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>) func anyBytesComeBack(seed: UInt64) {
    var random = SeededGenerator(seed)
    for _ in 0..<2_000 {
      var name: [UInt8] = []
      for _ in 0..<random.below(6) { name += random.pick(Self.pieces) }
      if random.below(4) == 0 { name += (0..<random.below(8)).map { _ in UInt8(1 + random.below(255)) } }
      let path = String(pathBytes: name.span)
      if bytes(path) != name { Issue.record("\(name) has become \(bytes(path))") }
      #expect(path.pathText == String(decoding: name, as: UTF8.self))
    }
  }

  @Test func everyCharacterOfATextComesBack() {
    // All that begin with the byte of those that stand for bytes, and some of the others.
    for value in 1...0x10_FFFF as ClosedRange<UInt32> where value >= 0x10_F000 || value % 61 == 0 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "x" + String(scalar)
      let path = text.asPath
      if bytes(path) != Array(text.utf8) || path.pathText.utf8.elementsEqual(text.utf8) == false {
        Issue.record("U+\(String(value, radix: 16)) has become \(bytes(path))")
      }
    }
  }

  /// What one call makes, the others find.
  @Test(arguments: pieces.indices) func everyCallMeansTheSameFile(index: Int) throws {
    let folder = try TemporaryFolder()
    let name = String(pathBytes: ([0x61] + Self.pieces[index] + [0x62]).span)
    let inner = FileSystem.join(folder.url.path, name)
    try FileSystem.createFolders(inner)
    try AtomicFile.write("one".utf8.span, to: name, in: inner, durably: true)
    #expect(FileSystem.names(in: folder.url.path) == [name])
    #expect(FileSystem.names(in: inner) == [name])
    let file = FileSystem.join(inner, name)
    #expect(FileSystem.problemReadingFile(file) == nil)
    #expect(FileSystem.problemWritingFile(file) == nil)
    #expect(FileSystem.problemWritingFile(FileSystem.join(inner, "other")) == nil)
    #expect(FileSystem.realPath(file)?.hasSuffix(FileSystem.join(name, name)) == true)
    try FileSystem.forbidLinks(to: name, below: inner)
    try FileSystem.rename(file, to: file + ".new")
    #expect(FileSystem.names(in: inner) == [name + ".new"])
    try AtomicFile.copyToPartial(file + ".new", upTo: 3)
    FileSystem.removeTree(inner)
    #expect(FileSystem.names(in: folder.url.path) == [])
  }

  /// Two names that are equal as strings, and are not as bytes, stay two.
  @Test func namesThatLookAlikeAreTwoFiles() throws {
    let folder = try TemporaryFolder()
    for name in ["\u{E9}", "e\u{301}"] { try AtomicFile.write(name.utf8.span, to: name, in: folder.url.path) }
    #expect(FileSystem.names(in: folder.url.path)?.count == 2)
  }
}

@Suite struct RoomTests {
  /// Also of folders that are still to be made.
  @Test func volumesHaveRoom() throws {
    let folder = try TemporaryFolder()
    let room = FileSystem.room(below: folder.url.path)
    #expect(room ?? 0 > 0)
    #expect(FileSystem.room(below: folder.url.path + "/a/b/c") != nil)
  }

  @Test func littleRoomIsSaid() throws {
    let folder = try TemporaryFolder()
    let room = RoomOnDisk(folder.url.path, nil)
    room.compare(with: 1)
    #expect(room.found == nil)
    room.compare(with: 1 << 60)
    #expect(room.found?.contains("are free in '\(folder.url.path)'") == true)
    #expect(RoomOnDisk.size(1_234_567) == "1.2 MB" && RoomOnDisk.size(999) == "999 bytes")
  }
}

import Foundation
import Minwal

import MinwalTestSupport
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

private let hostile = [
  "a", "A", "b", ".", "..", "/", "\\", ":", "*", "?", "\"", "<", ">", "|", "~", " ", "\n", "\0", "\u{7F}", "\u{85}",
  "\u{202E}", "\u{600}", "\u{301}", "ن", "😀", "com1", "nul", "-", ".txt", "%", "é", "\u{10FF80}", "\u{10FFFF}",
  "\u{10FF7F}",
]

@Suite struct SafeNameTests {
  @Test(
    arguments: [
      ("a.txt", "a.txt"), ("a/b.txt", "a/b.txt"), ("أخبار/مقال.txt", "أخبار/مقال.txt"), ("a b-c_d.e", "a b-c_d.e"),
    ]) func keepsGoodNames(_ id: String, _ expected: String)
  { #expect(SafeName.path(for: id) == expected) }

  @Test(arguments: [
    "/", "..", ".", "/etc/passwd", "../x", "a/../b", "a//b", ".hidden", "nul", "COM1.txt", "a.", "a ", "a\0b",
    "\u{600}/../\u{301}x", ".\u{301}x", "-rf", "a/-b.txt", "\u{10FF80}x", "x/\u{10FFFF}.txt",
  ])
  func changesBadNames(_ id: String) {
    let path = SafeName.path(for: id)
    #expect(path != id && path.contains("~"))
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func everyNameIsSafe(seed: UInt64) {
    var random = SeededGenerator(seed)
    var ids: Set<[UInt8]> = []
    var names = NameRegister(companions: [".partial"])
    var given: Set<String> = []
    var folders: Set<String> = []
    for _ in 0..<500 {
      var id = random.string(8, of: hostile)
      if random.below(20) == 0 { id = String(repeating: id, count: 200) }
      let path = SafeName.path(for: id)
      let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      for part in parts {
        let isSafe =
          !part.isEmpty && part.first != UInt8(ascii: ".") && part.first != UInt8(ascii: "-") && part.count <= 200
          && part.allSatisfy { $0 >= 0x20 && $0 != 0x7F && !"\\:*?\"<>|".utf8.contains($0) }
        if !isSafe { Issue.record("\(id.debugDescription) has become \(path.debugDescription)") }
      }
      // A name of a document never stands for bytes that are no text.
      #expect(path.asPath.hasSameBytes(as: path))
      #expect(path.utf8.count < 3_000)
      #expect(SafeName.path(for: id) == path)
      guard ids.insert(Array(id.utf8)).inserted else { continue }
      let name = names.claim(path, ending: ".json")
      if !given.insert(name.lowercased()).inserted { Issue.record("\(name) was given twice") }
      var folder = ""
      for part in name.lowercased().split(separator: "/").dropLast() {
        folder += (folder.isEmpty ? "" : "/") + part
        folders.insert(folder)
      }
    }
    #expect(given.isDisjoint(with: folders))
  }

  @Test func numbersNamesThatComeAgain() {
    var names = NameRegister()
    #expect(names.claim("a", ending: ".md") == "a.md")
    #expect(names.claim("A", ending: ".md") == "A~2.md")
    #expect(names.claim("a", ending: ".md") == "a~3.md")
    #expect(names.claim("b/c") == "b/c")
    #expect(names.claim("b") == "b~2")
    #expect(names.claim("B/c/d").hasPrefix("d~"))
  }

  /// Names that one file system or another takes for the same: composed and decomposed, small and capital.
  @Test(arguments: [
    ("caf\u{E9}", "cafe\u{301}"), ("\u{623}\u{628}", "\u{627}\u{654}\u{628}"), ("CAF\u{C9}", "cafe\u{301}"), ("ſ", "S"),
    ("\u{212B}", "\u{E5}"), ("\u{3C3}", "\u{3C2}"), ("\u{1F80}", "\u{3B1}\u{313}\u{345}"),
    ("\u{AC00}", "\u{1100}\u{1161}"),
  ])
  func namesThatLookAlikeAreKeptApart(_ first: String, _ second: String) {
    for (a, b) in [(first, second), (second, first)] {
      var names = NameRegister(companions: [".partial"])
      #expect(names.claim(a, ending: ".md") == a + ".md")
      let other = names.claim(b, ending: ".md")
      #expect(other.utf8.elementsEqual((b + "~2.md").utf8))
      // As folders, too: here a file's name is a folder's of the other.
      let below = names.claim(b + ".md/x")
      #expect(below.utf8.starts(with: "x~".utf8), "\(below)")
    }
  }

  @Test(.enabled(if: countsSteps, "a release build counts no steps")) func oneNameForAllCostsLinearWork() {
    expectLinear(5_000) { size in
      var names = NameRegister()
      var last = ""
      for _ in 0..<size { last = names.claim("same") }
      #expect(last == "same~\(size)")
    }
  }
}

@Suite struct AtomicFileTests {
  @Test func appearsWhenItIsPublished() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.path + "/a/b.txt"
    let large = [UInt8](repeating: 0x78, count: 100_000)
    let file = try AtomicFile(path)
    try file.write("one ".utf8.span)
    try file.write(large.span)
    try file.write(" two".utf8.span)
    #expect(folder.files() == ["a/b.txt.partial"])
    try file.publish(durably: true)
    #expect(folder.files() == ["a/b.txt"])
    #expect(try folder.read("a/b.txt") == "one " + String(repeating: "x", count: 100_000) + " two")
  }

  @Test func replacesAsAWhole() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "x")
    try folder.write("left by an earlier run", to: "x.partial")
    let file = try AtomicFile(folder.url.path + "/x")
    try file.write("new".utf8.span)
    #expect(try folder.read("x") == "old")
    try file.publish(durably: false)
    #expect(try folder.read("x") == "new")
    #expect(folder.files() == ["x"])
  }

  @Test func aFolderIsNotReplaced() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "x/y")
    #expect(throws: FileSystem.Failure.self) { try AtomicFile(folder.url.path + "/x") }
    #expect(throws: FileSystem.Failure.self) { try AtomicFile(folder.url.path + "/x/y/z") }
    #expect(folder.files() == ["x/y"])
  }

  @Test func aDeviceIsWrittenToAndStays() throws {
    let file = try AtomicFile("/dev/null")
    try file.write("x".utf8.span)
    try file.publish(durably: true)
    #expect(try FileSystem.status("/dev/null").kind == .other)
    #expect((try? FileSystem.status("/dev/null.partial")) == nil)
  }
}

/// What other programs do to a file while it is being written.
@Suite(.serialized) struct FileSinkTests {
  let folder: TemporaryFolder
  let path: String
  var partial: URL { URL(fileURLWithPath: path + ".partial") }

  init() throws {
    folder = try TemporaryFolder()
    path = folder.url.path + "/x"
  }

  private func records(_ text: String) -> RecordBatch {
    var records = RecordBatch()
    records.bytes.append(text)
    records.ends = [RecordBatch.End(id: "d", end: records.bytes.count)]
    records.count = 1
    return records
  }

  private func written(_ sink: inout FileSink) throws -> FileSink.Position {
    try sink.append(records("one\n"))
    let position = try #require(try sink.commit())
    // Longer than a tick of the clock of files.
    usleep(20_000)
    return try position.value()
  }

  @Test func aFileThatOthersCutIsNotPublished() throws {
    var sink = try FileSink(path: path, FileSink.Shape())
    _ = try written(&sink)
    try Data("on".utf8).write(to: partial, options: [])
    #expect(unsafe truncate(path + ".partial", 2) == 0)
    #expect(throws: FileSystem.Failure.self) { try sink.finish() }
    #expect(!folder.has("x"))
  }

  @Test func aFileWhoseBytesOthersChangeIsNotPublished() throws {
    var sink = try FileSink(path: path, FileSink.Shape())
    _ = try written(&sink)
    let handle = try FileHandle(forWritingTo: partial)
    try handle.write(contentsOf: Data("oNe\n".utf8))
    try handle.close()
    try sink.append(records("two\n"))
    let error = #expect(throws: FileSystem.Failure.self) { try sink.finish() }
    #expect(error?.reason == "another program has changed it meanwhile")
    #expect(!folder.has("x"))
  }

  @Test func aFileThatOthersOnlyTouchIsPublished() throws {
    var sink = try FileSink(path: path, FileSink.Shape())
    _ = try written(&sink)
    try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: partial.path)
    try sink.append(records("two\n"))
    try sink.finish()
    #expect(try folder.read("x") == "one\ntwo\n")
  }

  enum Tampering: CaseIterable { case none, longer, shorter, changed, gone, link, pipe }

  /// What a later run finds of a file that an earlier one has left.
  @Test(arguments: Tampering.allCases) func resumesOnlyWhatIsAsItWas(_ tampering: Tampering) throws {
    var position = FileSink.Position()
    do {
      var sink = try FileSink(path: path, FileSink.Shape())
      position = try written(&sink)
      try sink.append(records("lost\n"))
      #expect(sink.abandon() == partial.path)
    }
    var hasProblem = true
    switch tampering {
    case .none: hasProblem = false
    // What was written behind the last checkpoint counts no more anyway.
    case .longer:
      try Data("one\nand more and more".utf8).write(to: partial)
      hasProblem = false
    case .shorter: try Data("on".utf8).write(to: partial)
    case .changed: try Data("oNe\nlost\n".utf8).write(to: partial)
    case .gone: try FileManager.default.removeItem(at: partial)
    case .link: try FileManager.default.linkItem(at: partial, to: folder.url.appendingPathComponent("y"))
    case .pipe:
      try FileManager.default.removeItem(at: partial)
      #expect(unsafe mkfifo(partial.path, 0o600) == 0)
    }
    let problem = FileSink.problem(path: path, FileSink.Shape(), position, isDone: false, mustBeDone: false)
    #expect((problem != nil) == hasProblem, "\(problem ?? "")")
    guard !hasProblem else { return }
    var sink = try FileSink(path: path, FileSink.Shape(), resuming: position, isDone: false)
    try sink.append(records("two\n"))
    try sink.finish()
    #expect(try folder.read("x") == "one\ntwo\n")
  }

  /// A hard link at the place of the partial file is another's file.
  @Test func anothersFileIsNotWrittenThrough() throws {
    try folder.write("mine", to: "precious")
    try FileManager.default.linkItem(at: folder.url.appendingPathComponent("precious"), to: partial)
    var sink = try FileSink(path: path, FileSink.Shape())
    try sink.append(records("one\n"))
    try sink.finish()
    #expect(try folder.read("precious") == "mine")
    #expect(try folder.read("x") == "one\n")
  }

  /// Headers, footers and what stands between records, through checkpoints, a resumed run and an addition.
  @Test(arguments: [nil, Compressor(.gzip), Compressor(.zstd)])
  func separatesRecords(_ compressor: Compressor?) throws {
    var shape = FileSink.Shape()
    shape.header.append("[")
    shape.footer.append("]\n")
    shape.separatorLength = 1
    shape.compressor = compressor
    func text() throws -> String { try folder.text("x", compressor?.compression) }
    var sink = try FileSink(path: path, shape)
    try sink.append(records(",1,2"))
    let first: FileSink.Position = try #require(try sink.commit()).value()
    _ = sink.abandon()
    sink = try FileSink(path: folder.url.path + "/other", shape)
    #expect(FileSink.problem(path: path, shape, first, isDone: false, mustBeDone: false) == nil)
    sink = try FileSink(path: path, shape, resuming: first, isDone: false)
    try sink.append(records(",3"))
    let second: FileSink.Position = try #require(try sink.commit()).value()
    try sink.finish()
    #expect(try text() == "[1,2,3]\n")
    #expect(FileSink.problem(path: path, shape, second, isDone: true, mustBeDone: true) == nil)
    sink = try FileSink(path: path, shape, adding: second)
    try sink.append(records(",4"))
    #expect(try text() == "[1,2,3]\n")
    try sink.finish()
    #expect(try text() == "[1,2,3,4]\n")
    sink = try FileSink(path: path, shape)
    try sink.finish()
    #expect(try text() == "[]\n")
  }
}

@Suite struct LinkTests {
  let folder: TemporaryFolder
  let outside: TemporaryFolder

  init() throws {
    (folder, outside) = (try TemporaryFolder(), try TemporaryFolder())
    try outside.write("mine", to: "file")
  }

  private func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appendingPathComponent(path).path, withDestinationPath: target)
  }

  private func records(_ id: String) -> Records {
    var records = Records()
    records.bytes.append("text")
    records.ends = [Records.End(id: id, end: 4)]
    records.count = 1
    return records
  }

  /// No name of a document follows a link that lies in the output folder, wherever it leads.
  @Test(arguments: ["out/a", "out/a/b", "out/a/b.md", "out/a/b.md.partial"], [true, false])
  func documentsDoNotFollowLinks(_ place: String, _ leadsOutside: Bool) throws {
    let parent = folder.url.appendingPathComponent(place).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    try folder.write("mine", to: "inside/file")
    let isFile = place.contains(".md")
    let target = (leadsOutside ? outside.url.path : folder.url.path + "/inside") + (isFile ? "/file" : "")
    try link(place, to: target)
    var output = try FolderSink(
      folder: folder.url.path + "/out", pathExtension: "md", FileSink.Shape())
    let id = place == "out/a/b" ? "a/b/c" : "a/b"
    let error = #expect(throws: FileSystem.Failure.self) { try output.append(records(id)) }
    #expect(error?.description.contains(place) == true, "\(String(describing: error))")
    #expect(outside.files() == ["file"])
    #expect(try outside.read("file") == "mine")
    #expect(try folder.read("inside/file") == "mine")
  }

  /// What the recipe itself names may be a link: whoever wrote it knows.
  @Test func theOutputFolderMayBeALink() throws {
    try link("out", to: outside.url.path)
    var output = try FolderSink(
      folder: folder.url.path + "/out", pathExtension: "md", FileSink.Shape())
    try output.append(records("a/b"))
    #expect(outside.files() == ["a/b.md", "file"])
  }

  @Test(.timeLimit(.minutes(60))) func documentsDoNotWriteToPipes() throws {
    try folder.write("", to: "out/x")
    _ = unsafe mkfifo(folder.url.path + "/out/a.md", 0o600)
    var output = try FolderSink(
      folder: folder.url.path + "/out", pathExtension: "md", FileSink.Shape())
    #expect(throws: FileSystem.Failure.self) { try output.append(records("a")) }
  }
}

@Suite struct QuarantineTests {
  private func quarantine(_ folder: TemporaryFolder) throws -> Quarantine {
    try Quarantine(
      root: folder.url.path,
      Recipe(
        file: "r.yaml", folder: "", name: "a/news", about: "", language: nil, input: nil,
        defaultReaders: ReaderSet(try TestInput.registry()), steps: [],
        onError: .quarantine,
        fingerprint: "f0"))
  }

  private func document(_ id: String, stage: String? = nil) -> QuarantinedDocument {
    QuarantinedDocument(
      id: id, index: 3, place: Place("in/\(id)"), input: ByteBuffer(Array("input of \(id)".utf8)), stage: stage,
      error: StageError("some-code", "It \"broke\"."))
  }

  @Test func keepsTheInputAndTheError() throws {
    let folder = try TemporaryFolder()
    var quarantine = try quarantine(folder)
    #expect(folder.files().isEmpty)
    try quarantine.add(document("a.txt", stage: "split"))
    #expect(folder.files() == ["quarantine/a_news/a.txt", "quarantine/a_news/a.txt.error.json"])
    #expect(try folder.read("quarantine/a_news/a.txt") == "input of a.txt")
    #expect(
      try folder.read("quarantine/a_news/a.txt.error.json")
        == #"{"id":"a.txt","input":"in/a.txt","stage":"split","code":"some-code","error":"It \"broke\".","recipe":"r.yaml","fingerprint":"f0","kept-as":"a.txt","reader":"text","index":3}"#
        + "\n")
  }

  @Test func keepsNothingOfWhatCouldNotBeRead() throws {
    let folder = try TemporaryFolder()
    var quarantine = try quarantine(folder)
    var lost = document("gone.txt")
    lost.input = nil
    try quarantine.add(lost)
    #expect(folder.files() == ["quarantine/a_news/gone.txt.error.json"])
    #expect(try folder.read("quarantine/a_news/gone.txt.error.json").contains("\"kept-as\":null"))
  }

  /// Two runs at once must not write into one file.
  @Test func aSecondWriterIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("x").path
    let first = try AtomicFile(path)
    #expect(throws: FileSystem.Failure.self) { try AtomicFile(path) }
    try first.write("one".utf8.span)
    try first.publish(durably: false)
    #expect(try folder.read("x") == "one")
  }

  /// Ids that look like what the quarantine itself writes, or like a file and a folder at once.
  @Test func losesNothing() throws {
    let folder = try TemporaryFolder()
    var quarantine = try quarantine(folder)
    let ids = [
      "a.error.json", "a", "a.partial", "a.error.json.partial", "a/b", "a/b/c", "A", "x/y", "x", "a", "../a", "",
    ]
    for id in ids { try quarantine.add(document(id)) }
    let files = folder.files()
    #expect(files.count == 2 * ids.count)
    let contents = try files.map { try folder.read($0) }
    for id in Set(ids) {
      #expect(contents.filter { $0 == "input of \(id)" }.count == ids.filter { $0 == id }.count)
    }
  }

  @Test func putsAnEarlierOneAside() throws {
    let folder = try TemporaryFolder()
    for id in ["one", "two", "three"] {
      var quarantine = try quarantine(folder)
      try quarantine.add(document(id))
    }
    #expect(
      folder.files().filter { !$0.hasSuffix(".json") }
        == ["quarantine/a_news/three", "quarantine/a_news.previous/two"].sorted())
  }
}

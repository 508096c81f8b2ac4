import Foundation
import Minwal
import MinwalRecipe
import MinwalTestSupport
import Testing

@testable import MinwalRuntime

@Suite struct FileWalkTests {
  private func walk(_ folder: TemporaryFolder, _ pattern: String = ".") throws -> [String] {
    var walk = try FileWalk(InputItem(pattern, folder: folder.url.path, reader: "text"))
    var result: [String] = []
    while let file = walk.next() { result.append(file.relativePath) }
    #expect(walk.problems.isEmpty)
    return result
  }

  @Test func comesInTheOrderOfPathBytes() throws {
    let folder = try TemporaryFolder()
    let paths = ["b.txt", "a/z.txt", "a/b/c.txt", "a.txt", "a-b.txt", "A.txt", "ن.txt", "é.txt", "a0.txt", "10", "9"]
    for path in paths { try folder.write("", to: path) }
    let sorted = paths.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(try walk(folder) == sorted)
  }

  @Test func hiddenNamesAreReadWhereTheyAreNamed() throws {
    let folder = try TemporaryFolder()
    for path in ["a.txt", ".b.txt", ".c/d.txt", "e/.f"] { try folder.write("", to: path) }
    #expect(try walk(folder) == ["a.txt"])
    #expect(try walk(folder, "*") == ["a.txt"])
    #expect(try walk(folder, ".*") == [".b.txt"])
    #expect(try walk(folder, "**/.f") == ["e/.f"])
    #expect(try walk(folder, ".c/*.txt") == ["d.txt"])
    #expect(try walk(folder, ".b.txt") == [".b.txt"])
  }

  /// Names in other encodings, and what stands for their bytes in a name itself.
  @Test func namesThatAreNotUTF8AreRead() throws {
    let folder = try TemporaryFolder()
    let names: [[UInt8]] = [
      [0xC7, 0xE1], [0x61, 0xFF, 0x2E, 0x74], [0xF4, 0x8F, 0xBE, 0x80], [0xF4, 0x8F, 0xBF, 0xBF, 0xFF], [0xE2, 0x82],
      Array("عربي".utf8), Array("\u{10FFFF}".utf8),
    ]
    var contents: Set<String> = []
    for (index, name) in names.enumerated() {
      try writeRaw(Array(folder.url.path.utf8) + [0x2F] + name, "\(index)")
      contents.insert("\(index)")
    }
    let inner = Array(folder.url.path.utf8) + [0x2F, 0xD3, 0x2F]
    unsafe (inner + [0]).withUnsafeBufferPointer { path in
      _ = unsafe path.withMemoryRebound(to: CChar.self) { unsafe mkdir($0.baseAddress!, 0o700) }
    }
    try writeRaw(inner + [0xE3], "inner")
    contents.insert("inner")
    var walk = try FileWalk(InputItem(".", folder: folder.url.path, reader: "text"))
    var found: Set<String> = []
    var ids: Set<String> = []
    while let file = walk.next() {
      found.insert(try FileSystem.contents(of: file.path, limit: 100).string)
      ids.insert(file.relativePath.pathAsID)
      #expect(file.path.displayedPath.unicodeScalars.allSatisfy { !(0x10_FF80...0x10_FFFF).contains($0.value) })
    }
    #expect(walk.problems.isEmpty)
    #expect(found == contents)
    #expect(ids.count == contents.count)
    #expect(ids.contains("عربي"))
  }

  private func writeRaw(_ path: [UInt8], _ contents: String) throws {
    let descriptor = unsafe (path + [0]).withUnsafeBufferPointer { path in
      unsafe path.withMemoryRebound(to: CChar.self) { unsafe open($0.baseAddress!, O_WRONLY | O_CREAT, 0o600) }
    }
    try FileSystem.write(contents.utf8.span, to: descriptor, "a test's file")
    FileSystem.close(descriptor)
  }

  @Test(.timeLimit(.minutes(60))) func loopsEnd() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "a/b/c.txt")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.url.path + "/a/b/up", withDestinationPath: "../..")
    try files.createSymbolicLink(atPath: folder.url.path + "/a/self", withDestinationPath: ".")
    #expect(try walk(folder) == ["a/b/c.txt"])
  }

  @Test func unreadableFoldersAreProblems() throws {
    guard geteuid() != 0 else {
      try Test.cancel("root may read every folder")
    }
    let folder = try TemporaryFolder()
    try folder.write("", to: "a/b.txt")
    unsafe chmod(folder.url.path + "/a", 0)
    defer { unsafe chmod(folder.url.path + "/a", 0o700) }
    var walk = try FileWalk(InputItem(".", folder: folder.url.path, reader: "text"))
    #expect(walk.next() == nil)
    #expect(walk.problems.count == 1)
  }

  @Test func linksToNothingAreFoundAndPipesAreNot() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(atPath: folder.url.path + "/gone", withDestinationPath: "nowhere")
    _ = unsafe mkfifo(folder.url.path + "/pipe", 0o600)
    #expect(try walk(folder) == ["gone"])
    #expect(throws: FileSystem.Failure.self) { _ = try walk(folder, "nowhere") }
  }

  @Test(
    arguments: [
      (".", "x/a.txt", true), (".", "x/.a.txt", false), (".", ".x/a.txt", false), ("x", "x/a.txt", true),
      ("x", "xy/a.txt", false), ("x/a.txt", "x/./a.txt", true), ("x/*.txt", "x/a.txt", true),
      ("x/*.txt", "x/y/a.txt", false), ("x/.h/*", "x/.h/a", true), ("-", "-", false), ("x/.h", "x/.h/a", true),
    ] as [(String, String, Bool)])
  func knowsWhatAnItemReads(_ item: String, _ path: String, _ expected: Bool) {
    #expect(InputItem(item, reader: "text").includes(path: path) == expected)
  }
}

@Suite struct TextDecoderTests {
  private func decode(
    _ bytes: [UInt8], _ encoding: String? = nil, _ invalid: InvalidUTF8 = .repair
  ) throws -> (text: String, replaced: Int) {
    var text = Text()
    var trace: EditTrace?
    let replaced = try TextDecoder(encoding.map { Encoding(name: $0) }, invalidUTF8: invalid).decode(
      bytes.span, into: &text, &trace)
    return (String(text), replaced)
  }

  @Test(
    arguments: [
      ([0xEF, 0xBB, 0xBF, 0x61], nil, "a", 0), ([0xFF, 0xFE, 0x46, 0x06, 0x3D, 0xD8, 0x00, 0xDE], nil, "ن😀", 0),
      ([0xFE, 0xFF, 0x06, 0x46], nil, "ن", 0), ([0xFF, 0xFE], nil, "", 0), ([0xFF, 0xFE, 0x61], nil, "\u{FFFD}", 1),
      ([0xFF, 0xFE, 0x61, 0, 0x62], nil, "a\u{FFFD}", 1), ([0xFF, 0xFE, 0x00, 0xD8, 0x61, 0], nil, "\u{FFFD}a", 1),
      ([0xFF, 0xFE, 0x00, 0xDC, 0x61, 0], nil, "\u{FFFD}a", 1),
      ([0xFF, 0xFE, 0x61, 0, 0x00, 0xD8], nil, "a\u{FFFD}", 1),
      ([0x00, 0xD8, 0x61, 0], "utf-16le", "\u{FFFD}a", 1),
      ([0x61, 0, 0, 0, 0, 0xD8, 0, 0, 0x62, 0, 0, 0], "utf-32le", "a\u{FFFD}b", 1),
      ([0xE3, 0xCD, 0xED], "windows-1256", "محي", 0), ([0x61, 0xEF, 0xBB, 0xBF], nil, "a\u{FEFF}", 0),
      ([0xC3, 0x28, 0xE2, 0x82], nil, "\u{FFFD}(\u{FFFD}", 2), ([0x82, 0xA0, 0x82], "shift_jis", "あ\u{FFFD}", 1),
      ([0x0D, 0x0A, 0x61, 0x0D, 0x62, 0x0D], nil, "\na\nb\n", 0), ([0xFF, 0xFE, 0x0D, 0, 0x0A, 0], nil, "\n", 0),
      ([0x61, 0x62], "windows-1258", "ab", 0), ([], "windows-1256", "", 0), ([], nil, "", 0),
    ] as [([UInt8], String?, String, Int)])
  func decodes(_ bytes: [UInt8], _ encoding: String?, _ expected: String, _ replaced: Int) throws {
    let found = try decode(bytes, encoding)
    #expect(found.text.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(found.text.debugDescription)")
    #expect(found.replaced == replaced)
    if replaced > 0 {
      let error = #expect(throws: StageError.self) { try decode(bytes, encoding, .reject) }
      #expect(error?.code == "invalid-encoding")
    }
  }

  @Test func picturesAreNoText() {
    let error = #expect(throws: StageError.self) { try decode([0x89, 0x50] + (0..<64).map { UInt8($0 % 8) }) }
    #expect(error?.code == "binary-input")
    #expect(throws: Never.self) { try decode(Array(String(repeating: "text\u{1B}[0m\t\n", count: 10).utf8)) }
  }

  @Test(arguments: 0..<3 as Range<UInt64>) func carriageReturns(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    let filler = String(repeating: "x", count: 65_530 + random.below(10))
    let text = filler + random.string(60, of: ["\r", "\n", "\r\n", "a", "ن"]) + filler
    let scalars = Array(text.unicodeScalars)
    var expected = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\n", index > 0, scalars[index - 1] == "\r" { continue }
      expected.append(scalar == "\r" ? "\n" : scalar)
    }
    #expect(try decode(Array(text.utf8)).text.utf8.elementsEqual(String(expected).utf8))
  }

  @Test(.enabled(if: countsSteps, "a release build counts no steps")) func manyMalformedBytesCostLinearWork() throws {
    try expectLinear(10_000, "not in the code page") { size in
      let found = try decode([UInt8](repeating: 0x81, count: size), "windows-1252")
      #expect(found.replaced == size)
    }
    try expectLinear(10_000, "not UTF-8") { size in
      let found = try decode((0..<size).map { $0 % 10 == 0 ? UInt8(0xFF) : 0x61 })
      #expect(found.replaced == size / 10)
    }
  }

  @Test func whatIsMostlyMalformedIsInAnotherEncoding() {
    let error = #expect(throws: StageError.self) { try decode([UInt8](repeating: 0xE3, count: 100)) }
    #expect(error?.code == "wrong-encoding")
  }

  @Test func aByteOrderMarkTellsUTF32() throws {
    #expect(try decode([0xFF, 0xFE, 0, 0, 0x33, 0x06, 0, 0]).text == "س")
    #expect(try decode([0, 0, 0xFE, 0xFF, 0, 0, 0x06, 0x33]).text == "س")
  }
}

/// What traced documents say of how they were read.
@Suite struct ReadingTraceTests {
  private func changes(_ bytes: [UInt8], _ name: String = "text") throws -> (text: String, changes: [String]) {
    let recipe = try TestInput.recipe()
    let batch = try TestInput.batch(bytes, name, of: recipe)
    var reader = DocumentReader(recipe)
    var document = Document()
    document.startTracing()
    var result: (String, [String])?
    reader.forEach(in: batch, &document) { document, _, _ in
      let passes = document.trace?.passes ?? []
      let whole = passes.reduce(EditTrace.Pass()) { $0.followed(by: $1) }
      result = (
        String(document.text),
        whole.edits.map { edit in
          "\(edit.causes.map(\.reason.name).joined(separator: "+")) \(edit.source) \(edit.output)"
        }
      )
    }
    return try #require(result)
  }

  @Test(
    arguments: [
      ("plain", [UInt8]("ab".utf8), "ab", []),
      ("mark", [0xEF, 0xBB, 0xBF, 0x61], "a", ["byte-order-mark 0..<3 0..<0"]),
      (
        "line ends", [UInt8]("a\r\nb\rc".utf8), "a\nb\nc", ["line-end 1..<2 1..<1", "line-end 4..<5 3..<4"]
      ),
      ("repaired", [0x61, 0xE2, 0x82, 0x62], "a\u{FFFD}b", ["invalid-utf8 1..<3 1..<4"]),
      (
        "UTF-16", [0xFF, 0xFE, 0x61, 0x00, 0x0D, 0x00, 0x0A, 0x00], "a\n",
        [
          "byte-order-mark 0..<2 0..<0", "encoding 2..<4 0..<1", "encoding+line-end 4..<6 1..<1",
          "encoding 6..<8 1..<2",
        ]
      ),
    ] as [(String, [UInt8], String, [String])])
  func files(_ name: String, _ bytes: [UInt8], _ text: String, _ expected: [String]) throws {
    let found = try changes(bytes)
    #expect(found.text == text)
    #expect(found.changes == expected)
  }

  @Test(arguments: [
    (#"{"text":"ab"}"#, "ab", ["record 0..<9 0..<0", "record 11..<13 2..<2"]),
    (
      #"{"text":"a\n\u0628\ud83d\ude00"}"#, "a\nب😀",
      [
        "record 0..<9 0..<0", "escape 10..<12 1..<2", "escape 12..<18 2..<4", "escape 18..<30 4..<8",
        "record 30..<32 8..<8",
      ]
    ),
    (
      #"{"text":"x", "text":"\r\n"}"#, "\n",
      ["record 0..<21 0..<0", "escape+line-end 21..<23 0..<0", "escape 23..<25 0..<1", "record 25..<27 1..<1"]
    ),
    ("{\"text\":\"\u{FEFF}\"}", "", ["record 0..<9 0..<0", "byte-order-mark 9..<12 0..<0", "record 12..<14 0..<0"]),
  ])
  func records(_ line: String, _ text: String, _ expected: [String]) throws {
    let found = try changes(Array(line.utf8), "jsonl")
    #expect(found.text == text)
    #expect(found.changes == expected)
  }

  @Test func nothingIsNotedUnlessSomebodyWatches() throws {
    let recipe = try TestInput.recipe()
    let batch = try TestInput.batch(Array("a\r\nb".utf8), "text", of: recipe)
    var reader = DocumentReader(recipe)
    var document = Document()
    reader.forEach(in: batch, &document) { document, _, _ in #expect(!document.isTraced) }
  }
}

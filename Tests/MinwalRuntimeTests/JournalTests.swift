import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

@Suite struct JournalTests {
  private let checkpoint = Checkpoint(
    phase: .publishing, identity: RunIdentity(recipe: "f0", input: 7),
    position: SourcePosition(
      batches: 3, documents: 40, item: 1, file: "a/ب.txt",
      record: RecordPosition(bytes: BytePosition(member: 3, byte: 12), line: 4),
      preamble: ByteBuffer("id,text".utf8), problems: 1,
      empty: ["x"]),
    stages: [StageStatistics()], outputs: [SinkProgress(records: 39, position: SinkPosition(1_000))],
    quarantine: OutputPosition(records: 1, bytes: 9), models: [2: 5], settled: ["q"])

  private func bytes(_ checkpoint: Checkpoint) -> [UInt8] {
    var writer = BinaryWriter()
    writer.write(checkpoint)
    return writer.buffer.array
  }

  @Test func theLastCheckpointComesBack() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.path + "/j"
    do {
      let journal = try Journal(path)
      #expect(try journal.load() == nil)
      try journal.save(checkpoint)
      var later = checkpoint
      later.phase = .finished
      try journal.save(later)
    }
    let loaded = try #require(try Journal(path).load())
    #expect(loaded.phase == .finished)
    var expected = checkpoint
    expected.phase = .finished
    #expect(bytes(loaded) == bytes(expected))
  }

  @Test func oneRunHasIt() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder.url.path)
    let failure = #expect(throws: FileSystem.Failure.self) { try Journal(folder.url.path) }
    #expect(failure?.code == FileSystem.Failure.lockedByAnother)
    withExtendedLifetime(journal) {}
  }

  /// Cut short or changed anywhere, it is known for what it is.
  @Test func damageIsNoticed() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder.url.path)
    try journal.save(checkpoint)
    let url = folder.url.appendingPathComponent("journal")
    let whole = try Data(contentsOf: url)
    for length in stride(from: 0, to: whole.count, by: 7) {
      try whole.prefix(length).write(to: url)
      #expect(throws: Journal.Damaged.self) { try journal.load() }
    }
    for place in stride(from: 0, to: whole.count, by: 5) {
      var changed = whole
      changed[place] ^= 0x20
      try changed.write(to: url)
      #expect(throws: Journal.Damaged.self) { try journal.load() }
    }
  }

  @Test(
    arguments: [
      (RunIdentity(recipe: "f0", input: 7), nil), (RunIdentity(recipe: "f1", input: 7), "the recipe, or a file"),
      (RunIdentity(recipe: "f0", input: 8), "the input has changed"), (RunIdentity(recipe: "f0", input: nil), "a pipe"),
      (RunIdentity(version: "0.0", recipe: "f0", input: 7), "it was begun by Minwal"),
    ] as [(RunIdentity, String?)])
  func saysWhatIsDifferent(_ identity: RunIdentity, _ expected: String?) {
    let difference = identity.difference(from: checkpoint.identity)
    if let expected { #expect(difference?.hasPrefix(expected) == true) } else { #expect(difference == nil) }
  }
}

@Suite struct SourcePositionTests {
  /// All documents from a place on: their batches' contents in words.
  private func documents(_ items: [InputItem], from start: SourcePosition = SourcePosition()) throws -> [(
    SourcePosition, [String]
  )] {
    var source = try TestInput.source(items, from: start)
    var batch = RawBatch()
    var found: [(SourcePosition, [String])] = []
    while try source.next(into: &batch) {
      let names = batch.records.map { record in
        let name = "\(batch.id(of: record)) \(batch.place(of: record))"
        return switch record.content {
        case .bytes(let range): "\(name) \(StableHash.hash(batch.bytes.span.extracting(range)))"
        case .file: name
        case .unreadable(let error): "\(name) \(error.code)"
        }
      }
      found.append((batch.end, names))
    }
    return found
  }

  /// From wherever one goes on, the documents that follow are those that would have followed.
  @Test(arguments: 0..<3 as Range<UInt64>)
  func goesOnFromAnyBatch(_ seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed)
    for number in 0..<30 {
      let name = "in\(random.below(2))/\(random.below(4))/\(number)"
      switch random.below(3) {
      case 0: try folder.write(String(repeating: "نص ", count: random.below(20_000)), to: name + ".txt")
      case 1: try folder.write("", to: name + ".txt")
      default:
        let lines = (0..<random.below(2_000)).map {
          random.below(9) == 0 ? "\n" : "{\"text\":\"سطر طويل بعض الشيء \($0)\"}\n"
        }
        try folder.write(lines.joined() + "{}", to: name + ".jsonl")
      }
    }
    try folder.write("", to: "empty/.hidden")
    let root = folder.url.path
    let items = [
      InputItem("in0", folder: root), InputItem("empty", folder: root, reader: "text"),
      InputItem("in1/**/*", folder: root), InputItem("in0/1", folder: root),
    ]
    let all = try documents(items)
    #expect(all.count > 10)
    for (index, (position, _)) in all.enumerated() {
      let rest = try documents(items, from: position)
      #expect(rest.flatMap(\.1) == all[(index + 1)...].flatMap(\.1))
      #expect(rest.last?.0.documents ?? position.documents == all.last?.0.documents)
    }
  }

  @Test func aFileThatIsGoneIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "in/a.txt")
    let items = [InputItem("in", folder: folder.url.path, reader: "text")]
    #expect(throws: StageError.self) {
      _ = try TestInput.source(items, from: SourcePosition(batches: 1, documents: 1, file: "b.txt"))
    }
  }
}

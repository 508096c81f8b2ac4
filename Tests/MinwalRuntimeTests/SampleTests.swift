import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

/// A sample of an input is the same documents, however the run goes.
@Suite struct SampleTests {
  private let recipe: Recipe
  private let folder: TemporaryFolder

  /// Pages, records with and without ids, a folder that has the same names as another, and files that cannot be read.
  init() throws {
    folder = try TemporaryFolder()
    for number in 0..<40 {
      try folder.write("page \(number)", to: "in/\(number % 3)/\(number).txt")
      try folder.write("other \(number)", to: "other/\(number % 3)/\(number).txt")
    }
    let lines = (0..<2_000).map { "{\"text\":\"line \($0)\"" + ($0 % 3 == 0 ? ",\"id\":\"n\($0 % 50)\"}" : "}") }
    try folder.write(lines.joined(separator: "\n") + "\n{ no\n", to: "in/lines.jsonl")
    try folder.write("[\(lines.prefix(30).joined(separator: ",")),", to: "in/cut.json")
    try folder.write("%PDF-", to: "in/a.pdf")
    recipe = try TestInput.recipe(["files": ["in", "other"]], folder: folder.url.path)
  }

  private var items: [InputItem] { InputItem.items(of: recipe) }
  private var readers: ReaderTable { ReaderTable(recipe.readers) }

  /// The documents of a sample, batch by batch, from a place on.
  private func batches(
    _ sample: Sample, from start: SourcePosition = SourcePosition()
  ) throws -> [(end: SourcePosition, seen: [String])] {
    var source = try DocumentSource(items, readers, limit: nil, sample: sample, from: start)
    var reader = DocumentReader(recipe)
    var batch = RawBatch()
    var document = Document()
    var found: [(SourcePosition, [String])] = []
    while try source.next(into: &batch) {
      var seen: [String] = []
      reader.forEach(in: batch, &document) { document, outcome, _ in
        seen.append("\(document.index) \(outcome.place) \(outcome.failure?.code.rawValue ?? String(document.text))")
      }
      found.append((batch.end, seen))
    }
    #expect(source.count == found.flatMap(\.1).count + start.documents)
    return found
  }

  @Test(arguments: [1, 7, 100, 1_500]) func resumesAnywhere(_ count: Int) throws {
    let sample = try Sample(count, of: items, readers)
    let all = try batches(sample)
    let seen = all.flatMap(\.seen)
    #expect(seen.count == count)
    #expect(seen.map { $0.split(separator: " ")[0] } == (0..<count).map { "\($0)" })
    for (index, batch) in all.enumerated() {
      #expect(batch.end.documents == all[...index].flatMap(\.seen).count)
      #expect(batch.end.batches == index + 1)
      #expect(try batches(sample, from: batch.end).flatMap(\.seen) == all[(index + 1)...].flatMap(\.seen))
    }
    // In the order of the input.
    let order = try batches(Sample(.max / 4, of: items, readers)).flatMap(\.seen)
    func bare(_ lines: [String]) -> [Substring] { lines.map { $0[$0.firstIndex(of: " ")!...] } }
    let places = Dictionary(uniqueKeysWithValues: bare(order).enumerated().map { ($1, $0) })
    let positions = bare(seen).map { places[$0] ?? -1 }
    #expect(positions == positions.sorted() && positions.first != -1)
  }

  /// A larger sample has the smaller one in it, and one that is larger than the input is the input.
  @Test func samplesLieInOneAnother() throws {
    let all = try TestInput.documents(recipe).map(\.place)
    #expect(all.count == 40 + 40 + 2_001 + 31 + 1)
    var last: Set<String> = []
    for count in [3, 50, 700, 10_000] {
      let places = try batches(Sample(count, of: items, readers)).flatMap(\.seen).map {
        String($0.split(separator: " ")[1])
      }
      #expect(places.count == min(count, all.count))
      #expect(last.isSubset(of: places))
      last = Set(places)
    }
    #expect(last == Set(all))
  }

  /// All over the input, and not only in some of its files.
  @Test func samplesAreSpread() throws {
    let seen = try batches(Sample(500, of: items, readers)).flatMap(\.seen)
    let halves = seen.count { line in
      guard let number = line.split(separator: " ").last.flatMap({ Int($0) }) else { return false }
      return number < 1_000
    }
    #expect((150...350).contains(halves), "\(halves)")
    #expect(seen.contains { $0.contains("other/") } && seen.contains { $0.contains("page") })
  }
}

@Suite struct RepeatedIDTests {
  @Test func hashesTakeBoundedMemoryWhateverTheirOrder() {
    var generator = SeededGenerator(3)
    let hashes = (0..<2_000_000).map { _ in generator.next() }
    var samples: [HashSample] = [HashSample(), HashSample()]
    var isNew = [0, 0]
    for index in hashes.indices {
      if samples[0].insert(hashes[index]) == .isNew { isNew[0] += 1 }
      if samples[1].insert(hashes[hashes.count - 1 - index]) == .isNew { isNew[1] += 1 }
    }
    #expect(samples.allSatisfy { $0.room <= 1 << 20 })
    #expect(isNew.allSatisfy { $0 >= 786_432 })
    // Nothing is new a second time, and enough is known again.
    for sample in samples {
      var sample = sample
      var known = 0
      for hash in hashes {
        let insertion = sample.insert(hash)
        #expect(insertion != .isNew)
        if insertion == .isKnown { known += 1 }
      }
      #expect(known >= 390_000)
    }
    #expect(samples[0].known == samples[1].known)
  }

  @Test func countsAndNamesThem() throws {
    var register = try IDRegister(nil)
    var ids = DocumentIDs()
    for id in ["a", "b", "a", "c", "a", "", "b", "", "é", "e\u{301}"] { ids.append(id) }
    #expect((0..<ids.count).map { ids[$0] }.count == 10)
    try register.take(ids)
    #expect(register.repeated.count == 4)
    #expect(register.repeated.examples == ["a", "b", ""])
  }

  /// A batch of ids that another process sends has no ends that are not in it.
  @Test func malformedListsAreRefused() throws {
    var writer = BinaryWriter()
    writer.write(ByteBuffer(Array("ab".utf8)))
    writer.write([1, 3])
    var reader = BinaryReader(writer.buffer)
    #expect(throws: (any Error).self) { try reader.read(DocumentIDs.self) }
  }
}

import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRuntime

@Suite struct NotableDocumentsTests {
  typealias Ranking = NotableDocuments.Ranking

  /// Beside the plain way: sort all and take ten. However the documents are split, the list is the same.
  @Test(arguments: 0..<40)
  func theTenGreatestAreKept(_ seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    let values = (0..<random.below(60)).map { _ in random.below(20) }
    let expected = values.enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }.prefix(10)
    var parts = [Ranking(), Ranking(), Ranking()]
    for (index, value) in values.enumerated() {
      parts[random.below(3)].add(id: "d\(index)", index: index, value: value)
    }
    var merged = Ranking()
    for part in parts { merged.merge(part) }
    #expect(merged.entries.map(\.index) == expected.map(\.offset))
    #expect(merged.entries.map(\.value) == expected.map(\.element))
  }

  @Test func aDocumentThatComesAgainIsListedOnceWithTheGreaterValue() {
    var ranking = Ranking()
    for value in [3, 9, 5] { ranking.add(id: "a", index: 4, value: value) }
    ranking.add(id: "b", index: 4, value: 7)
    #expect(ranking.entries.map(\.id) == ["a", "b"])
    #expect(ranking.entries.map(\.value) == [9, 7])
  }

  @Test func theyComeBackFromBytes() throws {
    var documents = NotableDocuments()
    for index in 0..<12 {
      documents.slowest.add(id: "د\(index)", index: index, value: index * 7 % 5)
      documents.largest.add(id: "د\(index)", index: index, value: index)
    }
    var writer = BinaryWriter()
    writer.write(documents)
    var reader = BinaryReader(writer.buffer)
    #expect(try reader.read(NotableDocuments.self) == documents)
    try reader.finish()
  }
}

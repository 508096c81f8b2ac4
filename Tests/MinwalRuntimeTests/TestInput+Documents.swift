import Foundation
import Minwal
import MinwalTestSupport

@testable import MinwalRecipe
@testable import MinwalRuntime

/// A document as it was read, or why it could not be.
struct SeenDocument: Hashable {
  var id: String
  var place: String
  var text: String
  var title: String?
  var language: String?
  var metadata: String
  var error: StageError?

  /// The text, or `!` and the code of the error.
  var summary: String { error.map { "!\($0.code)" } ?? text }
}

extension TestInput {
  /// All documents of some items from a place on, batch by batch.
  static func batches(
    _ items: [InputItem], _ recipe: Recipe, from start: SourcePosition = SourcePosition()
  ) throws -> [(end: SourcePosition, documents: [SeenDocument])] {
    var source = try DocumentSource(items, ReaderTable(recipe.readers), limit: nil, from: start)
    var reader = DocumentReader(recipe)
    var batch = RawBatch()
    var document = Document()
    var found: [(SourcePosition, [SeenDocument])] = []
    while try source.next(into: &batch) {
      var seen: [SeenDocument] = []
      reader.forEach(in: batch, &document) { document, outcome, _ in
        seen.append(
          SeenDocument(
            id: document.id, place: outcome.place.description, text: String(document.text), title: document.title,
            language: document.language?.tag, metadata: JSONValue.object(document.metadata.members).compact,
            error: outcome.failure))
      }
      found.append((batch.end, seen))
    }
    return found
  }

  /// All documents of a recipe's input.
  static func documents(_ recipe: Recipe) throws -> [SeenDocument] {
    try batches(InputItem.items(of: recipe), recipe).flatMap(\.documents)
  }

  /// All documents of a file of its own, which the input names as `name`.
  static func documents(_ bytes: [UInt8], as name: String, _ input: ConfigNode) throws -> [SeenDocument] {
    let folder = try TemporaryFolder()
    try folder.write(Data(bytes), to: name)
    return try documents(try recipe(input, folder: folder.url.path))
  }

  /// A gzip member (RFC 1952) of stored blocks.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> ($0 * 8) & 0xFF) } }
    var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var start = 0
    repeat {
      let end = min(start + 0xFFFF, bytes.count)
      result.append(end == bytes.count ? 1 : 0)
      result += little(end - start, 2) + little(~(end - start) & 0xFFFF, 2) + bytes[start..<end]
      start = end
    } while start < bytes.count
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes { crc = crc >> 8 ^ crcTable[Int((crc ^ UInt32(byte)) & 0xFF)] }
    return result + little(Int(~crc), 4) + little(bytes.count, 4)
  }

  private static let crcTable: [UInt32] = (0..<256).map { number in
    (0..<8).reduce(UInt32(number)) { value, _ in value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320 }
  }
}

import Minwal
import ReadPlugin

@testable import MinwalRecipe
@testable import MinwalRuntime

/// Recipes that read, for tests: with the readers that are included, and no stage unless a test gives one.
enum TestInput {
  /// The readers of text files and of files of records.
  static func registry() throws -> Registry { try Registry([.read]) }

  /// The sources that a value of `input` names.
  ///
  /// - Throws: ``Diagnostics`` with what is wrong with it.
  static func sources(_ input: ConfigNode, folder: String = "") throws -> [InputSource] {
    var checker = InputChecker(try registry(), folder: folder, StageContext())
    guard let sources = checker.check(ConfigNode.Entry("input", input)) else {
      throw Diagnostics(checker.diagnostics)
    }
    return sources
  }

  /// A recipe with a value of `input`; `nil` leaves the input to whoever runs it.
  static func recipe(
    _ input: ConfigNode? = nil, folder: String = "", _ made: [StageType.Instance] = [],
    onError: Recipe.OnError = .quarantine
  ) throws -> Recipe {
    let steps = made.enumerated().map { Recipe.Step(name: "step\($0)", range: nil, made: $1, options: []) }
    return Recipe(
      file: "r.yaml", folder: folder, name: "r", about: "", language: nil,
      input: try input.map { try sources($0, folder: folder) }, defaultReaders: ReaderSet(try registry()), steps: steps,
      onError: onError, fingerprint: "f")
  }

  /// A source over what a recipe reads.
  static func source(_ recipe: Recipe, from start: SourcePosition = SourcePosition()) throws -> DocumentSource {
    try DocumentSource(InputItem.items(of: recipe), ReaderTable(recipe.readers), limit: nil, from: start)
  }

  /// A source over some items, read by a recipe without options.
  static func source(_ items: [InputItem], from start: SourcePosition = SourcePosition()) throws -> DocumentSource {
    try DocumentSource(items, ReaderTable([ReaderSet(try registry())]), limit: nil, from: start)
  }

  /// A batch of one record for a reader of a recipe.
  static func batch(
    _ bytes: [UInt8], _ reader: String, of recipe: Recipe, preamble: ByteBuffer = ByteBuffer()
  ) throws -> RawBatch {
    var batch = RawBatch()
    batch.bytes = ByteBuffer(bytes)
    guard let index = ReaderTable(recipe.readers).index(of: reader) else {
      throw StageError("no-reader", "no reader is called '\(reader)'")
    }
    batch.add(BatchFile(path: "d", id: "d", reader: index, preamble: preamble), .bytes(0..<bytes.count))
    return batch
  }
}

extension ByteBuffer {
  /// A copy of some bytes.
  init(copying bytes: Span<UInt8>) {
    self.init()
    append(bytes)
  }
}

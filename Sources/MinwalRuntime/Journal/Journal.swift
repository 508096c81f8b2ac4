import Minwal
import MinwalRecipe

/// What a run has durably done, in a folder `.minwal/NAME` of the output folder.
///
/// The file `journal` holds the last ``Checkpoint``; it is replaced as a whole, after what it speaks of has become
/// durable. Beside it lie the names given to documents' files and the models that stages have adopted. The folder is
/// locked as long as this lives.
final class Journal: Sendable {
  /// Why a journal cannot be read.
  struct Damaged: Error, CustomStringConvertible {
    let path: String
    var description: String { "the journal \(path) is damaged" }
  }

  private static let magic = "minwal journal 1"

  private let folder: String
  private let lock: FolderLock
  private var path: String { FileSystem.join(folder, "journal") }

  /// The folder of a recipe's journal.
  static func folder(root: String, _ recipe: Recipe) -> String {
    FileSystem.join(root, ".minwal/" + SafeName.forRun(of: recipe))
  }

  /// Opens and locks a journal, new or old.
  ///
  /// - Parameter folder: Its folder, which is created if need be.
  /// - Throws: ``FileSystem/Failure``; if another run has it, one whose code is `EWOULDBLOCK`.
  init(_ folder: String) throws(FileSystem.Failure) {
    self.folder = folder
    try FileSystem.createFolders(folder)
    lock = try FolderLock(folder)
  }

  /// The file in which the names of an output's files are noted.
  func nameLog(_ output: String) -> String { FileSystem.join(folder, "names-\(output)") }

  /// The last checkpoint; `nil` if there is none.
  ///
  /// - Throws: ``Damaged``, or ``FileSystem/Failure``.
  func load() throws -> Checkpoint? { try load(path) }

  private func load(_ path: String) throws -> Checkpoint? {
    guard (try? FileSystem.status(path)) != nil else { return nil }
    var checkpoint = BinaryReader(try sealed(path))
    do {
      guard try checkpoint.read(String.self) == Self.magic else { throw Damaged(path: path) }
      let result = try checkpoint.read(Checkpoint.self)
      try checkpoint.finish()
      return result
    } catch {
      throw Damaged(path: path)
    }
  }

  /// Replaces the checkpoint, durably.
  func save(_ checkpoint: Checkpoint) throws(FileSystem.Failure) {
    var writer = BinaryWriter()
    writer.write(Self.magic)
    writer.write(checkpoint)
    try seal(writer.buffer, path)
  }

  /// Where the last checkpoint of the run before is kept until this one has taken its place.
  private var pathBefore: String { FileSystem.join(folder, "journal.before") }

  /// The last checkpoint of the run whose output this one replaces, whether or not it can be resumed; `nil` if there is
  /// none.
  func earlier() -> Checkpoint? {
    for path in [path, pathBefore] {
      if let checkpoint = try? load(path) { return checkpoint }
    }
    return nil
  }

  /// Forgets the run before.
  func forgetEarlier() { FileSystem.removeTree(pathBefore) }

  /// Forgets the last checkpoint, durably, so that what it speaks of may be overwritten.
  func erase() throws(FileSystem.Failure) {
    if (try? FileSystem.status(path)) != nil { try FileSystem.rename(path, to: pathBefore) }
    try FileSystem.syncFolder(folder)
  }

  /// Keeps what a stage has learned of the whole input.
  ///
  /// - Parameter model: The model, and the place of the stage in the recipe.
  /// - Returns: Its hash.
  /// - Throws: ``FileSystem/Failure``.
  func save(_ model: SurveyedRecipe.EncodedModel) throws(FileSystem.Failure) -> UInt64 {
    try seal(model.bytes, modelPath(model.stage))
    return StableHash.hash(model.bytes.span)
  }

  /// What a stage had learned.
  ///
  /// - Parameters:
  ///   - index: The place of the stage in the recipe.
  ///   - hash: The model's hash.
  /// - Returns: The model; `nil` if there is none of that hash, so that the input must be read again.
  func model<Model: BinaryCodable>(stage index: Int, hash: UInt64) -> Model? {
    guard let bytes = try? sealed(modelPath(index)), StableHash.hash(bytes.span) == hash else { return nil }
    var reader = BinaryReader(bytes)
    return try? reader.read(Model.self)
  }

  /// Where a survey may keep what memory has no room for.
  var spillFolder: SpillFolder { SpillFolder(folder) }

  private func modelPath(_ index: Int) -> String { FileSystem.join(folder, "model-\(index)") }

  /// Writes bytes and, before them, their hash.
  private func seal(_ bytes: ByteBuffer, _ path: String) throws(FileSystem.Failure) {
    var writer = BinaryWriter()
    writer.write(StableHash.hash(bytes.span))
    writer.write(bytes)
    try AtomicFile.write(writer.buffer.span, to: path, durably: true)
  }

  /// Reads what ``seal(_:_:)`` has written, which has no limit either: the folder is the run's own.
  private func sealed(_ path: String) throws -> ByteBuffer {
    var reader = BinaryReader(try FileSystem.contents(of: path, limit: .max))
    guard let hash = try? reader.read(UInt64.self), let bytes = try? reader.readBytes(),
      StableHash.hash(bytes.span) == hash
    else { throw Damaged(path: path) }
    return bytes
  }
}

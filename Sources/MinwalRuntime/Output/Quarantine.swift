import Minwal
import MinwalRecipe

/// The folder of documents that failed: each one's input as it was, if it could be read, and
/// beside it a JSON file with the error.
///
/// It is made when the first document fails.
struct Quarantine {
  static let errorExtension = ".error.json"

  let folder: String
  private let recipe: Recipe
  /// Whether documents are kept, and not only counted.
  private let keeps: Bool
  private var names: NameLog
  private var records: Int
  /// `nil` until the first document comes.
  private var lock: FolderLock?

  /// Where the quarantines of all recipes are.
  static func allFolders(root: String) -> String { FileSystem.join(root, "quarantine") }

  /// Where the quarantine of a recipe is.
  static func folder(root: String, _ recipe: Recipe) -> String {
    FileSystem.join(allFolders(root: root), SafeName.forRun(of: recipe))
  }

  /// Begins a quarantine, or continues one that another run of the recipe has left. One that is in the way of a new
  /// one is kept under the name `NAME.previous`.
  ///
  /// - Parameters:
  ///   - root: The folder that all output goes below.
  ///   - recipe: The recipe.
  ///   - keeps: Whether to keep documents. A run that only shows its records leaves the quarantine of others alone.
  ///   - log: The file where the names are noted, if any.
  ///   - position: Where to go on; `nil` to begin.
  /// - Throws: ``FileSystem/Failure``.
  init(
    root: String, _ recipe: Recipe, keeps: Bool = true, log: String? = nil, resuming position: OutputPosition? = nil
  ) throws(FileSystem.Failure) {
    folder = Self.folder(root: root, recipe)
    self.recipe = recipe
    self.keeps = keeps
    let companions = [Self.errorExtension, ".partial", Self.errorExtension + ".partial"]
    names = try NameLog(log, companions: companions, keeping: position?.bytes ?? 0)
    records = position?.records ?? 0
    if keeps, position == nil { try putAside() }
  }

  /// Finds out why a quarantine cannot be resumed.
  ///
  /// - Parameters:
  ///   - folder: Its folder.
  ///   - names: The file where the names are noted.
  ///   - position: How far it was.
  /// - Returns: What is wrong, in words; `nil` if nothing is.
  static func problem(_ folder: String, names: String, _ position: OutputPosition) -> String? {
    guard position.records > 0 else { return nil }
    do {
      // What came behind the last checkpoint may be there by half; it is written again.
      for name in try NameLog.names(in: names, length: position.bytes) {
        let path = FileSystem.join(folder, name)
        guard (try? FileSystem.status(path + errorExtension, followingLinks: false)) != nil else {
          return "'\(path + errorExtension)' is gone"
        }
        let entry = try QuarantineEntry(folder, name + errorExtension)
        if entry.isKept, (try? FileSystem.status(path, followingLinks: false)) == nil { return "'\(path)' is gone" }
      }
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func putAside() throws(FileSystem.Failure) {
    guard (try? FileSystem.status(folder, followingLinks: false)) != nil else { return }
    let previous = folder + ".previous"
    FileSystem.removeTree(previous)
    try FileSystem.rename(folder, to: previous)
  }

  /// Adds a document.
  mutating func add(_ document: QuarantinedDocument) throws(FileSystem.Failure) {
    guard keeps else { return }
    try open()
    let name = try names.claim(SafeName.path(for: document.id))
    if let bytes = document.input { try AtomicFile.write(bytes.span, to: name, in: folder) }
    try writeError(document, name, isKept: document.input != nil, document.reader)
    records += 1
  }

  /// Notes the error of a document that has failed again.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - entry: What the quarantine has of it.
  /// - Throws: ``FileSystem/Failure``.
  mutating func replace(_ document: QuarantinedDocument, _ entry: QuarantineEntry) throws(FileSystem.Failure) {
    try open()
    // Durably, or a power cut could leave neither the old error nor the new one.
    try writeError(document, entry.name, isKept: entry.isKept, entry.reader, durably: true)
  }

  /// Removes documents.
  ///
  /// - Parameter names: The names they have in the quarantine; some may have been removed before.
  /// - Throws: ``FileSystem/Failure``.
  mutating func remove(_ names: [String]) throws(FileSystem.Failure) {
    guard !names.isEmpty else { return }
    try open()
    for name in names {
      FileSystem.removeTree(FileSystem.join(folder, name + Self.errorExtension))
      FileSystem.removeTree(FileSystem.join(folder, name))
      FileSystem.removeEmptyFolders(FileSystem.split(name).folder, in: folder)
    }
    records -= names.count
    if records == 0 { FileSystem.removeEmptyFolders("", in: folder) }
  }

  private mutating func open() throws(FileSystem.Failure) {
    guard lock == nil else { return }
    try FileSystem.createFolders(folder)
    lock = try FolderLock(folder)
  }

  private func writeError(
    _ document: QuarantinedDocument, _ name: String, isKept: Bool, _ reader: String, durably: Bool = false
  ) throws(FileSystem.Failure) {
    var json = JSONWriter()
    json.object { json in
      for (name, value) in [
        ("id", document.id), ("input", document.place.description), ("stage", document.stage ?? "read"),
        ("code", document.error.code.rawValue), ("error", document.error.message), ("recipe", recipe.file),
        ("fingerprint", recipe.fingerprint),
      ] {
        json.name(name)
        json.string(value)
      }
      json.name("kept-as")
      if isKept { json.string(name) } else { json.null() }
      json.name("reader")
      json.string(reader)
      if !document.preamble.isEmpty {
        json.name("preamble")
        json.string(document.preamble.hex)
      }
      if document.isUTF8 {
        json.name("encoding")
        json.string("utf-8")
      }
      json.name("index")
      json.integer(document.index)
    }
    json.endLine()
    try AtomicFile.write(json.buffer.span, to: name + Self.errorExtension, in: folder, durably: durably)
  }

  /// Makes all that was added durable.
  ///
  /// - Returns: Where another run could go on.
  /// - Throws: ``FileSystem/Failure``.
  mutating func commit() throws(FileSystem.Failure) -> OutputPosition {
    try lock?.syncFileSystem()
    return OutputPosition(records: records, bytes: try names.commit())
  }
}

import Minwal
import MinwalRecipe

/// The folder of documents that failed: each one's input as it was, if it could be read, and
/// beside it a JSON file with the error.
///
/// It is made when the first document fails. One that an earlier run of the recipe has left is kept under the name
/// `NAME.previous`.
struct Quarantine {
  static let errorExtension = ".error.json"

  let folder: String
  private let recipe: Recipe
  private var names = NameRegister(companions: [Self.errorExtension, ".partial", Self.errorExtension + ".partial"])
  private var isOpen = false

  init(root: String, _ recipe: Recipe) {
    folder = FileSystem.join(root, "quarantine/" + SafeName.path(for: recipe.name).replacing("/", with: "_"))
    self.recipe = recipe
  }

  /// Puts an earlier run's quarantine aside.
  func prepare() throws(FileSystem.Failure) {
    guard (try? FileSystem.status(folder, followingLinks: false)) != nil else { return }
    let previous = folder + ".previous"
    FileSystem.removeTree(previous)
    try FileSystem.rename(folder, to: previous)
  }

  /// Adds a document.
  mutating func add(_ document: QuarantinedDocument) throws(FileSystem.Failure) {
    if !isOpen {
      try FileSystem.createFolders(folder)
      isOpen = true
    }
    let name = names.claim(SafeName.path(for: document.id))
    let path = FileSystem.join(folder, name)
    if let bytes = document.input {
      try AtomicFile.write(bytes.span, to: path)
    }
    var json = JSONWriter()
    json.object { json in
      for (name, value) in [
        ("id", document.id), ("input", document.place), ("stage", document.stage ?? "read"),
        ("code", document.error.code), ("error", document.error.message), ("recipe", recipe.file),
        ("fingerprint", recipe.fingerprint),
      ] {
        json.name(name)
        json.string(value)
      }
      json.name("kept-as")
      if document.input != nil { json.string(name) } else { json.null() }
      json.name("index")
      json.integer(document.index)
    }
    json.endLine()
    try AtomicFile.write(json.buffer.span, to: path + Self.errorExtension)
  }
}

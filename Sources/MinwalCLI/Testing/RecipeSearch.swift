import Minwal
import MinwalRecipe

/// Finds the recipes that are meant where no one names them.
enum RecipeSearch {
  /// The recipes in `pipelines`, or else in the current folder.
  ///
  /// - Throws: The exit code 66 if there are none.
  static func paths() throws -> [String] {
    for folder in ["pipelines", "."] {
      let found = recipes(in: folder)
      if !found.isEmpty { return found }
    }
    Terminal.error("error: there are no recipes in 'pipelines' or in this folder; name one\n")
    throw ExitStatus.missingInput.code
  }

  /// The recipes that a path means: itself, or those in a folder.
  ///
  /// - Throws: The exit code 66 if there are none in the folder.
  static func paths(_ path: String) throws -> [String] {
    guard (try? FileSystem.status(path).kind) == .folder else { return [recipe(path)] }
    let found = recipes(in: path)
    if !found.isEmpty { return found }
    Terminal.error("error: there are no recipes in '\(path)'\n")
    throw ExitStatus.missingInput.code
  }

  private static func recipes(in folder: String) -> [String] {
    (FileSystem.names(in: folder) ?? []).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { FileSystem.join(folder, $0) }.filter(RecipeCheck.isTestable)
  }

  /// The recipe that a path means: that of a file of tests is the one beside it.
  static func recipe(_ path: String) -> String {
    for ending in [".test.yaml", ".test.yml"] where path.hasSuffix(ending) {
      return String(path.dropLast(ending.count) + ending.dropFirst(".test".count))
    }
    return path
  }
}

import Minwal
public import MinwalRecipe

extension Runner {
  /// Looks for what is in the way of a run's output, before anything is read or written.
  ///
  /// - Parameters:
  ///   - recipe: The recipe.
  ///   - outputRoot: The folder that all output goes below, if not the recipe's own.
  ///   - usesStandardOutput: Whether nothing is written to files.
  /// - Returns: What it is, in words; `nil` if nothing seems to be.
  public static func obstacle(
    toOutputOf recipe: Recipe, outputRoot: String?, usesStandardOutput: Bool = false
  ) -> String? {
    if usesStandardOutput { return nil }
    if let outputRoot {
      if let kept = ReservedFolder.around(root: outputRoot) {
        return "'--output \(outputRoot.displayedPath)' lies in '\(kept)', a folder that is reserved for runs; "
          + "name another"
      }
      if let other = firstOther(onTheWayTo: outputRoot) {
        return "'--output' takes a folder, and '\(other.displayedPath)' is a file; name a folder, which is made if it "
          + "is not there"
      }
    }
    let root = outputRoot ?? recipe.folder
    for exporter in recipe.outputs
    where !exporter.destination.path.isStandardOutput && exporter.destination.layout != .elsewhere {
      let path = FileSystem.join(root, exporter.destination.path.path)
      let shown = path.displayedPath
      if let problem = obstacle(to: path, shown, exporter.destination.layout) { return problem }
    }
    return nil
  }

  private static func obstacle(to path: String, _ shown: String, _ layout: Destination.Layout) -> String? {
    let (folder, _) = FileSystem.split(path)
    if let other = firstOther(onTheWayTo: folder) {
      return
        "the output '\(shown)' cannot be written: '\(other.displayedPath)' is a file, and would have to be a folder"
    }
    let kind = try? FileSystem.status(path).kind
    switch layout {
    case .oneFile:
      return kind == .folder ? "the output '\(shown)' is a folder, and all records go to one file; name a file" : nil
    case .filePerDocument:
      guard let kind, kind != .folder else { return nil }
      return "the output '\(shown)' is a file, and each document gets a file of its own in a folder; name a folder"
    case .fileSet, .elsewhere: return nil
    }
  }

  /// The part of a path to a folder that is there and no folder.
  private static func firstOther(onTheWayTo folder: String) -> String? {
    var folder = folder
    while !folder.isEmpty, folder != "/" {
      if let status = try? FileSystem.status(folder) { return status.kind == .folder ? nil : folder }
      folder = FileSystem.split(folder).folder
    }
    return nil
  }
}

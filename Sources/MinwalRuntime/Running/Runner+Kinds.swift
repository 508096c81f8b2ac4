import Minwal
import MinwalRecipe

extension Runner {
  /// Looks into the files that are named themselves, and into the first one of each pattern whose reader the recipe names,
  /// before anything is read: a mistake in the recipe is then one error, and not a quarantine full of records.
  ///
  /// - Returns: What is wrong; `nil` if nothing is, or if it cannot be told yet.
  func wrongKind() -> RunOutcome.Ending? {
    for item in items where !item.isStandardInput {
      guard var walk = try? FileWalk(item), let first = walk.next(),
        (try? FileSystem.status(first.path).kind) == .file
      else { continue }
      let isNamed = item.glob == nil && first.path.hasSameBytes(as: item.root)
      let finder = KindFinder(item, readers)
      guard isNamed || item.reader != nil, finder.wholeFile(first.path) == nil else { continue }
      do {
        let stream = try RecordStream(
          first.path, name: first.path.displayedPath, limit: DocumentSource.documentLimit,
          encoding: finder.encoding(first.path))
        _ = try finder.reader(stream, first.path)
      } catch let error as StageError {
        return .unreadableInput(error.code, "cannot read '\(first.path.displayedPath)': \(error.message)")
      } catch {
        // What cannot be opened is a document that fails, with the reason.
        continue
      }
    }
    return nil
  }
}

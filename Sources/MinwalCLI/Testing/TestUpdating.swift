import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalView

/// Writes what came out into the tests that have failed.
enum TestUpdating {
  /// Changes the files of all tests that can be made to pass.
  ///
  /// - Returns: How many values were written.
  /// - Throws: An exit code, after the error was printed; files before it have been changed.
  static func update(_ reports: [TestReport]) throws -> Int {
    var changes: [(file: String, changes: [TestUpdate.Change])] = []
    for failure in reports.flatMap(\.results).flatMap(\.failures) {
      guard let update = failure.update, let file = update.place.range?.file else { continue }
      let change = TestUpdate.Change(update.place, update.value, isMissing: failure.isMissing)
      if let index = changes.firstIndex(where: { $0.file == file }) {
        changes[index].changes.append(change)
      } else {
        changes.append((file, [change]))
      }
    }
    var count = 0
    for (file, changes) in changes {
      do {
        let updated = try TestUpdate(file: file).applying(changes)
        guard updated.count > 0 else { continue }
        try AtomicFile.write(Text(updated.text).span, to: file)
        count += updated.count
        Terminal.error("\(file): \(updated.count) \(updated.count == 1 ? "value" : "values") written\n")
      } catch {
        Terminal.error("error: \(error)\n")
        throw ExitStatus.inputOutput.code
      }
    }
    return count
  }
}

import Minwal

/// How much there is to read.
enum InputSize {
  /// The bytes of all files of some items; `nil` if one of them is no file, or the task is cancelled meanwhile.
  static func bytes(of items: [InputItem]) -> Int? {
    var total = 0
    for item in items {
      guard !item.isStandardInput, var walk = try? FileWalk(item) else { return nil }
      while let file = walk.next() {
        guard !Task.isCancelled, let status = try? FileSystem.status(file.path), status.kind == .file else {
          return nil
        }
        total += status.size
      }
    }
    return total
  }
}

import Minwal

/// The folders below that of the output which runs keep for themselves: what is written there by something else would
/// be taken for theirs, or replaced.
package enum ReservedFolder {
  /// Where runs keep documents that failed.
  private static let quarantine = "quarantine"

  /// The folder of that kind in which a path lies.
  ///
  /// - Parameters:
  ///   - path: The path; nothing need be there.
  ///   - root: The folder that output goes below.
  /// - Returns: Its name; `nil` if the path lies elsewhere.
  package static func around(_ path: String, root: String) -> String? {
    if path.isReservedForRuns { return ".minwal" }
    let parts = FileSystem.absolute(path).pathParts
    let own = FileSystem.absolute(FileSystem.join(root, quarantine)).pathParts
    return parts.count >= own.count && zip(parts, own).allSatisfy({ $0.hasSameBytes(as: $1) }) ? quarantine : nil
  }

  /// The folder of that kind that a folder for output is, or lies in: a quarantine is known by the journals beside it.
  package static func around(root: String) -> String? {
    if root.isReservedForRuns { return ".minwal" }
    var folder = FileSystem.absolute(root)
    while !folder.isEmpty, folder != "/" {
      let (parent, name) = FileSystem.split(folder)
      if name == quarantine, (try? FileSystem.status(FileSystem.join(parent, ".minwal")).kind) == .folder {
        return quarantine
      }
      folder = parent
    }
    return nil
  }
}

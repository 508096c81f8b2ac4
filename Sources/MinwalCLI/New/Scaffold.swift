import Glibc
import Minwal
import MinwalRuntime

/// Files to be made and changed, all or none.
struct Scaffold {
  /// New files: paths below the folder, and what is in them.
  var creations: [(path: String, text: String)] = []
  /// Files that are there, and what they are to be.
  var changes: [(path: String, old: String, new: String)] = []

  /// Writes everything. If something fails, what was written is taken back.
  ///
  /// - Throws: ``FileSystem/Failure``; with `EEXIST` if there is something where a new file goes.
  func write(in folder: String) throws(FileSystem.Failure) {
    for (path, _) in creations
    where (try? FileSystem.status(FileSystem.join(folder, path), followingLinks: false)) != nil {
      throw FileSystem.Failure("create", FileSystem.join(folder, path), code: EEXIST)
    }
    var written: [String] = []
    var changed: [(path: String, old: String)] = []
    do {
      for (path, text) in creations {
        // Noted first: an attempt may leave a partial file or a folder.
        written.append(path)
        try AtomicFile.write(Text(text).span, to: FileSystem.join(folder, path))
      }
      for (path, old, new) in changes {
        changed.append((path, old))
        try AtomicFile.write(Text(new).span, to: FileSystem.join(folder, path))
      }
    } catch {
      for (path, old) in changed { try? AtomicFile.write(Text(old).span, to: FileSystem.join(folder, path)) }
      for path in written.reversed() {
        for name in [path, path + ".partial"] { FileSystem.removeTree(FileSystem.join(folder, name)) }
        FileSystem.removeEmptyFolders(FileSystem.split(path).folder, in: folder)
      }
      throw error
    }
  }
}

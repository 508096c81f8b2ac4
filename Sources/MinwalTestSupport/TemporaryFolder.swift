public import Foundation

/// A folder that lasts as long as the value.
public final class TemporaryFolder: Sendable {
  public let url: URL

  /// Creates an empty folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("minwal-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, with the folders it needs.
  @discardableResult
  public func write(_ contents: String, to path: String) throws -> URL { try write(Data(contents.utf8), to: path) }

  /// Writes a file, with the folders it needs.
  @discardableResult
  public func write(_ contents: Data, to path: String) throws -> URL {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try contents.write(to: file)
    return file
  }

  /// The text of a file.
  public func read(_ path: String) throws -> String {
    try String(contentsOf: url.appendingPathComponent(path), encoding: .utf8)
  }

  /// Whether something is at a path.
  public func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appendingPathComponent(path).path)
  }

  /// Waits until something is at a path that a process is to write.
  ///
  /// - Throws: If the process ends without it, or if it takes more than a minute; then the process is ended.
  public func wait(for path: String, from process: Process) throws {
    struct Missing: Error { var path: String }
    for _ in 0..<6_000 {
      if has(path) { return }
      guard process.isRunning else { break }
      usleep(10_000)
    }
    if has(path) { return }
    process.terminate()
    throw Missing(path: path)
  }

  /// The files below the folder, sorted, relative to it; without the journals of runs.
  public func files() -> [String] {
    (FileManager.default.subpaths(atPath: url.path) ?? []).filter {
      if $0.split(separator: "/").contains(".minwal") { return false }
      var isFolder: ObjCBool = false
      _ = unsafe FileManager.default.fileExists(atPath: url.appendingPathComponent($0).path, isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }
}

/// Files that a recipe is checked with although they are not where it names them, since a plan carries them.
package enum CarriedFiles {
  /// What is in them, by the paths that the recipe resolves them to.
  @TaskLocal package static var current: [String: ByteBuffer] = [:]

  /// A whole file, carried or not; see ``FileSystem/contents(of:limit:)``.
  package static func contents(of path: String, limit: Int) throws(FileSystem.Failure) -> ByteBuffer {
    if let bytes = current[path] { return bytes }
    return try FileSystem.contents(of: path, limit: limit)
  }
}

import Glibc
import Minwal

/// The folder of a shard's results, below one for all shards of a plan.
///
/// It appears whole, by a rename, with its marker in it; so that a shard may be done twice, also at the same time, and
/// no one meets half of one.
struct ShardFolder {
  let path: String
  private let root: String
  private let name: String
  /// Whether it has a stage's survey, and not results.
  private let isSurvey: Bool

  /// Names the folder of a shard's results, or of a stage's survey of it.
  init(_ root: String, _ shard: Shard, survey: Int?) {
    self.root = root
    isSurvey = survey != nil
    name = shard.name(survey: survey)
    path = FileSystem.join(root, name)
  }

  /// The marker; `nil` if the shard is not done.
  ///
  /// - Throws: ``StageError`` if it cannot be read.
  func marker() throws(StageError) -> ShardMarker? {
    let file = FileSystem.join(path, ShardMarker.fileName)
    guard (try? FileSystem.status(path)) != nil else { return nil }
    guard (try? FileSystem.status(file)) != nil else {
      throw StageError(
        .notAShard, "'\(path)' has no '\(ShardMarker.fileName)', so that it is no result of a worker; move it away")
    }
    return try ShardMarker(JSONObject(file: file, "marker", code: .damagedShard))
  }

  /// Reads the marker and sees to it that it is what it should be, and that the files are as it says.
  ///
  /// - Returns: The marker; `nil` if the shard is not done.
  /// - Throws: ``StageError`` that says what is wrong.
  func verified(plan: UInt64, shard: Int) throws(StageError) -> ShardMarker? {
    guard let marker = try marker() else { return nil }
    guard marker.plan == plan, marker.shard == shard else {
      throw StageError(
        .otherPlan,
        "'\(path)' belongs to another plan, or was made before the plan was changed; give another folder, or remove it")
    }
    let counts = marker.counts
    let isBalanced =
      isSurvey ? counts.exported == 0 && counts.dropped == 0 && counts.quarantined == 0 : counts.balances
    guard isBalanced, marker.files.map(\.name) == [isSurvey ? ShardMarker.surveyName : ShardWriter.fileName] else {
      throw StageError(
        .damagedShard,
        "the marker of '\(path)' \(isBalanced ? "names other files than a shard has" : "has counts that do not add up"): "
          + "it was changed, or damaged; remove '\(path)' and do the shard again")
    }
    for file in marker.files {
      let path = FileSystem.join(path, file.name)
      guard let status = try? FileSystem.status(path), status.kind == .file, status.size == file.bytes,
        Self.digest(of: path) == file.digest
      else {
        throw StageError(
          .damagedShard,
          "'\(path)' is not what its marker says: it was changed, or damaged; remove '\(self.path)' and do the shard again"
        )
      }
    }
    return marker
  }

  private static func digest(of path: String) -> UInt64? {
    guard let descriptor = try? FileSystem.openForReading(path) else { return nil }
    defer { FileSystem.close(descriptor) }
    var (hash, buffer) = (StableHash.Stream(), ByteBuffer())
    while let count = try? FileSystem.read(descriptor, path, into: &buffer, atMost: 1 << 20), count > 0 {
      hash.append(buffer.span)
      buffer.clear()
    }
    return hash.value
  }

  // MARK: Writing

  /// A folder in which results are made, that no other attempt has.
  struct Attempt {
    let path: String
    fileprivate let lock: FolderLock
  }

  /// Makes a folder for an attempt, and removes what killed ones have left.
  ///
  /// - Throws: ``FileSystem/Failure``.
  func begin() throws(FileSystem.Failure) -> Attempt {
    try FileSystem.createFolders(root)
    let prefix = ".\(name)."
    for other in FileSystem.names(in: root) ?? [] where other.hasBytePrefix(prefix) {
      let other = FileSystem.join(root, other)
      // The lock of a living one is taken.
      guard let lock = try? FolderLock(other) else { continue }
      withExtendedLifetime(lock) { FileSystem.removeTree(other) }
    }
    var host = utsname()
    let hostName =
      unsafe uname(&host) == 0
      ? unsafe withUnsafeBytes(of: host.nodename) { name in
        unsafe String(decoding: name.prefix { $0 != 0 && $0 != UInt8(ascii: "/") }, as: UTF8.self)
      } : ""
    let path = FileSystem.join(root, "\(prefix)\(hostName).\(getpid()).\(MonotonicClock.nanoseconds())")
    try FileSystem.createFolders(path)
    return Attempt(path: path, lock: try FolderLock(path))
  }

  /// Has an attempt become the shard's results, durably, unless another was faster.
  ///
  /// - Returns: Whether it did.
  /// - Throws: ``FileSystem/Failure``.
  func commit(_ attempt: Attempt, _ marker: ShardMarker) throws(FileSystem.Failure) -> Bool {
    try AtomicFile.write(
      ByteBuffer(string: marker.json.indented).span, to: FileSystem.join(attempt.path, ShardMarker.fileName),
      durably: true)
    do throws(FileSystem.Failure) {
      try FileSystem.rename(attempt.path, to: path)
    } catch {
      guard error.code == ENOTEMPTY || error.code == EEXIST else { throw error }
      return false
    }
    try FileSystem.syncFolder(root)
    return true
  }
}

extension ByteBuffer {
  init(string: String) {
    self.init()
    append(string)
  }
}

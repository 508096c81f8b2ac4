import Minwal
import Synchronization

/// Stages that were made, so that checking a recipe again makes only those that are new or have changed: what `try
/// --watch`, `test` and anything else that checks often in one process needs.
///
/// A stage is known by its name, the values of its options, what its paths are relative to, and the language; the files
/// that it read are compared by digests of what is in them. Kept are stages that were made without a remark. Exporters,
/// which are cheap and know where in the recipe their paths stand, are made each time, and so are stages that ask a
/// program or a server.
public final class StageCache: Sendable {
  /// How often stages were made, and how often they were there.
  public struct Counts: Hashable, Sendable {
    public var made = 0
    public var reused = 0
  }

  fileprivate struct Entry: Sendable {
    var instance: StageType.Instantiation
    var files: [(name: String, path: String, hash: UInt64)]
  }

  fileprivate struct State {
    var entries: [String: Entry] = [:]
    /// The keys of the entries, the one that was used last at the end.
    var order: [String] = []
    var counts = Counts()
  }

  private let state = Mutex(State())

  /// How many stages are kept at most.
  private static let capacity = 128

  /// Creates an empty cache.
  public init() {}

  /// How often stages were made and reused.
  public var counts: Counts { state.withLock { $0.counts } }

  /// The stage that an item of a recipe calls for, made or reused.
  ///
  /// - Returns: `nil` after having reported problems to `scope`.
  func instance(of call: StageCall, in scope: OptionScope, _ context: StageContext) -> StageType.Instantiation? {
    guard !call.type.isExporter, !call.type.takesBatches else {
      return call.type.make(call.options, in: scope, at: call.range, context)
    }
    let key = Self.key(call, scope, context)
    if let entry = state.withLock({ $0.entries[key] }), entry.files.allSatisfy(Self.isUnchanged) {
      for file in entry.files { context.addRead(file) }
      state.withLock { state in
        state.counts.reused += 1
        state.touch(key)
      }
      return entry.instance
    }
    let problems = scope.diagnostics.count
    let files = context.filesRead.count
    state.withLock { $0.counts.made += 1 }
    guard let instance = call.type.make(call.options, in: scope, at: call.range, context) else { return nil }
    if scope.diagnostics.count == problems {
      let entry = Entry(instance: instance, files: Array(context.filesRead[files...]))
      state.withLock { $0.keep(entry, key, Self.capacity) }
    }
    return instance
  }

  private static func key(_ call: StageCall, _ scope: OptionScope, _ context: StageContext) -> String {
    let options = call.options.map { entry in
      ConfigNode.Entry(
        entry.key, .init(.sequence([ConfigNode(.string(scope.folder(of: entry.value))), entry.value])))
    }
    return "\(call.type.spec.name) \(context.language?.tag ?? "") \(ConfigNode(.mapping(options)).written)"
  }

  private static func isUnchanged(_ file: (name: String, path: String, hash: UInt64)) -> Bool {
    guard var contents = try? FileSystem.contents(of: file.path, limit: 1 << 30) else { return false }
    if StableHash.hash(contents.span) == file.hash { return true }
    // Of text, the digest is without the byte order mark.
    contents.removeByteOrderMark()
    return StableHash.hash(contents.span) == file.hash
  }
}

extension StageCache.State {
  fileprivate mutating func keep(_ entry: StageCache.Entry, _ key: String, _ capacity: Int) {
    entries[key] = entry
    touch(key)
    if order.count > capacity { entries[order.removeFirst()] = nil }
  }

  fileprivate mutating func touch(_ key: String) {
    order.removeAll { $0 == key }
    order.append(key)
  }
}

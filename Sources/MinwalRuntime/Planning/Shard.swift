import Minwal

/// A half-open piece of a run's input.
public struct Shard: Hashable, Sendable {
  /// Shards are numbered from 0 in the order of the input.
  public var number: Int
  public var start = InputBorder()
  /// Where the next one begins; `nil` for the end of the input.
  public var end: InputBorder?
  /// How many files it has, or parts of them.
  public var files = 0
  /// How many bytes of them, as they lie in the files.
  public var bytes = 0
  /// A hash over the names and sizes of these files, to see that the input is what it was.
  public var digest = StableHash.hash("")

  /// The name of the folder of its results, or of a stage's survey of it.
  func name(survey stage: Int? = nil) -> String {
    (stage.map { "survey-\($0)-" } ?? "shard-") + String(repeating: "0", count: max(0, 5 - String(number).count))
      + String(number)
  }

  /// Notes that a file, or a part of it, belongs to the shard.
  mutating func note(_ file: FileWalk.Found, of item: InputItem, size: Int) {
    var writer = BinaryWriter()
    writer.write(file.relativePath)
    writer.write(size)
    if let sidecar = item.sidecar(of: file.path) { writer.write((try? FileSystem.status(sidecar))?.size ?? -1) }
    digest = StableHash.hash(writer.buffer.span, seed: digest)
    files += 1
  }

  /// Sees to it that the files of the shard are there, and have their sizes.
  ///
  /// - Parameter items: The items of the input.
  /// - Throws: ``StageError`` if they are not.
  func check(_ items: [InputItem]) throws(StageError) {
    var found = Shard(number: number)
    var hasBegun = start.file == nil
    search: for index in items.indices.dropFirst(start.item) {
      if let end, index > end.item || (index == end.item && end.file == nil) { break }
      guard var walk = try? FileWalk(items[index]) else { continue }
      while let file = walk.next() {
        if !hasBegun, let name = start.file { hasBegun = file.relativePath.hasSameBytes(as: name) }
        let isLast = index == end?.item && end?.file.map(file.relativePath.hasSameBytes) == true
        if isLast, end?.byte == 0 { break search }
        guard hasBegun, !items[..<index].contains(where: { $0.includes(path: file.path) }) else { continue }
        found.note(file, of: items[index], size: (try? FileSystem.status(file.path))?.size ?? 0)
        if isLast { break search }
      }
    }
    guard found.digest == digest, found.files == files else {
      throw StageError(
        .inputChanged,
        "the input of shard \(number) is not what it was when the plan was made: files have come, gone or changed their "
          + "size; make a new plan")
    }
  }
}

extension Shard: JSONConvertible {
  var json: JSONValue {
    var members: [(String, JSONValue)] = [("number", JSONValue(number)), ("start", start.json)]
    if let end { members.append(("end", end.json)) }
    return JSONValue(
      members + [("files", JSONValue(files)), ("bytes", JSONValue(bytes)), ("digest", JSONValue(hash: digest))])
  }

  init(_ object: JSONObject) throws(StageError) {
    number = try object.amount("number")
    start = try InputBorder(object.member("start"))
    end = try object.optional("end").map { (border) throws(StageError) in try InputBorder(border) }
    files = try object.amount("files")
    bytes = try object.amount("bytes")
    digest = try object.hash("digest")
  }
}

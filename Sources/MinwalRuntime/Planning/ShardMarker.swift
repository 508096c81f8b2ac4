import Minwal
import MinwalRecipe

/// What a worker notes beside the results of a shard, when they are whole: `shard.json`.
struct ShardMarker: Sendable {
  static let format = 1
  static let fileName = "shard.json"
  /// The file of a stage's survey.
  static let surveyName = "survey"

  /// A file of results.
  struct File: Hashable, Sendable {
    var name: String
    var bytes: Int
    var digest: UInt64
  }

  var plan: UInt64
  /// The recipe's fingerprint.
  var recipe: String
  var shard: Int
  var counts = DocumentCounts()
  /// How many batches there are in the results.
  var batches = 0
  /// How many lines there are in the part of the file at the shard's end that is the shard's; `nil` if it ends with a file.
  var lines: Int?
  /// The file in whose middle the shard begins, as messages call it.
  var firstFile: String?
  /// Inputs in which there was no file.
  var empty: [String] = []
  /// What documents failed of, and why they were dropped, by stage: `segment: too-long`.
  var reasons: [(name: String, count: Int)] = []
  var files: [File] = []

  init(plan: UInt64, recipe: String, shard: Int) {
    self.plan = plan
    self.recipe = recipe
    self.shard = shard
  }

  /// Whether the counts of all shards can be added up.
  static func canBeAddedUp(_ markers: [ShardMarker]) -> Bool {
    haveSum(markers.map(\.counts.read)) && haveSum(markers.map(\.counts.bytes))
      && haveSum(markers.map(\.batches)) && haveSum(markers.map { $0.lines ?? 0 })
  }

  private static func haveSum(_ amounts: [Int]) -> Bool {
    var sum = 0
    for amount in amounts {
      let (next, overflows) = sum.addingReportingOverflow(amount)
      if overflows { return false }
      sum = next
    }
    return true
  }

  /// Notes why documents failed, and why they were dropped.
  mutating func note(_ failures: FailureTally, _ stages: [StageStatistics], _ steps: [Recipe.Step]) {
    for kind in failures.kinds { add("\(kind.stage ?? "read") failed: \(kind.code)", kind.count) }
    for (step, stage) in zip(steps, stages) {
      for (kind, tally) in [("dropped", stage.drops), ("passed without", stage.passedWithout)] {
        for reason in tally.counts.sorted(by: { $0.name < $1.name }) {
          add("\(step.name) \(kind): \(reason.name)", reason.count)
        }
      }
    }
  }

  /// Stages of the same name count together.
  private mutating func add(_ reason: String, _ count: Int) {
    if let place = reasons.firstIndex(where: { $0.name == reason }) {
      reasons[place].count += count
    } else {
      reasons.append((reason, count))
    }
  }
}

extension ShardMarker: JSONConvertible {
  var json: JSONValue {
    JSONValue([
      ("minwal-shard", JSONValue(Self.format)), ("plan", JSONValue(hash: plan)), ("recipe", .string(recipe)),
      ("shard", JSONValue(shard)), ("read", JSONValue(counts.read)), ("exported", JSONValue(counts.exported)),
      ("dropped", JSONValue(counts.dropped)), ("quarantined", JSONValue(counts.quarantined)),
      ("bytes", JSONValue(counts.bytes)), ("replaced-sequences", JSONValue(counts.replacements)),
      ("repaired-documents", JSONValue(counts.repaired)),
      ("passed-over", JSONValue(counts.passedOver.counts.map { ($0.name, JSONValue($0.count)) })),
      ("reasons", JSONValue(reasons.map { ($0.name, JSONValue($0.count)) })), ("batches", JSONValue(batches)),
      ("lines", lines.map { JSONValue($0) } ?? .null), ("first-file", firstFile.map(JSONValue.string) ?? .null),
      ("empty-inputs", .array(empty.map(JSONValue.string))),
      (
        "files",
        .array(
          files.map {
            JSONValue([
              ("name", .string($0.name)), ("bytes", JSONValue($0.bytes)), ("xxh64", JSONValue(hash: $0.digest)),
            ])
          })
      ),
    ])
  }

  init(_ object: JSONObject) throws(StageError) {
    guard try object.optional("minwal-shard")?.amount() == Self.format else {
      throw object.problem("is not of this version of Minwal")
    }
    self.init(
      plan: try object.hash("plan"), recipe: try object.string("recipe"), shard: try object.amount("shard"))
    counts.read = try object.amount("read")
    counts.exported = try object.amount("exported")
    counts.dropped = try object.amount("dropped")
    counts.quarantined = try object.amount("quarantined")
    counts.bytes = try object.amount("bytes")
    counts.replacements = try object.amount("replaced-sequences")
    counts.repaired = try object.amount("repaired-documents")
    for member in try object.optional("passed-over")?.value.members ?? [] {
      counts.passedOver.add(name: member.name, try JSONObject(member.value, object.name, object.code).amount())
    }
    for member in try object.member("reasons").value.members ?? [] {
      reasons.append((member.name, try JSONObject(member.value, object.name, object.code).amount()))
    }
    batches = try object.amount("batches")
    lines = try object.optional("lines")?.amount()
    firstFile = try object.optional("first-file")?.string()
    empty = try object.strings("empty-inputs")
    for file in try object.member("files").elements() {
      files.append(
        File(name: try file.string("name"), bytes: try file.amount("bytes"), digest: try file.hash("xxh64")))
    }
  }
}

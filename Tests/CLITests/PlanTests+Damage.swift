import Foundation
import MinwalTestSupport
import Testing

/// Plans and results of shards that someone has changed.
extension PlanTests {
  private func lines(_ count: Int = 50) throws {
    try folder.write((0..<count).map { "{\"text\":\"line \($0)\"}\n" }.joined(), to: "d.jsonl")
    try folder.write(
      "minwal: 1\nname: r\ninput: { jsonl: d.jsonl }\nstages:\n  - export: { format: jsonl, to: x.jsonl }\n",
      to: "r.yaml")
  }

  private func expect(_ status: Int32, _ message: String, _ arguments: String...) throws {
    let result = try minwal(arguments)
    #expect(
      result.status == status && result.error.contains(message), "\(arguments): \(result.status) \(result.error)")
  }

  /// Writes a file of JSON anew, with a change.
  private func change(
    _ name: String, to other: String? = nil, _ change: (inout [String: Any]) -> Void
  ) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path(name)))
    var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    change(&object)
    try folder.write(try JSONSerialization.data(withJSONObject: object), to: other ?? name)
  }

  @Test func aPlanThatDoesNotHangTogetherIsRefused() throws {
    try lines()
    try minwal(["plan", "r.yaml", "--shards", "3", "--output", "plan.json"])
    let good = try minwal(["worker", "plan.json", "0", "--output", "good"])
    try #require(good.status == 0, "\(good.error)")
    func expectRefusal(_ message: String, _ options: [String] = [], _ damage: (inout [String: Any]) -> Void) throws {
      try change("plan.json", to: "bad.json", damage)
      for command in [["worker", "bad.json", "0", "--output", "shards"], ["merge", "bad.json", "--from", "shards"]] {
        let result = try minwal(command + options)
        #expect(result.status == 65 && result.error.contains(message), "\(command): \(result.status) \(result.error)")
      }
    }
    func shards(_ plan: [String: Any]) -> [[String: Any]] { plan["shards"] as? [[String: Any]] ?? [] }
    func border(_ byte: Int) -> [String: Any] { ["item": 0, "file": "d.jsonl", "byte": byte] }
    try expectRefusal("has no shards") { $0["shards"] = [Any]() }
    try expectRefusal("do not follow each other") { $0["shards"] = Array(shards($0).dropLast()) }
    try expectRefusal("do not follow each other") { plan in
      var changed = shards(plan)
      changed[1]["number"] = 2
      plan["shards"] = changed
    }
    try expectRefusal("does not begin with the input") { plan in
      var changed = shards(plan)
      changed[0]["start"] = border(3)
      plan["shards"] = changed
    }
    // The second border lies before the first.
    try expectRefusal("do not follow each other") { plan in
      var changed = shards(plan)
      changed[1]["end"] = border(1)
      changed[2]["start"] = border(1)
      plan["shards"] = changed
    }
    try expectRefusal("is not a number from 0") { plan in
      var changed = shards(plan)
      changed[1]["bytes"] = -1
      plan["shards"] = changed
    }
    try expectRefusal("begins in input 7") { plan in
      var changed = shards(plan)
      changed[1]["end"] = ["item": 7]
      changed[2]["start"] = ["item": 7]
      plan["shards"] = changed
    }
    try expectRefusal("learn from the whole input") { $0["surveys"] = [0] }
    try expectRefusal("learn from the whole input", ["--survey", "99"]) { $0["surveys"] = [99] }
  }

  @Test mutating func aDamagedMarkerIsRefused() throws {
    try lines()
    try minwal(["plan", "r.yaml", "--shards", "3", "--output", "plan.json"])
    try work("plan.json", "shards")
    let marker = "shards/shard-00001/shard.json"
    let good = try Data(contentsOf: URL(fileURLWithPath: path(marker)))
    func expectRefusal(_ message: String, _ damage: (inout [String: Any]) -> Void) throws {
      try change(marker, damage)
      try expect(64, message, "merge", "plan.json", "--from", "shards", "--output", "merged")
      try folder.write(good, to: marker)
    }
    func files(_ marker: [String: Any]) -> [[String: Any]] { marker["files"] as? [[String: Any]] ?? [] }
    try expectRefusal("names other files") { $0["files"] = [Any]() }
    try expectRefusal("names other files") { $0["files"] = files($0) + files($0) }
    for name in ["survey", "../shard-00000/results", "/dev/zero"] {
      try expectRefusal("names other files") { marker in
        var changed = files(marker)
        changed[0]["name"] = name
        marker["files"] = changed
      }
    }
    try expectRefusal("is not a number from 0") { marker in
      var changed = files(marker)
      changed[0]["bytes"] = -1
      marker["files"] = changed
    }
    for count in ["read", "exported", "bytes", "batches"] {
      try expectRefusal("is not a number from 0") { $0[count] = Int.max }
    }
    try expectRefusal("do not add up") { $0["exported"] = 1 << 40 }
    #expect(!folder.has("merged/x.jsonl"))
    try change(marker) { $0["batches"] = 1 << 20 }
    let result = try minwal(["merge", "plan.json", "--from", "shards", "--output", "merged"])
    #expect(result.status != 0 && result.error.contains("its marker says 1048576"), "\(result.error)")
    #expect(!folder.has("merged/x.jsonl"))
    try folder.write(good, to: marker)
    try expect(0, "read = ", "merge", "plan.json", "--from", "shards", "--output", "merged", "--restart")
  }

  /// What is no file is an error at once.
  @Test mutating func pipesAreNotWaitedFor() throws {
    try lines()
    try minwal(["plan", "r.yaml", "--shards", "2", "--output", "plan.json"])
    try work("plan.json", "shards")
    try #require(unsafe mkfifo(path("pipe.json"), 0o600) == 0)
    try expect(65, "is not a regular file", "worker", "pipe.json", "0", "--output", "shards")
    try expect(65, "is not a regular file", "merge", "/dev/zero", "--from", "shards")
    for (name, message) in [("shard.json", "is not a regular file"), ("results", "is not what its marker says")] {
      let file = path("shards/shard-00000/\(name)")
      try FileManager.default.moveItem(atPath: file, toPath: path("kept"))
      try #require(unsafe mkfifo(file, 0o600) == 0)
      try expect(64, message, "merge", "plan.json", "--from", "shards", "--output", "merged")
      try expect(64, message, "worker", "plan.json", "0", "--output", "shards")
      try FileManager.default.removeItem(atPath: file)
      try FileManager.default.moveItem(atPath: path("kept"), toPath: file)
    }
  }

  /// A plan does not take the place of what it is made of, and outputs not that of results.
  @Test mutating func nothingIsWrittenOverWhatIsNeeded() throws {
    try folder.write("one\ntwo\n", to: "words.txt")
    try folder.write("{\"text\":\"One two three. Four five six.\",\"language\":\"en\"}\n", to: "d.jsonl")
    let recipe =
      "minwal: 1\nname: r\nlanguage: en\ninput: { jsonl: d.jsonl }\nstages:\n  - segment\n  - summarize: { sentences: 1, stop-words: words.txt }\n  - export: { format: jsonl, to: x.jsonl }\n"
    try folder.write(recipe, to: "r.yaml")
    try FileManager.default.createSymbolicLink(atPath: path("link.json"), withDestinationPath: "r.yaml")
    for output in ["r.yaml", "./r.yaml", "link.json", "words.txt"] {
      try expect(64, "which the recipe needs", "plan", "r.yaml", "--output", output)
    }
    #expect(try folder.read("r.yaml") == recipe)
    #expect(try folder.read("words.txt") == "one\ntwo\n")
    try minwal(["plan", "r.yaml", "--output", "plan.json"])
    try work("plan.json", "shards")
    for output in ["shards/shard-00000", "shards/shard-00000/out", "shards/../shards/shard-7"] {
      try expect(64, "the results of a shard", "merge", "plan.json", "--from", "shards", "--output", output)
    }
    try expect(
      64, "the results of a shard", "merge", "plan.json", "--from", "shards", "--output", "merged", "--report",
      "shards/shard-00000/report.json")
    #expect(folder.files().filter { $0.hasPrefix("shards/") }.count == 2)
    try expect(0, "read = ", "merge", "plan.json", "--from", "shards", "--output", "merged")
  }
}

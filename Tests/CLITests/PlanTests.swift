import Foundation
import MinwalTestSupport
import Testing

/// Runs that are planned, worked on by shards and merged: what comes out is what one run gives.
@Suite struct PlanTests {
  let folder: TemporaryFolder
  var random = SeededGenerator(23)

  init() throws { folder = try TemporaryFolder() }

  // MARK: Helpers

  @discardableResult
  func minwal(_ arguments: [String], in place: URL? = nil) throws -> BuiltCommand.Result {
    try BuiltCommand.run(
      arguments + (["worker", "run", "merge", "retry"].contains(arguments[0]) ? ["--progress", "none"] : []),
      in: place ?? folder.url)
  }

  func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  /// Files of two folders below the test's, by name, without the journals of runs.
  func contents(_ name: String) throws -> [String: Data] {
    let files = folder.files().filter { $0.hasPrefix(name + "/") }
    return try Dictionary(
      uniqueKeysWithValues: files.map {
        (String($0.dropFirst(name.count + 1)), try Data(contentsOf: folder.url.appendingPathComponent($0)))
      })
  }

  func expectSame(_ a: String, _ b: String) throws {
    let (first, second) = (try contents(a), try contents(b))
    #expect(first.keys.sorted() == second.keys.sorted())
    #expect(!first.isEmpty)
    for (name, bytes) in first where second[name] != bytes { Issue.record("\(name) differs in \(b)") }
  }

  func shardCount(_ plan: String) throws -> Int {
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path(plan))))
    return ((object as? [String: Any])?["shards"] as? [Any])?.count ?? 0
  }

  /// Does all shards in any order, some of them twice, the first one also by a worker that is killed.
  mutating func work(_ plan: String, _ output: String, in place: URL? = nil, options: [String] = []) throws {
    let count = try shardCount(plan)
    let order = (0..<count).shuffled(using: &random)
    let scratch = try TemporaryFolder()
    let killed = try BuiltCommand.start(
      ["worker", path(plan), "\(order[0])", "--output", path(output)], in: place ?? folder.url, scratch: scratch)
    usleep(UInt32(random.below(300_000)))
    kill(killed.processIdentifier, SIGKILL)
    killed.waitUntilExit()
    for number in order + order.filter({ $0 % 3 == 0 }) {
      let jobs = ["--jobs", "\(1 + random.below(4))"]
      let result = try minwal(
        ["worker", path(plan), "\(number)", "--output", path(output)] + jobs + options, in: place)
      #expect([0, 3].contains(result.status), "\(result.error)")
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: path(output))
    #expect(left.count == count && !left.contains { $0.hasPrefix(".") }, "\(left)")
  }

  /// Takes the surveys that a plan wants, by shards.
  ///
  /// - Returns: The plan with what was learned.
  mutating func surveyed(_ plan: String, in place: URL) throws -> String {
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path(plan))))
    var plan = plan
    for stage in (object as? [String: Any])?["surveys"] as? [Int] ?? [] {
      let option = ["--survey", "\(stage)"]
      for shard in (0..<(try shardCount(plan))).shuffled(using: &random) {
        try minwal(["worker", path(plan), "\(shard)", "--output", path("surveys")] + option, in: place)
      }
      let next = "learned-\(stage).json"
      try minwal(["merge", path(plan), "--from", path("surveys"), "--output", path(next)] + option, in: place)
      plan = next
    }
    return plan
  }

  // MARK: The same bytes

  /// The recipes that ship, over samples that ship and a file of records.
  @Test(arguments: PipelineTests.recipes)
  mutating func shippedRecipesGiveWhatOneRunGives(_ recipe: String) throws {
    var lines = ""
    for number in 0..<60 {
      lines +=
        "{\"id\":\"d\(number)\",\"text\":\"عنوان الخبر\\n\\nجملة أولى رقم \(number) في النص. وجملة ثانية بعدها.\"}\n"
      if number % 11 == 0 { lines += "broken \(number)\n\n" }
    }
    try folder.write(lines, to: "more.jsonl")
    let inputs = ["--input", "samples/arabic-news", "--input", "samples/mixed.jsonl", "--input", path("more.jsonl")]
    let place = PipelineTests.folder
    let whole = try minwal(["run", recipe, "--output", path("whole")] + inputs, in: place)
    #expect([0, 3].contains(whole.status), "\(whole.error)")
    let count = 2 + random.below(6)
    try minwal(["plan", recipe, "--shards", "\(count)", "--output", path("plan.json")] + inputs, in: place)
    #expect((2...count).contains(try shardCount("plan.json")))
    let plan = try surveyed("plan.json", in: place)
    try work(plan, "shards", in: place)
    let merged = try minwal(["merge", path(plan), "--from", path("shards"), "--output", path("merged")])
    #expect(merged.status == whole.status, "\(merged.error)")
    try expectSame("whole", "merged")
    let counts = try #require(whole.error.split(separator: "\n").first { $0.contains("read = ") })
    #expect(merged.error.contains(counts.prefix { $0 != "(" }))
  }

  /// A recipe with an output of each kind, over documents that pass, fail, are dropped, and have the same ids.
  func allSinks() throws {
    var lines = ""
    for number in 0..<400 {
      let text = String(repeating: "Sentence \(number % 90) of this text. ", count: number % 9)
      lines += number % 13 == 5 ? "{\"text\": oops\n" : "{\"id\":\"d\(number % 350)\",\"text\":\"\(text)\"}\r\n"
      if number % 7 == 0 { lines += "\n" }
    }
    try folder.write(lines, to: "in/a.jsonl")
    try folder.write(
      "text,n\n\"over\ntwo lines\",1\n" + String(repeating: "Some words here,2\n", count: 80), to: "in/b.csv")
    for number in 0..<9 { try folder.write("A page with number \(number).\n", to: "in/c/\(number).txt") }
    let store = projectFolder.appendingPathComponent("Examples/commands/store.py").path
    try folder.write(
      """
      minwal: 1
      name: r
      input: { files: in }
      dropped: dropped.jsonl.gz
      stages:
        - normalize
        - clean
        - segment
        - export: { format: jsonl, to: all.jsonl }
        - export: { format: json, to: all.json }
        - export: { format: csv, to: all.csv.gz }
        - export: { format: jsonl, to: sentences.jsonl.zst, records: sentences }
        - export: { format: jsonl, to: parts.jsonl, parts: { documents: 37 } }
        - export: { format: csv, to: sized.csv.zst, parts: { size: 3 KB } }
        - export: { format: jsonl, to: '$(language)/some.jsonl' }
        - export: { format: text, to: docs, layout: file-per-document }
        - sqlite: { to: all.sqlite, tables: [sentences], fts: true }
        - export-command: { run: [python3, \(store)], options: { file: store.sqlite } }
      """, to: "r.yaml")
  }

  /// The rows of the databases, since their pages may lie in another order.
  func rows(_ database: String, _ query: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import sqlite3,sys\nfor r in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print(r)", path(database), query,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test(arguments: [[], ["--isolate"]]) mutating func everySinkTakesShardsAsItTakesARun(_ options: [String]) throws {
    try allSinks()
    func stored() throws -> String {
      let rows = try rows("store.sqlite", "SELECT id FROM documents ORDER BY number")
      try FileManager.default.removeItem(at: folder.url.appendingPathComponent("store.sqlite"))
      return rows
    }
    let whole = try minwal(["run", "r.yaml", "--output", "whole"])
    #expect(whole.status == 3, "\(whole.error)")
    let wholeStored = try stored()
    #expect(wholeStored.split(separator: "\n").count > 300)
    try minwal(["plan", "r.yaml", "--shards", "5", "--output", "plan.json"])
    try work("plan.json", "shards", options: options)
    // The results may lie in several folders.
    try FileManager.default.createDirectory(atPath: path("others"), withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: path("shards/shard-00002"), toPath: path("others/shard-00002"))
    let merged = try minwal(["merge", "plan.json", "--from", "shards", "--from", "others", "--output", "merged"])
    #expect(merged.status == 3, "\(merged.error)")
    // Sentences have records of their own, which are counted the same way.
    func counted(_ result: BuiltCommand.Result) -> [Substring] {
      result.error.split(separator: "\n").filter { $0.contains(" records of ") }.map { $0.suffix(30) }
    }
    #expect(counted(whole).count == 1 && counted(merged) == counted(whole), "\(merged.error)")
    #expect(try stored() == wholeStored)
    for table in ["documents", "sentences"] {
      let query = "SELECT * FROM \(table) ORDER BY 1, 2"
      let all = try rows("whole/all.sqlite", query)
      #expect(all.count > 1000)
      #expect(try rows("merged/all.sqlite", query) == all)
    }
    for name in ["whole", "merged"] { try FileManager.default.removeItem(atPath: path("\(name)/all.sqlite")) }
    try expectSame("whole", "merged")
    #expect(try contents("whole").keys.count { $0.hasPrefix("quarantine/") } > 40)
  }

  /// What stages learn of the whole input is surveyed by shards, and learned once; one stage after another.
  @Test mutating func surveysAreTakenByShards() throws {
    let places = ["قرية", "بلدة", "مدينة", "ضاحية", "جزيرة"]
    let names = ["النخيل", "الزيتون", "الرمان", "التين", "السدر", "الغار", "الورد", "الريحان"]
    var lines = ""
    for number in 0..<40 {
      let place = "\(places[number % 5]) \(names[number / 5])"
      let paragraphs = [
        "قرطاس موند", "\(place) تستعد لافتتاح مكتبتها الجديدة", "زعبور: \(number * 3 + 1)",
        "قال أمين المكتبة في \(place) إن الأبواب ستفتح للقراء بعد أسبوعين من الآن.",
        "وأضاف أن أهل \(place) جمعوا الكتب بأنفسهم، وأن الرفوف صنعت من خشب قديم.", "بلنوط فرشاح\\nكردوم شلال نوش",
      ]
      lines += "{\"text\":\"\(paragraphs.joined(separator: "\\n\\n"))\"}\n"
    }
    try folder.write(lines, to: "in/pages.jsonl")
    try folder.write(
      """
      minwal: 1
      name: r
      input: { files: in }
      stages:
        - clean: { learn: corpus }
        - normalize
        - clean: { learn: corpus }
        - export: { format: jsonl, to: x.jsonl }
      """, to: "r.yaml")
    let whole = try minwal(["run", "r.yaml", "--output", "whole"])
    #expect(whole.status == 0, "\(whole.error)")
    let planned = try minwal(["plan", "r.yaml", "--shards", "5", "--output", "plan.json"])
    #expect(planned.error.contains("--survey 0") && planned.error.contains("--survey 2"), "\(planned.error)")
    let early = try minwal(["worker", "plan.json", "0", "--output", "shards"])
    #expect(early.status == 64 && early.error.contains("--survey 0"), "\(early.error)")
    for (stage, plan, next) in [(0, "plan.json", "second.json"), (2, "second.json", "third.json")] {
      let option = ["--survey", "\(stage)"]
      let missing = try minwal(["merge", plan, "--from", "surveys"] + option)
      #expect(missing.status == 64 && missing.error.contains("5 of 5 shards"), "\(missing.error)")
      for shard in [3, 0, 4, 1, 2, 0] {
        let result = try minwal(["worker", plan, "\(shard)", "--output", "surveys"] + option)
        #expect(result.status == 0, "\(result.error)")
      }
      let learned = try minwal(["merge", plan, "--from", "surveys", "--output", next] + option)
      #expect(learned.status == 0, "\(learned.error)")
    }
    try work("third.json", "shards")
    let merged = try minwal(["merge", "third.json", "--from", "shards", "--output", "merged"])
    #expect(merged.status == 0, "\(merged.error)")
    try expectSame("whole", "merged")
    #expect(try !folder.read("whole/x.jsonl").contains("كردوم شلال نوش"))
  }

  /// After a merge, the quarantine is tried again as after a run.
  @Test mutating func retryWorksAfterAMerge() throws {
    let lines = (0..<300).map { $0 % 50 == 7 ? "{\"text\": oops \($0)}\n" : "{\"text\":\"line \($0)\"}\n" }
    try folder.write(lines.joined(), to: "d.jsonl")
    try folder.write(
      "minwal: 1\nname: r\ninput: { jsonl: d.jsonl }\nstages:\n  - export: { format: json, to: x.json.gz }\n",
      to: "r.yaml")
    try minwal(["run", "r.yaml", "--output", "whole"])
    try minwal(["plan", "r.yaml", "--shards", "4", "--output", "plan.json"])
    try work("plan.json", "shards")
    try minwal(["merge", "plan.json", "--from", "shards", "--output", "merged"])
    for name in ["whole", "merged"] {
      let files = try contents(name).keys.filter { $0.hasPrefix("quarantine/") && !$0.hasSuffix(".json") }
      #expect(files.count == 6)
      for file in files { try folder.write("{\"text\":\"mended \(file)\"}", to: "\(name)/\(file)") }
      let retry = try minwal(["retry", "r.yaml", "--output", name])
      #expect(retry.status == 0, "\(retry.error)")
    }
    try expectSame("whole", "merged")
  }

  // MARK: Values

  /// The plan has the files that the recipe names; what they have become since does not matter.
  @Test(arguments: [[], ["--isolate"]]) mutating func aPlanCarriesItsFiles(_ options: [String]) throws {
    try folder.write(
      "minwal: 1\nparameters: { words: }\nstages:\n  - summarize: { sentences: 1, stop-words: $(words) }\n",
      to: "steps.yaml")
    try folder.write("one\ntwo\n", to: "words.txt")
    try folder.write("{\"text\":\"One two three. Four five six. Three four.\",\"language\":\"en\"}\n", to: "d.jsonl")
    try folder.write(
      "minwal: 1\nname: r\nlanguage: en\ninput: { jsonl: d.jsonl }\nstages:\n  - segment\n  - use: steps.yaml\n    with: { words: words.txt }\n  - export: { format: jsonl, to: x.jsonl }\n",
      to: "r.yaml")
    let whole = try minwal(["run", "r.yaml", "--output", "whole"])
    #expect(whole.status == 0, "\(whole.error)")
    #expect(try minwal(["plan", "r.yaml", "--output", "plan.json", "--set", "summarize.sentences=1"]).status == 0)
    for file in ["steps.yaml", "words.txt", "r.yaml"] { try FileManager.default.removeItem(atPath: path(file)) }
    try work("plan.json", "shards", options: options)
    let merged = try minwal(["merge", "plan.json", "--from", "shards", "--output", "merged"])
    #expect(merged.status == 0, "\(merged.error)")
    try expectSame("whole", "merged")
  }

  /// Everything that does not fit is said before anything is written.
  @Test mutating func whatDoesNotFitIsRefused() throws {
    try folder.write((0..<50).map { "{\"text\":\"line \($0)\"}\n" }.joined(), to: "d.jsonl")
    try folder.write(
      "minwal: 1\nname: r\ninput: { jsonl: d.jsonl }\nstages:\n  - export: { format: jsonl, to: x.jsonl }\n",
      to: "r.yaml")
    func expect(_ status: Int32, _ message: String, _ arguments: String...) throws {
      let result = try minwal(arguments)
      #expect(
        result.status == status && result.error.contains(message), "\(arguments): \(result.status) \(result.error)")
    }
    try minwal(["plan", "r.yaml", "--shards", "3", "--output", "plan.json"])
    try minwal(["plan", "r.yaml", "--shards", "2", "--output", "other.json"])
    try expect(66, "none.json", "worker", "none.json", "0", "--output", "shards")
    try expect(64, "shards 0 to 2", "worker", "plan.json", "3", "--output", "shards")
    try expect(64, "Shards are numbered from 0", "worker", "plan.json", "--output", "shards", "--", "-1")
    try expect(64, "3 of 3 shards are not done: 0, 1, 2", "merge", "plan.json", "--from", "shards")
    try work("plan.json", "shards")
    try expect(64, "belongs to another plan", "worker", "other.json", "1", "--output", "shards")
    try expect(64, "belongs to another plan", "merge", "other.json", "--from", "shards")
    // A byte of the results is another.
    let results = path("shards/shard-00001/results")
    let good = try Data(contentsOf: URL(fileURLWithPath: results))
    var bad = good
    bad[bad.count / 2] ^= 1
    try bad.write(to: URL(fileURLWithPath: results))
    try expect(64, "is not what its marker says", "merge", "plan.json", "--from", "shards")
    try expect(64, "is not what its marker says", "worker", "plan.json", "1", "--output", "shards")
    #expect(!folder.has("x.jsonl") && !folder.has("x.jsonl.partial"))
    try good.write(to: URL(fileURLWithPath: results))
    try FileManager.default.removeItem(atPath: path("shards/shard-00002"))
    try expect(64, "1 of 3 shards is not done: 2", "merge", "plan.json", "--from", "shards")
    // The input is another.
    try folder.write("{\"text\":\"short\"}\n", to: "d.jsonl")
    try expect(64, "is not what it was when the plan was made", "worker", "plan.json", "2", "--output", "shards")
    try expect(64, "cannot be cut", "plan", "r.yaml", "--input", "-")
    try expect(64, "not both", "plan", "r.yaml", "--shards", "2", "--shard-size", "3 MB")
    try expect(64, "did you mean '3 MB'", "plan", "r.yaml", "--shard-size", "3mb")
    try expect(66, "d.jsonl", "worker", "plan.json", "2", "--output", path("shards"), "--directory", "/")
    try expect(66, "--directory", "worker", "plan.json", "2", "--output", path("shards"), "--directory", "nowhere")
  }
}

import Foundation
import MinwalTestSupport
import Testing

/// `minwal learn`, and runs that learn.
@Suite struct LearnTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let places = ["قرية", "بلدة", "مدينة", "ضاحية", "جزيرة"]
    let names = ["النخيل", "الزيتون", "الرمان", "التين", "السدر", "الغار", "الورد", "الريحان"]
    for number in 0..<40 {
      let place = "\(places[number % 5]) \(names[number / 5])"
      let text = """
        قرطاس موند

        \(place) تستعد لافتتاح سوقها الجديد

        زعبور: \(number * 3 + 1)

        قال رئيس المجلس المحلي في \(place) إن السوق سيفتح أبوابه للزوار بعد أسبوعين من الآن.

        وأضاف أن أهل \(place) شاركوا في بناء السوق، وأن الدكاكين وزعت عليهم بالقرعة.

        بلنوط فرشاح
        كردوم شلال نوش
        """
      try folder.write(text, to: "pages/\(number + 100).txt")
    }
    try recipe("{ packs: [web-ar] }")
  }

  func recipe(_ clean: String) throws {
    try folder.write(
      """
      minwal: 1
      input: { files: pages/*.txt }
      stages:
        - clean: \(clean)
        - export: { format: jsonl, to: out.jsonl }
      """, to: "r.yaml")
  }

  func command(_ arguments: String..., input: String = "") throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, in: folder.url, input: Data(input.utf8))
  }

  @Test func printsAPackThatARecipeCanName() throws {
    let result = try command("learn", "r.yaml", "--progress", "none")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("40 documents read"))
    #expect(result.output.contains("40 documents\n[edges]\n"))
    #expect(result.output.contains("# 40 documents (40 below): بلنوط فرشاح\nبلنوط فرشاح\n"))
    #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("out.jsonl").path))

    try folder.write(result.output, to: "learned.txt")
    try recipe("{ packs: [web-ar, ./learned.txt] }")
    #expect(try command("run", "r.yaml").status == 0)
    let output = try folder.read("out.jsonl")
    #expect(output.contains("السوق سيفتح"))
    #expect(!output.contains("كردوم"))
  }

  /// Enough documents of several sites for many batches.
  @Test func learnsTheSameForAnyNumberOfJobs() throws {
    var lines = ""
    for number in 0..<4000 {
      let site = number % 3
      let own = String(number, radix: 2).map { $0 == "0" ? "bel" : "rok" }.joined(separator: "")
      let body = "The people of \(own) met in the old hall on Monday, and they spoke of \(own) for hours."
      let foot = ["Hulm zwa", "Tirron", "Gesk mo"][site] + (number % 7 == 0 ? "\\nVelt \(site) ombra" : "")
      lines += #"{"site":"s\#(site)","text":"News of \#(own) today\n\n\#(body)\n\n\#(body) Again.\n\n\#(foot)"}"# + "\n"
    }
    try folder.write(lines, to: "many.jsonl")
    try folder.write(
      "minwal: 1\ninput: { jsonl: many.jsonl }\nstages:\n  - clean: { learn: corpus }\n"
        + "  - export: { format: jsonl, to: out.jsonl }\n", to: "r.yaml")
    var printed: Set<String> = []
    var written: Set<String> = []
    for jobs in ["1", "4"] {
      let result = try command("learn", "r.yaml", "--jobs", jobs)
      #expect(result.output.contains("# s0: 1334 documents\n"))
      #expect(result.output.contains(": Hulm zwa\nhulm zwa\n"))
      printed.insert(result.output)
      #expect(try command("run", "r.yaml", "--jobs", jobs).status == 0)
      let output = try folder.read("out.jsonl")
      #expect(!output.contains("Tirron"))
      written.insert(output)
    }
    #expect(printed.count == 1)
    #expect(written.count == 1)
  }

  @Test func readsNoMoreThanTheLimit() throws {
    let result = try command("learn", "r.yaml", "--limit", "3")
    #expect(result.status == 0)
    #expect(result.output.contains("No line recurs"))
    #expect(result.error.contains("3 documents read"))
  }

  @Test(arguments: [1, 4]) func aRunLearns(jobs: Int) throws {
    try recipe("{ packs: [web-ar], learn: corpus }")
    let result = try command("run", "r.yaml", "--jobs", "\(jobs)")
    #expect(result.status == 0, "\(result.error)")
    let output = try folder.read("out.jsonl")
    #expect(output.split(separator: "\n").count == 40)
    #expect(output.contains("ضاحية الريحان تستعد لافتتاح سوقها الجديد"))
    for line in ["قرطاس", "زعبور", "بلنوط", "كردوم"] { #expect(!output.contains(line)) }
  }

  @Test func readsStandardInputOnce() throws {
    let lines = (0..<10).map { #"{"text":"line \#($0)"}"# }.joined(separator: "\n")
    let result = try command("learn", "r.yaml", "--input", "-", input: lines)
    #expect(result.status == 0, "\(result.error)")
  }

  @Test func failsAsRunsDo() throws {
    #expect(try command("learn", "r.yaml", "--input", "nowhere/*.txt").status == 66)
    #expect(try command("learn", "missing.yaml").status != 0)
    #expect(try command("learn", "r.yaml", "--limit", "0").status == 64)
    try recipe("{ learn: always }")
    #expect(try command("learn", "r.yaml").status == 65)
    try folder.write(
      "minwal: 1\ninput: { files: pages/*.txt }\nstages: [segment, { export: { format: jsonl, to: x.jsonl } }]\n",
      to: "s.yaml")
    let result = try command("learn", "s.yaml")
    #expect(result.status == 64)
    #expect(result.error.contains("no stage of this recipe learns"))
  }
}

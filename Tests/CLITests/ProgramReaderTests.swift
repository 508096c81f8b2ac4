import Foundation
import MinwalTestSupport
import Testing

/// `input: { program: … }`: files that a program gives the text of.
@Suite struct ProgramReaderTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for number in 0..<30 { try folder.write("SECRET\npage \(number)\n", to: "in/\(number % 3)/-p \(number)'$(x);.bin") }
  }

  private func recipe(_ run: String, _ more: String = "", stages: String = "") throws {
    try folder.write(
      """
      minwal: 1
      name: r
      input: { program: 'in/**/*', run: \(run)\(more) }
      stages:
      \(stages)  - export: { format: jsonl, to: all.jsonl }
      """, to: "r.yaml")
  }

  private func minwal(_ arguments: String..., environment: [String: String] = [:]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, in: folder.url, environment: environment)
  }

  private func texts() throws -> [String] {
    try folder.read("all.jsonl").split(separator: "\n").map { line in
      let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return record?["text"] as? String ?? "?"
    }
  }

  /// By path or on standard input, whatever the names, in processes of their own or not.
  @Test(arguments: [#"[tail, -n, "1", "{}"]"#, #"[tail, -n, "1"]"#], [[], ["--isolate"], ["--jobs", "7"]])
  func readsFiles(_ run: String, _ arguments: [String]) throws {
    try recipe(run)
    let result = try BuiltCommand.run(["run", "r.yaml"] + arguments, in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    let expected = (0..<3).flatMap { rest in
      (0..<30).filter { $0 % 3 == rest }.sorted { "\($0)'" < "\($1)'" }.map { "page \($0)\n" }
    }
    #expect(try texts() == expected)
  }

  /// What lies in no file of its own is written to one, and that is gone behind it.
  @Test func compressedFilesAndPipesHavePathsToo() throws {
    try folder.write(
      Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1, 3, 0, 252, 255] + Array("a\nb".utf8) + Self.trailer),
      to: "x.pdf.gz")
    try recipe(#"[sh, -c, 'case $1 in *.pdf) cat "$1";; *) cat "$1"; echo "no suffix";; esac', sh, "{}"]"#)
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("tmp"), withIntermediateDirectories: true)
    let environment = ["TMPDIR": folder.url.appendingPathComponent("tmp").path]
    let zipped = try minwal("run", "r.yaml", "--input", "x.pdf.gz", environment: environment)
    #expect(zipped.status == 0, "\(zipped.error)")
    #expect(try texts() == ["a\nb"])
    #expect(!folder.files().contains { $0.hasPrefix("tmp/") })
  }

  private static let trailer: [UInt8] = {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in "a\nb".utf8 {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
    }
    return (0..<4).map { UInt8(~crc >> ($0 * 8) & 0xFF) } + [3, 0, 0, 0]
  }()

  /// A file that fails is kept as it was, with the program's last words, and can be tried again.
  @Test func failedFilesAreKeptAndTriedAgain() throws {
    let program =
      #"[sh, -c, 'case $(cat "$1") in *7) echo working >&2; echo oh no >&2; exit 4;; *8) sleep 60;; *9) kill -SEGV $$;; esac; cat "$1"', sh, "{}"]"#
    try recipe(program, ", timeout: 500 ms")
    let result = try minwal("run", "r.yaml")
    #expect(result.status == 3)
    #expect(result.error.contains("30 read = 21 exported + 0 dropped + 9 quarantined"), "\(result.error)")
    let errors = folder.files().filter { $0.hasSuffix(".error.json") }
    #expect(errors.count == 9)
    let all = try errors.map { try folder.read($0) }
    #expect(all.count { $0.contains("ended with code 4: oh no") } == 3)
    #expect(all.count { $0.contains(#""code":"stage-timed-out""#) } == 3)
    #expect(all.count { $0.contains(#""code":"stage-crashed""#) } == 3)
    #expect(all.allSatisfy { $0.contains(#""reader":"program""#) && $0.contains(#""stage":"read""#) })
    let kept = try #require(errors.first { $0.contains("7") }).dropLast(".error.json".count)
    #expect(try folder.read(String(kept)).hasPrefix("SECRET"))
    // One that is at hand again.
    let tried = try minwal("try", "r.yaml", String(kept))
    #expect(tried.status == 3 && (tried.output + tried.error).contains("oh no"))
    try recipe(#"[cat, "{}"]"#)
    let retried = try minwal("retry", "r.yaml")
    #expect(retried.status == 0, "\(retried.error)")
    #expect(try Set(texts()) == Set((0..<30).map { "SECRET\npage \($0)\n" }))
  }

  @Test func whyLeadsThroughIt() throws {
    try recipe(#"[tail, -n, "1", "{}"]"#, stages: "  - normalize\n")
    let why = try minwal("why", "r.yaml", "in/0/-p 0'$(x);.bin", "page")
    #expect(why.status == 0, "\(why.error)")
    let tried = try minwal("try", "r.yaml", "in/0/-p 0'$(x);.bin")
    #expect(tried.output.contains("page 0"), "\(tried.output)")
  }

  @Test func aProgramThatAlwaysFailsEndsTheRun() throws {
    try recipe(#"[sh, -c, "echo no licence >&2; exit 1"]"#, ", give-up-after: 5")
    let result = try minwal("run", "r.yaml", "--jobs", "2")
    #expect(result.status == 74)
    #expect(result.error.contains("has failed on the first 5 files and worked for none"), "\(result.error)")
    #expect(result.error.contains("no licence"))
    // It resumes when the program is well.
    try recipe(#"[sh, -c, "echo no licence >&2; exit 1"]"#, ", give-up-after: 1000")
    #expect(try minwal("run", "r.yaml", "--restart").status == 3)
  }

  @Test(arguments: [(#"[no-such-program, "{}"]"#, "no-such-program"), ("[]", "program"), ("tail", "[tail]")])
  func mistakesAreFoundByCheck(_ run: String, _ advice: String) throws {
    try recipe(run)
    let result = try minwal("check", "r.yaml")
    #expect(result.status == 65)
    #expect(result.error.contains(advice), "\(result.error)")
  }

  @Test func itsOptionsAreItsOwn() throws {
    try folder.write("minwal: 1\ninput: { program: in }\nstages:\n  - export: { format: jsonl, to: o }\n", to: "a.yaml")
    #expect(try minwal("check", "a.yaml").error.contains("needs the option 'run'"))
    try folder.write(
      "minwal: 1\ninput: { files: in, run: [cat] }\nstages:\n  - export: { format: jsonl, to: o }\n", to: "b.yaml")
    let unused = try minwal("check", "b.yaml")
    #expect(unused.status == 0 && unused.error.contains("write 'program:' in the place of 'files:'"), "\(unused.error)")
    try recipe(#"["cat", "{}"]"#, ", output-limit: 5 B")
    let long = try minwal("run", "r.yaml")
    #expect(long.error.contains("gave an answer of more than"), "\(long.error)")
  }

  /// A program gets what it needs and no keys.
  @Test func theEnvironmentIsSmall() throws {
    try recipe(#"[sh, -c, 'echo "$KEY-$OTHER-$PWD"']"#, ", environment: [OTHER]")
    let result = try minwal(
      "run", "r.yaml", "--limit", "1", environment: ["KEY": "k", "OTHER": "o"])
    #expect(result.status == 0)
    #expect(try texts()[0].hasPrefix("-o-/"))
  }

  @Test(arguments: [20, 60]) func aKilledRunResumes(_ call: Int) throws {
    try recipe(#"[tail, -n, "1", "{}"]"#)
    #expect(try minwal("run", "r.yaml", "--output", "whole").status == 0)
    _ = try minwal(
      "run", "r.yaml", "--checkpoint-interval", "0", environment: TortureTests.fault("kill:\(call)"))
    #expect(try minwal("run", "r.yaml", "--resume", "--restart").status == 0)
    #expect(try folder.read("all.jsonl") == folder.read("whole/all.jsonl"))
  }
}

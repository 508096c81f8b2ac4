import Foundation
import Minwal
import MinwalTestSupport
import Testing

/// The readers of pages and of archives, in runs.
@Suite struct WebInputTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func recipe(_ input: String) throws {
    try folder.write(
      "minwal: 1\nname: r\ninput: { \(input) }\nstages:\n  - export: { format: jsonl, to: all.jsonl }\n", to: "r.yaml")
  }

  private func minwal(_ arguments: String..., environment: [String: String] = [:]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, in: folder.url, environment: environment)
  }

  private func lines(_ path: String = "all.jsonl") throws -> [Substring] {
    try folder.read(path).split(separator: "\n")
  }

  private static func record(_ type: String, _ fields: [String], _ content: String) -> String {
    (["WARC/1.0", "WARC-Type: \(type)"] + fields + ["Content-Length: \(content.utf8.count)"]).joined(separator: "\r\n")
      + "\r\n\r\n" + content + "\r\n\r\n"
  }

  private static func page(_ number: Int, type: String = "text/html", status: Int = 200) -> String {
    record(
      "response", ["WARC-Target-URI: https://sea.example/\(number)"],
      "HTTP/1.1 \(status) OK\r\nContent-Type: \(type)\r\n\r\n<!DOCTYPE html><meta charset=utf-8><p>"
        + String(repeating: "البحر ", count: number % 40) + "\(number)</p>")
  }

  private static func compressed(_ text: String) throws -> ByteBuffer {
    let text = Text(text)
    guard let compressor = Compressor(.gzip) else { throw Decompressor.Damage("no gzip") }
    return try compressor.compress(text.span)
  }

  private static func members(_ records: [String]) throws -> Data {
    var data = Data()
    for record in records {
      let member = try Self.compressed(record)
      data.append(contentsOf: (0..<member.count).map { member[$0] })
    }
    return data
  }

  @Test func aFolderMayMixPagesArchivesAndTexts() throws {
    try folder.write("<!doctype html><p>A", to: "in/a.html")
    try folder.write("<HTML><p>B", to: "in/b")
    try folder.write("A text about <html>.", to: "in/c.txt")
    try folder.write(Self.page(7), to: "in/d")
    try folder.write(try Self.members([Self.page(8)]), to: "in/e.warc.gz")
    try folder.write("filedesc://x.arc 0.0.0.0 20140216050221 text/plain 75\n", to: "in/f.arc")
    try recipe("files: in")
    let result = try minwal("run", "r.yaml")
    #expect(result.status == 3, "\(result.error)")
    let found = try lines().map { line in
      line.split(separator: "\"").dropFirst(2).first { $0.contains(".") || $0.count < 8 }
    }
    #expect(found.count == 5)
    #expect(try lines().map { $0.contains("\"media-type\":\"text/html\"") } == [true, true, false, true, true])
    #expect(result.error.contains("ARC file"), "\(result.error)")
  }

  /// Records that are no documents are counted beside those read: in the summary, in the report, in every shard.
  @Test(arguments: [1, 3]) func recordsPassedOverAreCounted(_ jobs: Int) throws {
    var records: [String] = []
    for number in 0..<400 {
      records += [Self.record("request", [], "GET /\(number) HTTP/1.1\r\n\r\n"), Self.page(number)]
      if number % 4 == 0 { records.append(Self.page(number, status: 404)) }
      if number % 5 == 0 { records.append(Self.page(number, type: "image/png")) }
    }
    records.append(Self.record("metadata", [], "end: true"))
    try folder.write(try Self.members(records), to: "in/a.warc.gz")
    // Nothing but what is passed over.
    try folder.write(Self.record("warcinfo", [], "software: none"), to: "in/b.warc")
    try recipe("warc: in")
    let result = try minwal("run", "r.yaml", "--jobs", "\(jobs)", "--report", "report.json")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("400 read = 400 exported"), "\(result.error)")
    #expect(result.error.contains("passed over: 582 records that are not read: request 400,"), "\(result.error)")
    #expect(
      try folder.read("report.json").contains(
        #""passed-over":{"media-type":80,"metadata":1,"request":400,"status":100,"warcinfo":1}"#))
    #expect(try lines().count == 400)
    let isolated = try minwal("run", "r.yaml", "--isolate", "--output", "isolated", "--report", "isolated.json")
    #expect(isolated.error.contains("passed over: 582 records"), "\(isolated.error)")
    #expect(try lines("isolated/all.jsonl") == lines())
  }

  @Test(.timeLimit(.minutes(60)), arguments: [9, 18, 30, 44], [true, false])
  func aKilledRunResumesAtAMember(_ call: Int, _ isCompressed: Bool) throws {
    var records: [String] = []
    for number in 0..<3_000 {
      if number % 3 == 0 { records.append(Self.record("request", [], "GET /\(number) HTTP/1.1\r\n\r\n")) }
      records.append(Self.page(number))
    }
    for number in 0..<500 { records.append(Self.record("metadata", [], "\(number)")) }
    if isCompressed {
      try folder.write(try Self.members(records), to: "in/a.warc.gz")
    } else {
      try folder.write(records.joined(), to: "in/a.warc")
    }
    try recipe("warc: in")
    #expect(try minwal("run", "r.yaml", "--output", "whole").status == 0)
    _ = try minwal("run", "r.yaml", "--checkpoint-interval", "0", environment: TortureTests.fault("kill:\(call)"))
    let result = try minwal("run", "r.yaml", "--resume", "--restart")
    #expect(result.status == 0, "\(result.error)")
    #expect(
      result.error.contains("passed over: 1,500 records that are not read: request 1,000, metadata 500"),
      "\(result.error)")
    #expect(try folder.read("all.jsonl") == folder.read("whole/all.jsonl"))
    #expect(try lines().count == 3_000)
  }

  /// What is damaged costs what cannot be read of it; the rest of the run goes on.
  @Test(arguments: ["cut off", "damaged gzip"]) func damagedArchivesAreErrors(_ problem: String) throws {
    let whole = try Self.members((0..<200).map { Self.page($0) })
    try folder.write(problem == "cut off" ? whole.dropLast(40) : Self.damaged(whole), to: "in/a.warc.gz")
    try folder.write(Self.page(1), to: "in/b.warc")
    try recipe("warc: in")
    let result = try minwal("run", "r.yaml")
    #expect(result.status == 3, "\(result.error)")
    #expect(result.error.contains("a.warc.gz") && result.error.contains(problem), "\(result.error)")
    #expect(try lines().last?.contains("b.warc@0") == true)
    #expect(try lines().count > 90)
  }

  private static func damaged(_ bytes: Data) -> Data {
    var bytes = bytes
    for index in 0..<60 { bytes[bytes.count - bytes.count / 4 + index] ^= 0x5A }
    return bytes
  }

  @Test func theMistakeIsSaidWithItsPlace() throws {
    let good = Self.page(1)
    try folder.write(good + Self.page(2).replacing("2</p>", with: "2</p><p>More.</p>"), to: "in/a.warc")
    try recipe("warc: in")
    let result = try minwal("run", "r.yaml")
    #expect(result.status == 3, "\(result.error)")
    #expect(result.error.contains("a.warc@\(good.utf8.count)"), "\(result.error)")
    #expect(
      result.error.contains("is wrong") && result.error.contains("minwal explain malformed-warc"), "\(result.error)")
    #expect(try minwal("explain", "malformed-warc").status == 0)
  }

  /// An archive is one by its first bytes, whatever is in its records: a picture first, or bodies that are compressed.
  @Test(arguments: [false, true]) func binaryRecordsAreNoReasonToRefuseAnArchive(_ isCompressed: Bool) throws {
    let noise = String((0..<3000).map { Character(Unicode.Scalar(UInt8($0 * 7 % 128))) })
    let picture = Self.record(
      "response", ["WARC-Target-URI: https://sea.example/logo.png"],
      "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + noise)
    let records = [picture, Self.page(1), Self.page(2)]
    let data = isCompressed ? try Self.members(records) : Data(records.joined().utf8)
    try folder.write(data, to: isCompressed ? "a.warc.gz" : "a.warc")
    try recipe("warc: 'a.warc*'")
    let result = try minwal("run", "r.yaml")
    #expect(result.status == 0, "\(result.error)")
    #expect(try lines().count == 2)
    #expect(result.error.contains("not read: media-type 1"), "\(result.error)")
  }

  @Test(arguments: ["revisit", "media-type"]) func reasonsOfReadersAreExplained(_ reason: String) throws {
    let result = try minwal("explain", reason)
    #expect(result.status == 0 && result.output.contains("a reason of the reader 'warc'"), "\(result.error)")
  }

  /// Pages say their language, so that one of the texts beside them is not written down for all.
  @Test func aNewRecipeLeavesTheLanguageToPages() throws {
    try folder.write("<!DOCTYPE html><html lang=ar><p>البحر هادئ هذا الصباح", to: "in/a.html")
    try folder.write("The library opened again on Monday, and everybody was there to see it.", to: "in/b.txt")
    let result = try minwal("new", "recipe", "in", "--output", "-")
    #expect(result.status == 0 && !result.output.contains("\nlanguage:"), "\(result.output)")
  }

  /// What is wrong with a response costs that record alone, with its own reason.
  @Test func hostileResponsesFailAlone() throws {
    func response(_ header: String, _ body: String = "<!DOCTYPE html><p>The sea is calm.") -> String {
      Self.record("response", ["WARC-Target-URI: https://sea.example/a"], header + "\r\n\r\n" + body)
    }
    let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    let records = [
      response(html + (0..<4000).map { "X-\($0): \(String(repeating: "x", count: 30))" }.joined(separator: "\r\n")),
      response(html + "Content-Encoding: " + String(repeating: "gzip, ", count: 40) + "gzip"),
      response("HTTP/1.1 2000 OK\r\nContent-Type: text/html"), Self.page(7),
      response(html + "X: y", "<!DOCTYPE html><p>" + String(repeating: "\0", count: 4000)),
    ]
    try folder.write(Data(records.joined().utf8), to: "a.warc")
    try recipe("warc: a.warc")
    let result = try minwal("run", "r.yaml")
    #expect(result.status == 3, "\(result.error)")
    #expect(result.error.contains("not read: status 1"), "\(result.error)")
    #expect(!result.error.contains("which no reader is for"), "\(result.error)")
    let errors = try folder.files().filter { $0.hasSuffix("error.json") }.map(folder.read).joined()
    #expect(errors.contains("does not end within 64 KiB") && errors.contains("compressed 41 times over"), "\(errors)")
    #expect(try lines().contains { $0.contains("/7\"") })
  }
}

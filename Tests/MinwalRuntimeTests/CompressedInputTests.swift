import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRuntime

/// Files of records, compressed and damaged, read from their start and from wherever a run may resume.
@Suite struct CompressedInputTests {
  /// JSON Lines of different lengths.
  private static func records(_ count: Int) -> String {
    (0..<count).map { "{\"text\":\"سطر \($0) \(String(repeating: "x", count: $0 % 300))\"}\n" }.joined()
  }

  private static func members(_ text: String, _ size: Int) -> [UInt8] {
    let bytes = Array(text.utf8)
    return stride(from: 0, to: bytes.count, by: size).flatMap {
      TestInput.gzip(Array(bytes[$0..<min($0 + size, bytes.count)]))
    }
  }

  private func rests(
    _ bytes: [UInt8], _ name: String, _ reader: String, _ option: ConfigNode.Entry? = nil
  ) throws -> [SeenDocument] {
    let folder = try TemporaryFolder()
    try folder.write(Data(bytes), to: "in/\(name)")
    try folder.write("{\"text\":\"the last\"}\n", to: "in/z.jsonl")
    let named = ConfigNode(
      .mapping([.init(reader, ConfigNode(.string("in/\(name)")))] + (option.map { [$0] } ?? [])))
    let recipe = try TestInput.recipe([named, ["files": "in/z.jsonl"]], folder: folder.url.path)
    let items = InputItem.items(of: recipe)
    let all = try TestInput.batches(items, recipe)
    #expect(all.count > 2)
    for (index, batch) in all.enumerated() {
      let rest = try TestInput.batches(items, recipe, from: batch.end)
      #expect(rest.flatMap(\.documents) == all[(index + 1)...].flatMap(\.documents), "after batch \(index)")
      #expect((rest.last?.end ?? batch.end).documents == all.last?.end.documents)
    }
    return all.flatMap(\.documents)
  }

  @Test(arguments: ["plain", "gzip", "members", "UTF-16", "UTF-16 said", "json", "csv", "csv members", "sep"])
  func resumesAnywhere(_ kind: String) throws {
    let lines = Self.records(4_000)
    let table = "id,text\n" + (0..<20_000).map { "\($0),\"a\nس \"\"\($0)\"\"\"\n" }.joined()
    let found =
      switch kind {
      case "plain": try rests(Array(lines.utf8), "in", "jsonl")
      case "gzip": try rests(TestInput.gzip(Array(lines.utf8)), "in", "jsonl")
      case "members": try rests(Self.members(lines, 30_001), "in", "jsonl")
      case "UTF-16":
        try rests([0xFE, 0xFF] + lines.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, "in", "jsonl")
      case "UTF-16 said":
        try rests(
          lines.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, "in", "jsonl", .init("encoding", "utf-16le"))
      case "json": try rests(Array("[\(lines.dropLast().replacing("\n", with: ",\n"))]".utf8), "in", "json")
      case "csv": try rests(Array(table.utf8), "in", "csv")
      case "csv members": try rests(Self.members(table, 30_001), "in", "csv")
      default: try rests(Array(("sep=;\n" + table.replacing(",", with: ";")).utf8), "in", "csv")
      }
    let texts =
      kind.contains("csv") || kind == "sep"
      ? (0..<20_000).map { "a\nس \"\($0)\"" }
      : (0..<4_000).map { "سطر \($0) \(String(repeating: "x", count: $0 % 300))" }
    #expect(found.dropLast().map(\.text) == texts)
    #expect(found.allSatisfy { $0.error == nil } && Set(found.map(\.id)).count == found.count)
  }

  /// The ids of records in a file of one member are those of the plain file.
  @Test func compressionChangesNoIds() throws {
    let bytes = Array(Self.records(50).utf8)
    let plain = try TestInput.documents(bytes, as: "in", ["jsonl": "in"])
    #expect(plain.count == 50)
    #expect(try TestInput.documents(TestInput.gzip(bytes), as: "in", ["jsonl": "in"]).map(\.id) == plain.map(\.id))
  }

  /// What lies before the damage is read, and one failed document says where it is.
  @Test(arguments: [20, 3_000], ["jsonl", "json", "csv"]) func whatLiesBeforeDamageIsRead(
    _ count: Int, _ reader: String
  ) throws {
    let lines = (0..<count).map { "{\"text\":\"سطر \($0) \(String(repeating: "x", count: 200))\"}" }
    let text =
      switch reader {
      case "jsonl": lines.joined(separator: "\n")
      case "json": "[" + lines.joined(separator: ",\n") + "]"
      default: "n,text\n" + (0..<count).map { "\($0),سطر \($0) \(String(repeating: "x", count: 200))\n" }.joined()
      }
    let whole = TestInput.gzip(Array(text.utf8))
    let name = ConfigNode(.mapping([.init(reader, "in.gz")]))
    let all = try TestInput.documents(whole, as: "in.gz", name)
    #expect(all.count == count)
    let cut = try TestInput.documents(Array(whole[..<(whole.count / 2)]), as: "in.gz", name)
    #expect(cut.count > count / 3 && cut.count < count)
    #expect(cut.dropLast().map { [$0.id, $0.text] } == all.prefix(cut.count - 1).map { [$0.id, $0.text] })
    #expect(cut.last?.error?.code == "damaged-file")
    #expect(cut.last?.error?.message.contains("(byte \(whole.count / 2) of") == true)
    // A wrong check sum is noticed at the end.
    var wrong = whole
    wrong[whole.count - 7] ^= 1
    let checked = try TestInput.documents(wrong, as: "in.gz", name)
    #expect(checked.last?.error?.code == "damaged-file")
    #expect(checked.dropLast().count >= count - 1)
    let message = try #require(checked.last?.error?.message)
    #expect(
      message.contains("(byte \(whole.count) of") || message.contains("(byte \(whole.count - 4) of"), "\(message)")
    #expect(message.contains("the \(checked.count - 1) records of this member that were read before may be damaged"))
  }

  /// The records that a check makes doubtful are those of its member, also where a run resumed in the midst of it.
  @Test(arguments: [10, 400]) func doubtIsOfOneMember(_ count: Int) throws {
    let lines = (0..<count).map { "{\"text\":\"line \($0) \(String(repeating: "y", count: 700))\"}\n" }
    let first = TestInput.gzip(Array(lines[..<(count / 5)].joined().utf8))
    var second = TestInput.gzip(Array(lines[(count / 5)...].joined().utf8))
    second[second.count - 6] ^= 8
    let folder = try TemporaryFolder()
    try folder.write(Data(first + second), to: "in.gz")
    let recipe = try TestInput.recipe(["jsonl": "in.gz"], folder: folder.url.path)
    let items = InputItem.items(of: recipe)
    let all = try TestInput.batches(items, recipe)
    let failed = try #require(all.last?.documents.last?.error)
    #expect(
      failed.message.contains("in the member that begins at byte \(first.count)); the \(count - count / 5) records of"),
      "\(failed.message)")
    for batch in all.dropLast() {
      let rest = try TestInput.batches(items, recipe, from: batch.end)
      #expect(rest.last?.documents.last?.error == failed)
    }
  }

  /// Damage that comes before a member's first record makes no record doubtful.
  @Test func damageAtAMembersStartDoubtsNothing() throws {
    var whole = TestInput.gzip(Array("{\"text\":\"one\"}\n".utf8))
    whole += [0x1F, 0x8B, 0x08, 0xFF, 0xFF, 0, 0, 0, 0, 0, 1, 2, 3]
    let found = try TestInput.documents(whole, as: "in.gz", ["jsonl": "in.gz"])
    #expect(found.map(\.error?.code) == [nil, "damaged-file"])
    #expect(found.last?.error?.message.contains("no record of it was read") == true)
  }

  @Test func aRunThatResumesBehindDamageDoesNotMeetItAgain() throws {
    let whole = Self.members(Self.records(4_000), 30_001)
    let found = try rests(Array(whole[..<(whole.count - 40_000)]), "in", "jsonl")
    #expect(found.count { $0.error?.code == "damaged-file" } == 1)
    #expect(found.last?.text == "the last")
  }

  /// Nor does one that resumes at the end of an array that is closed, or cut off.
  @Test(arguments: ["", "]", " ]\n", ",", ", "]) func anArraysEndIsSeenOnce(_ end: String) throws {
    let text = "[" + Self.records(4_000).dropLast().replacing("\n", with: ",\n") + end
    let found = try rests(Array(text.utf8), "in", "json")
    #expect(found.count { $0.error?.code == "malformed-record" } == (end.contains("]") ? 0 : 1))
    #expect(found.count { $0.error == nil } == 4_001)
  }

  @Test func aTextThatIsDamagedIsOneFailedDocument() throws {
    let whole = TestInput.gzip(Array("a text".utf8))
    #expect(try TestInput.documents(whole, as: "a.txt.gz", ["text": "a.txt.gz"]).map(\.text) == ["a text"])
    let cut = try TestInput.documents(Array(whole.dropLast(9)), as: "a.txt.gz", ["text": "a.txt.gz"])
    #expect(cut.map(\.error?.code) == ["damaged-file"])
  }
}

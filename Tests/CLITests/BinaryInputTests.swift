import Foundation
import MinwalTestSupport
import Testing

/// What is no text is told by its first bytes, whatever the recipe says that it is.
@Suite struct BinaryInputTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    arguments: ["text", "lines", "jsonl", "json", "csv", "tsv"],
    ["", "utf-16", "utf-16be", "utf-32le", "windows-1256", "cp037"])
  func zerosAreNoText(_ reader: String, _ encoding: String) throws {
    try folder.write(Data(count: 300_000), to: "in")
    let option = encoding.isEmpty ? "" : ", encoding: \(encoding)"
    try folder.write(
      "minwal: 1\nname: r\ninput: { \(reader): in\(option) }\nstages:\n  - export: { format: jsonl, to: x.jsonl }\n",
      to: "r.yaml")
    let result = try BuiltCommand.run(["run", "r.yaml"], in: folder.url)
    #expect(result.status == (reader == "text" ? 3 : 66), "\(result)")
    #expect(result.error.contains("it is not text: 4096 of its first 4096 bytes"), "\(result.error)")
    #expect(try !folder.has("x.jsonl") || folder.read("x.jsonl").isEmpty)
  }

  /// Text in the same encodings is text.
  @Test(arguments: ["utf-16le", "utf-32be", "windows-1256"]) func textIsText(_ encoding: String) throws {
    let text = String(repeating: "سطر من النص\n", count: 40)
    let named: [String: String.Encoding] = [
      "utf-16le": .utf16LittleEndian, "utf-32be": .utf32BigEndian, "windows-1256": .init(rawValue: 0x8000_0506),
    ]
    let data = try #require(text.data(using: named[encoding] ?? .utf8) ?? Self.windows1256(text))
    try folder.write(data, to: "in")
    try folder.write(
      "minwal: 1\nname: r\ninput: { text: in, encoding: \(encoding) }\nstages:\n  - export: { format: text, to: x.txt }\n",
      to: "r.yaml")
    let result = try BuiltCommand.run(["run", "r.yaml"], in: folder.url)
    #expect(result.status == 0, "\(result)")
    #expect(try folder.read("x.txt").hasPrefix("سطر من النص\n"))
  }

  /// The letters of the text above, for a Foundation that does not know the encoding.
  private static func windows1256(_ text: String) -> Data? {
    let bytes: [Unicode.Scalar: UInt8] = [
      "س": 0xD3, "ط": 0xD8, "ر": 0xD1, "م": 0xE3, "ن": 0xE4, "ا": 0xC7, "ل": 0xE1, "ص": 0xD5, " ": 0x20, "\n": 0x0A,
    ]
    return Data(text.unicodeScalars.compactMap { bytes[$0] })
  }
}

import Minwal
import MinwalTestSupport
import Testing

@Suite struct QuantityTests {
  struct Options: StageOptions {
    @Option("How long.", in: TimeSpan(milliseconds: 100)...TimeSpan.seconds(3600)) var time: TimeSpan? = nil
    @Option("How much.") var size = ByteCount(0)
    init() {}
  }

  private func decode(_ options: [ConfigNode.Entry]) -> (Options?, [Diagnostic]) {
    let scope = OptionScope(folder: ".")
    return (Options.decode(options, in: scope), scope.diagnostics)
  }

  @Test(arguments: [
    ("100 ms", 100), ("1500ms", 1500), ("30 s", 30_000), ("0.5 s", 500), ("1.5 min", 90_000), ("1 h", 3_600_000),
  ])
  func readsTimes(_ text: String, _ milliseconds: Int) {
    let (options, problems) = decode(.options(["time": ConfigNode(.string(text))]))
    #expect(options?.time?.milliseconds == milliseconds)
    #expect(problems.isEmpty)
  }

  @Test(arguments: [
    ("7 B", 7), ("1 KB", 1000), ("1KiB", 1024), ("500 MB", 500_000_000), ("2 GiB", 2 << 30), ("0.5 GB", 500_000_000),
    ("1 TB", 1_000_000_000_000), ("99999999999999999 TiB", 1 << 62),
  ])
  func readsSizes(_ text: String, _ bytes: Int) {
    #expect(decode(.options(["size": ConfigNode(.string(text))])).0?.size.bytes == bytes)
  }

  @Test(arguments: [
    ("30 sec", "did you mean '30 s'?"), ("5 minutes", "did you mean '5 min'?"), ("2 H", "did you mean '2 h'?"),
    ("3 m", "did you mean '3 min'?"), ("30", "expected one of: ms, s, min, h"),
  ])
  func suggestsUnits(_ text: String, _ note: String) {
    let (options, problems) = decode(.options(["time": ConfigNode(.string(text))]))
    #expect(options == nil)
    #expect(problems.map(\.code) == [.unknownChoice])
    #expect(problems.first?.notes.map(\.message).contains(note) == true, "\(problems)")
  }

  @Test(arguments: [("2 gb", "did you mean '2 GB'?"), ("500 m", "did you mean '500 MB'?"), ("1 gig", "")])
  func suggestsUnitsOfSizes(_ text: String, _ note: String) {
    let (_, problems) = decode(.options(["size": ConfigNode(.string(text))]))
    #expect(problems.map(\.code) == [.unknownChoice])
    #expect(note.isEmpty || problems.first?.notes.map(\.message).contains(note) == true, "\(problems)")
  }

  @Test(arguments: [
    ConfigNode(.int(30)), ConfigNode(.double(1.5)), ConfigNode(.string("soon")), ConfigNode(.string("-3 s")),
    ConfigNode(.string("")), ConfigNode(.string("1.2.3 s")), ConfigNode(.string(".5 s")), ConfigNode(.bool(true)),
    ConfigNode(.sequence([])), ConfigNode(.string("١ s")),
  ])
  func rejectsWhatIsNoTime(_ node: ConfigNode) {
    let (options, problems) = decode([ConfigNode.Entry("time", node)])
    #expect(options == nil)
    #expect(problems.map(\.code) == [.wrongType], "\(problems)")
  }

  @Test func aBareNumberIsToldItsUnit() {
    #expect(decode(.options(["time": 30])).1.first?.notes == ["did you mean '30 s'?"])
    #expect(decode(.options(["size": 2])).1.first?.notes == ["did you mean '2 MB'?"])
  }

  @Test(arguments: ["50 ms", "2 h", "0 s"]) func keepsRanges(_ text: String) {
    let (_, problems) = decode(.options(["time": ConfigNode(.string(text))]))
    #expect(problems.map(\.code) == [.outOfRange])
    #expect(problems.first?.notes == ["expected 100 ms to 1 h"])
  }

  @Test(arguments: [(1_500, "1500 ms"), (90_000, "90 s"), (120_000, "2 min"), (0, "0 ms"), (7_200_000, "2 h")])
  func isWrittenInItsLargestUnit(_ milliseconds: Int, _ text: String) {
    #expect(TimeSpan(milliseconds: milliseconds).optionDescription == text)
  }

  @Test(arguments: [(2_000_000_000, "2 GB"), (2 << 30, "2 GiB"), (1_234_567, "1234567 B"), (0, "0 B")])
  func sizesAreWrittenInTheirLargestUnit(_ bytes: Int, _ text: String) {
    #expect(ByteCount(bytes).optionDescription == text)
  }
}

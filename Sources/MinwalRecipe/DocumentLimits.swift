public import Minwal

/// What `limits:` of a recipe takes: how much a document may cost.
public struct DocumentLimits: StageOptions {
  @Option(
    "How long a document may be in hand, from being read to the last stage.",
    in: TimeSpan(milliseconds: 100)...TimeSpan.seconds(86_400))
  public var timeout: TimeSpan? = nil
  @Option(
    "How much memory the process may have that the document is in: resident and swapped out, with what the stages "
      + "themselves need.", in: ByteCount(64_000_000)...ByteCount(16_000_000_000_000))
  public var memory: ByteCount? = nil

  public init() {}

  public func validate(_ problems: inout OptionProblems) {
    if timeout == nil && memory == nil {
      problems.warning("timeout", "'limits' names no limit", notes: ["expected 'timeout' or 'memory'"])
    }
  }
}

public import Minwal

/// Drops documents whose text another had before: a surveying stage, which sees the whole corpus before its first
/// document.
public struct DropRepeats: SurveyingStage {
  public struct Options: StageOptions {
    @Option("Texts that are shorter may repeat.", unit: "bytes", in: 0...1_000_000) public var minBytes = 40

    public init() {}
  }

  /// The first document of each text, by a hash of the text.
  public struct Survey: StageSurvey {
    var first: [UInt64: Int] = [:]

    public init() {}

    public mutating func merge(_ other: Survey) { first.merge(other.first) { min($0, $1) } }

    public var byteCount: Int { first.count * 32 }

    public init(from reader: inout BinaryReader) throws { first = try reader.read() }

    public func encode(into writer: inout BinaryWriter) { writer.write(first) }
  }

  static let repeated = Reason("repeat", "An earlier document has the same text.")

  public static let spec = StageSpec(
    "drop-repeats", "Drops documents whose text another had before.",
    discussion: """
      The input is read once more than otherwise. Texts are told apart by a hash of 64 bits: among a billion documents, \
      the chance that two different ones are taken for one is 3 in 100.
      """,
    reasons: [repeated])

  private let options: Options
  private var first: [UInt64: Int] = [:]

  public init(_ options: Options, _ context: StageContext) { self.options = options }

  public var wantsSurvey: Bool { true }

  public mutating func observe(_ document: Document, into survey: inout Survey) {
    let hash = StableHash.hash(document.text.span)
    survey.first[hash] = min(survey.first[hash] ?? document.index, document.index)
  }

  public mutating func adopt(_ survey: Survey) { first = survey.first }

  public mutating func process(_ document: inout Document) -> Verdict {
    guard document.text.count >= options.minBytes else { return .keep }
    let index = first[StableHash.hash(document.text.span)] ?? document.index
    return index < document.index ? .drop(Self.repeated) : .keep
  }
}

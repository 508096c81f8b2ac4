/// How to run a recipe, as far as the recipe does not say.
public struct RunSettings: Sendable {
  /// How many batches are worked on at once. What comes out is the same for any number.
  public var jobs: Int
  /// How many documents to read at most.
  public var limit: Int?
  /// What to read instead of the recipe's input.
  public var input: [InputItem]?
  /// The folder that all output goes below; `nil` for the recipe's own.
  public var outputRoot: String?
  /// Whether the one exporter's records go to standard output, wherever the recipe wants them.
  public var usesStandardOutput: Bool
  /// Whether the stages run in child processes, also where the recipe has no limits.
  public var isolates: Bool

  /// Creates settings.
  public init(
    jobs: Int, limit: Int? = nil, input: [InputItem]? = nil, outputRoot: String? = nil, usesStandardOutput: Bool = false,
    isolates: Bool = false
  ) {
    self.jobs = jobs
    self.limit = limit
    self.input = input
    self.outputRoot = outputRoot
    self.usesStandardOutput = usesStandardOutput
    self.isolates = isolates
  }
}

/// How a run ended.
public struct RunOutcome: Sendable {
  public enum Ending: Sendable {
    /// All input was read and all output is in its place.
    case finished
    /// A signal ended it; what was begun was finished.
    case interrupted
    /// A document failed, and the recipe says `on-error: stop`.
    case stopped(String)
    /// Reading or writing failed.
    case failed(String)
    /// Whoever read standard output has closed it.
    case outputClosed
    /// There was nothing to read.
    case missingInput(String)
    /// The books do not balance: a bug in Minwal. No output appeared.
    case unbalanced(String)
    /// What was asked for cannot be done.
    case refused(String)
  }

  public var ending: Ending
  public var ledger = Ledger()
  /// One for each stage of the recipe.
  public var stages: [StageStatistics] = []
  public var seconds = 0.0
  /// Where the output is.
  public var outputs: [String] = []
  /// Output that did not become whole.
  public var partial: [String] = []
  public var quarantineFolder = ""
  /// Inputs in which there was no file.
  public var emptyInputs: [String] = []
}

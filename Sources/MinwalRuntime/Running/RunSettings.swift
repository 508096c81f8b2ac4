public import Minwal

/// How to run a recipe, as far as the recipe does not say.
public struct RunSettings: Sendable {
  /// How many batches are worked on at once. What comes out is the same for any number.
  public var jobs: Int
  /// How many documents to read at most.
  public var limit: Int?
  /// How many documents of the whole input to read, chosen by a hash of where each stands; `nil` for all.
  public var sample: Int?
  /// What to read instead of the recipe's input.
  public var input: [InputItem]?
  /// The folder that all output goes below; `nil` for the recipe's own.
  public var outputRoot: String?
  /// Whether the one exporter's records go to standard output, wherever the recipe wants them. Nothing is written then:
  /// documents that fail are not kept.
  public var usesStandardOutput: Bool
  /// Whether the stages run in child processes, also where the recipe has no limits.
  public var isolates: Bool
  /// What to do about an earlier run of the recipe in the same folder.
  public var beginning: Beginning
  /// Whether a run in which nothing is exported may take the place of earlier output.
  public var replacesWithNothing: Bool
  /// Seconds between two moments at which progress is made durable, at least; 0 for after every batch.
  public var checkpointInterval: Double
  /// What cancels the run, and when its time is over.
  public var token: RunToken

  /// What to do about an earlier run of the recipe in the same folder.
  public enum Beginning: Sendable {
    /// Start over.
    case startOver
    /// Start over, and refuse if there is an unfinished run whose work would be lost.
    case startOverUnlessUnfinished
    /// Resume it; begin if there is none, and refuse if it was another recipe, or had another input.
    case resume
    /// Resume it if that is possible, and start over if not.
    case resumeOrStartOver
  }

  /// Creates settings.
  public init(
    jobs: Int, limit: Int? = nil, sample: Int? = nil, input: [InputItem]? = nil, outputRoot: String? = nil,
    usesStandardOutput: Bool = false, isolates: Bool = false, beginning: Beginning = .startOver,
    checkpointInterval: Double = 1, replacesWithNothing: Bool = false, token: RunToken = RunToken()
  ) {
    self.jobs = jobs
    self.limit = limit
    self.sample = sample
    self.input = input
    self.outputRoot = outputRoot
    self.usesStandardOutput = usesStandardOutput
    self.isolates = isolates
    self.beginning = beginning
    self.checkpointInterval = checkpointInterval
    self.replacesWithNothing = replacesWithNothing
    self.token = token
  }
}

/// How a run ended.
public struct RunOutcome: Sendable {
  public enum Ending: Sendable {
    /// All input was read and all output is in its place.
    case finished
    /// It was cancelled, or its time was over; what was begun was finished.
    case interrupted
    /// A document failed, and the recipe says `on-error: stop`.
    case stopped(String)
    /// Reading or writing failed.
    case failed(String)
    /// The reader of an output that is a pipe has closed it; which one that is.
    case outputClosed(String)
    /// There was nothing to read.
    case missingInput(String)
    /// What there is to read cannot be read as it is to be: the kind of error, and what is wrong.
    case unreadableInput(StageError.Code, String)
    /// The document counts do not add up: a bug in Minwal. No output appeared.
    case unbalanced(String)
    /// What was asked for cannot be done.
    case refused(String)
    /// All input was read and nothing was exported, so that earlier output stays in its place.
    case exportedNothing(String)
  }

  public var ending: Ending

  /// The document counts, with those of the run that this one resumed.
  public var counts = DocumentCounts()
  /// How many documents, and bytes, an earlier run had done; `nil` if this one started over.
  public var resumed: (documents: Int, bytes: Int)?
  /// How many documents of the quarantine were tried again; `nil` if this was no retry.
  public var retried: Int?
  /// The shard of a plan that this was; `nil` if it was a whole run.
  public var shard: Int?
  /// How many documents an unfinished run had done whose work this one has started over.
  public var discarded: Int?
  /// Whether another run has what this one would write, so that it did not begin.
  public var isLocked = false
  /// Whether another run can resume what this one has done.
  public var canBeResumed = false
  /// One for each stage of the recipe.
  public var stages: [StageStatistics] = []
  /// What documents failed of.
  public var failures = FailureTally()
  /// The slowest and the largest documents.
  public var notable = NotableDocuments()
  /// Why the output may not fit on its volume, in words; `nil` if it seems to.
  public var lackOfRoom: String?
  /// Ids that more than one document has.
  public var repeatedIDs = RepeatedIDs()
  public var seconds = 0.0
  /// Where the output is.
  public var outputs: [String] = []
  /// The files that each output has written; empty if none did.
  public var files: [WrittenFiles] = []
  /// How many documents have records in each output, and how many records those are.
  public var records: [(documents: Int, records: Int)] = []
  /// Output that did not become whole.
  public var partial: [String] = []
  /// Where documents are that failed; empty if they are not kept.
  public var quarantineFolder = ""
  /// Inputs in which there was no file.
  public var emptyInputs: [String] = []
  /// Links that were passed over, since they lead out of the input.
  public var strayLinks = PassedOverPaths()
  /// Pipes, sockets and devices in folders of the input that were passed over.
  public var specialFiles = PassedOverPaths()
  /// The first few files of the input that were changed while they were read.
  public var changedInputs: [String] = []

  /// Creates the outcome of a run that did nothing.
  public init(ending: Ending) { self.ending = ending }
}

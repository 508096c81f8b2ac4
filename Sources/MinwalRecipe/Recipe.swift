public import Minwal

/// A recipe that was checked: everything it names exists, and its stages fit together.
public struct Recipe: Sendable {
  /// One step of the chain.
  public struct Step: Sendable {
    /// The stage's name.
    public var name: String
    public var range: SourceRange?
    /// The stage or exporter, to be copied for each worker.
    public var made: StageType.Instance
    /// Every option with its value, given or default.
    public var options: [(name: String, value: String)]
    /// Which documents it is for; `nil` for all.
    public var condition: Condition?
    /// What becomes of a document that it fails on.
    public var onError = StageFailure.quarantine

    /// What a person is shown: the name, and the program of a stage that runs one. Keys are names alone.
    public var title: String { made.label.map { "\(name) (\($0))" } ?? name }
  }

  /// What becomes of a document that one stage fails on.
  public enum StageFailure: String, OptionChoice {
    case quarantine
    case goOn = "continue"

    public var help: String {
      switch self {
      case .quarantine: "What the recipe's own 'on-error' says."
      case .goOn:
        "It continues as it was before the stage, without what the stage would have made; the failure is counted."
      }
    }
  }

  /// What happens when a stage fails on a document.
  public enum OnError: String, OptionChoice {
    case quarantine
    case stop

    public var help: String {
      switch self {
      case .quarantine: "The document is put into the quarantine folder with its error, and the run continues."
      case .stop: "The run ends."
      }
    }
  }

  /// The file, as the person named it.
  public var file: String
  /// The folder that relative inputs and outputs start from.
  public var folder: String
  public var name: String
  public var about: String
  /// The language of all its documents, if it says so.
  public var language: Language?
  /// The sources that it reads; `nil` if the recipe leaves that to anyone who runs it.
  public var input: [InputSource]?
  /// The readers without options, for a recipe that has no input.
  var defaultReaders: ReaderSet
  /// The readers of each source, in order. What the command line names is read by those of the first.
  public var readers: [ReaderSet] { input?.map(\.readers) ?? [defaultReaders] }
  public var steps: [Step]
  public var onError: OnError
  /// Where documents go that are dropped; `nil` for nowhere.
  public var dropped: OutputPath?
  /// What a document may cost; `nil` if the recipe does not say. The stages then run in processes of their own.
  public var limits: DocumentLimits?
  /// A hash of all that decides what comes out: stages, options, and the contents of the files they name.
  /// Limits do not count: they decide what fails, not what comes out.
  public var fingerprint: String
  /// What its stages say while they work.
  package var log = StageLog()
  /// Its tests, and those of the file `NAME.test.yaml` beside it where that was read.
  public var tests: [RecipeTest] = []
  /// The file's content.
  package var text = Text()
  /// Files that it names and that a plan carries, by path.
  package var carriedFiles: [String: ByteBuffer] = [:]
  /// What the command line has set in it.
  package var overrides: [String] = []
  /// The files besides the recipe that were read: those that it uses, word lists, glossaries.
  public var filesRead: [String] = []
}

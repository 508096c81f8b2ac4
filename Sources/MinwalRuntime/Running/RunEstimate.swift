import Minwal
import MinwalRecipe

/// What a run over the whole input would take, estimated from the starts of some files and from the first documents.
public struct RunEstimate: Sendable {
  /// How many documents there are.
  public var documents: Int
  /// How many seconds their way through the stages takes; `nil` where that was not tried, since it asks programs or servers,
  /// or begins with a survey.
  public var seconds: Double?
}

/// How many documents there are in a byte of a kind of files, by the starts of some of them.
struct DocumentDensity {
  /// How many files of a kind are looked into.
  private static let mostFiles = 5
  /// How many bytes of each are.
  private static let head = 256 << 10

  private var files = 0
  private var bytes = 0
  private var documents = 0
  /// Whether the files are not read from front to back, so that a start of one says nothing.
  private(set) var isUnknown = false

  /// Looks into a file, unless enough were looked into.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - framing: How its reader cuts it.
  mutating func look(into path: String, _ framing: Framing) {
    switch framing {
    case .whole, .path: return
    case .rows:
      isUnknown = true
      return
    case .lines, .records: break
    }
    guard files < Self.mostFiles, let head = ByteSource.head(of: path, size: Self.head) else { return }
    files += 1
    bytes += head.taken
    var records = BufferedRecords(head.bytes, framing, isWhole: head.isWhole)
    // What is wrong with it the run will say.
    while (try? records.next()) != nil { documents += 1 }
  }

  /// About how many documents there are.
  ///
  /// - Parameter size: How many bytes all files of the kind have.
  /// - Returns: That number, which is at least how many were found.
  func documents(in size: Int) -> Int {
    bytes == 0 ? 0 : max(documents, Int((Double(documents) * Double(size) / Double(bytes)).rounded()))
  }
}

extension Runner {
  /// The time that is spent on finding out how fast the stages are, in seconds.
  private static let trialTime = 0.3

  /// About how many seconds a document takes on its way through the stages; `nil` if that cannot be tried without effects
  /// elsewhere, or without a survey of the whole input.
  func secondsPerDocument() -> Double? {
    guard !recipe.blocks, recipe.limits == nil, !settings.isolates, !recipe.steps.contains(where: \.wantsSurvey),
      !items.contains(where: { $0.isStandardInput || $0.isPipe })
    else { return nil }
    var source = DocumentSource(items, readers, limit: settings.limit)
    var worker = Worker(recipe)
    var batch = RawBatch()
    var documents = 0
    let start = MonotonicClock.seconds()
    var end = start
    while end - start < Self.trialTime, (try? source.next(into: &batch)) == true {
      documents += worker.run(batch).counts.read
      end = MonotonicClock.seconds()
    }
    return documents == 0 ? nil : (end - start) / Double(documents)
  }
}

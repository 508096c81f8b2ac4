import Minwal

/// Documents of a batch that go through a chain together, since a stage of it takes several at a time.
///
/// A micro-batch moves on from one such stage to the next; the results of its documents are reported in their order. Input and
/// records are kept with each document until it is clear whether it fails.
struct MicroBatch {
  /// A document on its way.
  struct Entry {
    var document = Document()
    let arrival: ReadOutcome
    /// The document's place in the batch.
    let place: Int
    let id: String
    let index: Int
    /// The bytes that it was read from.
    var input = ByteBuffer()
    /// What exporters before the last batch stage made of it.
    var records: [Records]
    var documentProgress = ConditionFilter.DocumentProgress()
    /// What became of it; `nil` while it is on its way.
    var outcome: Chain.Outcome?

    /// Whether it goes through a stage.
    mutating func isAdmitted(at step: Int, _ chain: Chain, _ statistics: inout StageStatistics) -> Bool {
      switch chain.admits(document, at: step, &documentProgress, &statistics, &records) {
      case .enters: return true
      case .skips: return false
      case .isDropped(let reason):
        outcome = .dropped(reason)
        return false
      }
    }
  }

  /// Whether a chain has stages that need micro-batches.
  let isNeeded: Bool
  /// Whether every document goes alone: when there is a limit on the time of each, or one of several is known to end
  /// the process.
  var goesAlone = false
  private let most: BatchLimit
  private var entries: [Entry] = []
  private var bytes = 0
  /// Memory for documents to come.
  private var spare: [Document] = []

  /// Creates an empty micro-batch for a chain.
  init(for chain: Chain) {
    let limits = chain.batchSteps.compactMap(chain.limit(ofBatchStep:))
    isNeeded = !limits.isEmpty
    most = BatchLimit(
      documents: limits.map(\.documents).max() ?? 1, bytes: limits.map(\.bytes).max() ?? 0)
  }

  /// Whether the documents are to be taken on before the next is read.
  var isFull: Bool { goesAlone ? !entries.isEmpty : entries.count >= most.documents || bytes >= most.bytes }

  /// Takes a document through the stages before the first that takes several, and keeps it. In its place is left one to
  /// fill anew.
  mutating func take(
    _ document: inout Document, _ arrival: ReadOutcome, _ input: Span<UInt8>, place: Int,
    _ chain: inout Chain, _ stages: inout [StageStatistics]
  ) {
    var entry = Entry(
      arrival: arrival, place: place, id: document.id, index: document.index,
      records: Array(repeating: Records(), count: chain.outputCount))
    entry.input.append(input)
    if let failure = arrival.failure {
      entry.outcome = .failed(stage: nil, failure)
    } else {
      process(&document, &entry, 0..<(chain.batchSteps.first ?? 0), &chain, &stages)
    }
    var fresh = spare.popLast() ?? Document()
    if document.isTraced { fresh.startTracing() }
    swap(&fresh, &document)
    entry.document = fresh
    bytes += input.count + entry.document.text.count
    entries.append(entry)
  }

  private func process(
    _ document: inout Document, _ entry: inout Entry, _ range: Range<Int>, _ chain: inout Chain,
    _ stages: inout [StageStatistics]
  ) {
    let outcome = chain.process(&document, range, &entry.documentProgress, &stages, &entry.records)
    if outcome.goesOn { return }
    entry.outcome = outcome
  }

  /// Takes the documents up to and through the last stage that takes several, hands them out in order, and starts over.
  ///
  /// - Parameters:
  ///   - chain: The chain.
  ///   - recorder: Where to note which document is in hand.
  ///   - stages: Gets what each stage did.
  ///   - body: Takes each document on; its `outcome` says if it has come to its end already.
  mutating func finish(
    _ chain: inout Chain, _ recorder: FlightRecorder?, _ stages: inout [StageStatistics],
    _ body: (inout Entry, inout Chain, inout [StageStatistics]) -> Void
  ) {
    var entries: [Entry] = []
    swap(&entries, &self.entries)
    bytes = 0
    for (number, step) in chain.batchSteps.enumerated() {
      let live = entries.indices.filter { entries[$0].outcome == nil }
      let admitted = live.filter { index in
        entries[index].isAdmitted(at: step, chain, &stages[step])
      }
      for group in Self.groups(of: admitted, chain.limit(ofBatchStep: step), { entries[$0].document.text.count }) {
        if let first = group.first { recorder?.begin(document: entries[first].place) }
        var documents = group.map { index in
          var document = Document()
          swap(&document, &entries[index].document)
          return document
        }
        var records = group.map { entries[$0].records }
        let (outcomes, spent) = chain.take(&documents, through: step, &stages[step], &records)
        for (place, index) in group.enumerated() {
          swap(&documents[place], &entries[index].document)
          entries[index].records = records[place]
          entries[index].documentProgress.spent += spent
          if outcomes[place].goesOn { continue }
          entries[index].outcome = outcomes[place]
        }
      }
      guard number + 1 < chain.batchSteps.count else { break }
      for index in live where entries[index].outcome == nil {
        recorder?.begin(document: entries[index].place)
        var document = Document()
        swap(&document, &entries[index].document)
        process(&document, &entries[index], (step + 1)..<chain.batchSteps[number + 1], &chain, &stages)
        swap(&document, &entries[index].document)
      }
    }
    for index in entries.indices {
      recorder?.begin(document: entries[index].place)
      body(&entries[index], &chain, &stages)
      spare.append(entries[index].document)
    }
  }

  /// Cuts a list of documents into groups that a stage takes.
  static func groups(of all: [Int], _ limit: BatchLimit?, _ size: (Int) -> Int) -> [[Int]] {
    guard let limit else { return [] }
    var groups: [[Int]] = []
    var bytes = 0
    for index in all {
      let size = size(index)
      if let last = groups.last, last.count < limit.documents, bytes + size <= limit.bytes {
        groups[groups.count - 1].append(index)
        bytes += size
      } else {
        groups.append([index])
        bytes = size
      }
    }
    return groups
  }
}

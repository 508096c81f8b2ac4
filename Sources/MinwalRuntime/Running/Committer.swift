import Minwal

/// Takes the batches' results in the order of the input, writes their records, and keeps the books.
struct Committer: Committing {
  private(set) var ledger = Ledger()
  private(set) var stages: [StageStatistics]
  private(set) var failure: (any Error)?
  /// How many records each output has taken.
  private(set) var written: [Int]
  private var outputs: [any Output]
  private var quarantine: Quarantine

  init(stages: Int, outputs: [any Output], quarantine: Quarantine) {
    self.stages = Array(repeating: StageStatistics(), count: stages)
    self.outputs = outputs
    written = outputs.map { _ in 0 }
    self.quarantine = quarantine
  }

  /// Writes the next batch's result. After a failure nothing more is written.
  mutating func commit(_ result: BatchResult) {
    guard failure == nil else { return }
    do {
      for index in outputs.indices {
        try outputs[index].write(result.records[index])
        written[index] += result.records[index].count
      }
      for document in result.quarantined { try quarantine.add(document) }
    } catch {
      failure = error
      return
    }
    ledger.merge(result.ledger)
    for index in stages.indices { stages[index].merge(result.stages[index]) }
    failure = result.failure
  }

  /// Compares the books with what was seen from outside of the batches that were counted.
  ///
  /// - Parameter handedOut: How many documents the input gave.
  /// - Returns: Why they do not balance; `nil` if they do.
  func imbalance(handedOut: Int) -> String? {
    if ledger.read != handedOut { return "\(handedOut) documents were handed out and \(ledger.read) came back" }
    if !ledger.balances { return "the documents' ends do not add up to those read" }
    if let last = written.last, last < ledger.exported {
      return "\(ledger.exported) documents were exported and \(last) records written"
    }
    return nil
  }

  /// Makes the outputs appear.
  mutating func finish() {
    guard failure == nil else { return }
    do {
      for index in outputs.indices { try outputs[index].finish() }
    } catch {
      failure = error
    }
  }

  /// Ends all outputs that did not appear, and says what there is of them.
  mutating func abandon() -> [String] {
    outputs.indices.compactMap { outputs[$0].abandon() }
  }
}

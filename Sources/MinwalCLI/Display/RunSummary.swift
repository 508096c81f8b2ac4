import Minwal
import MinwalRecipe
import MinwalRuntime

/// What is printed at the end of a run: the books, and a table of the stages.
struct RunSummary {
  let recipe: Recipe
  let outcome: RunOutcome

  var text: String {
    var result = books
    if outcome.ledger.read > 0 { result += table }
    result += failures
    result += removedMost
    if outcome.ledger.repaired > 0 {
      let most = outcome.notable.mostRepaired.entries.prefix(3).map { "\($0.id) \(Figures.count($0.value))" }
      result +=
        "  repaired: \(Figures.count(outcome.ledger.replacements, "malformed sequence")) in "
        + "\(Figures.count(outcome.ledger.repaired, "document")) became U+FFFD, most in \(most.joined(separator: ", "))\n"
    }
    if let retried = outcome.retried {
      result +=
        "  \(Figures.count(retried, "document")) of the quarantine \(retried == 1 ? "was" : "were") tried again\n"
    }
    if let resumed = outcome.resumed {
      result +=
        resumed.documents == outcome.ledger.read
        ? "  the earlier run had done them all\n"
        : "  \(Figures.count(resumed.documents)) of these documents were done by an earlier run\n"
    }
    if let discarded = outcome.discarded {
      result +=
        "  an unfinished run had done \(Figures.count(discarded)) documents, which this one began anew\n"
    }
    for empty in outcome.emptyInputs { result += "  warning: no file is to be found in '\(empty)'\n" }
    if outcome.partial.isEmpty {
      for output in outcome.outputs { result += "  written: \(output)\n" }
    } else {
      for partial in outcome.partial { result += "  not whole: \(partial)\n" }
    }
    if outcome.ledger.quarantined > 0 {
      result +=
        outcome.quarantineFolder.isEmpty
        ? "  quarantined documents are not kept with '--output -'; a run that writes files keeps them with their errors\n"
        : "  quarantined documents, each with its error: \(outcome.quarantineFolder)/\n"
    }
    return result
  }

  private var books: String {
    let ledger = outcome.ledger
    let bytes = ledger.bytes - (outcome.resumed?.bytes ?? 0)
    let pace = outcome.seconds > 0 ? Double(bytes) / 1e6 / outcome.seconds : 0
    return "\(recipe.name): \(Figures.count(ledger.read)) read = \(Figures.count(ledger.exported)) exported"
      + " + \(Figures.count(ledger.dropped)) dropped + \(Figures.count(ledger.quarantined)) quarantined"
      + " (\(Figures.bytes(bytes)) in \(Figures.duration(outcome.seconds)), \(Figures.decimal(pace, 1)) MB/s)\n"
  }

  private var table: String {
    let total = outcome.stages.reduce(0) { $0 + $1.nanoseconds }
    var rows = [["stage", "in", "out", "dropped", "failed", "time", "share", "reasons"]]
    let unread = outcome.failures.unread
    if unread > 0 {
      rows.append([
        "read", Figures.count(outcome.ledger.read), Figures.count(outcome.ledger.read - unread), "0",
        Figures.count(unread), "", "", failed(stage: nil).joined(separator: ", "),
      ])
    }
    for (step, stage) in zip(recipe.steps, outcome.stages) {
      rows.append([
        step.title, Figures.count(stage.documentsIn), Figures.count(stage.documentsOut), Figures.count(stage.dropped),
        Figures.count(stage.quarantined), Figures.duration(Double(stage.nanoseconds) / 1e9),
        total > 0 ? "\(stage.nanoseconds * 100 / total) %" : "", reasons(stage, step.name),
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].unicodeScalars.count }.max() ?? 0 }
    return rows.map { row in
      var line = " "
      for (column, cell) in row.enumerated() {
        line += " " + (column == row.count - 1 ? cell : Figures.pad(cell, widths[column], right: column > 0)) + " "
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// The lines that stages removed most often.
  private var removedMost: String {
    var removals = RemovalCounts()
    for stage in outcome.stages { removals.merge(stage.changes.removals) }
    let top = removals.top(5).filter { $0.count > 1 }
    if top.isEmpty { return "" }
    return "  removed most: "
      + top.map { "\(Self.isolated($0.text)) \(Figures.count($0.count))" }.joined(separator: ", ") + "\n"
  }

  /// A piece of text for a terminal: without controls, shortened, and of its own direction, so that Arabic does not
  /// carry off the figure behind it.
  private static func isolated(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(40) {
      scalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return "\u{2068}\(String(scalars))\(text.unicodeScalars.count > 40 ? "…" : "")\u{2069}"
  }

  /// Why documents were dropped, then what was changed most.
  private func reasons(_ stage: StageStatistics, _ name: String) -> String {
    func top(_ tally: ReasonTally, _ count: Int) -> [String] {
      let sorted = tally.counts.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
      let shown = sorted.prefix(count).map { "\($0.name) \(Figures.count($0.count))" }
      return sorted.count > count ? shown + ["…"] : shown
    }
    let drops = top(stage.drops, 3).map { "dropped: \($0)" }
    let skips = stage.skipped > 0 ? ["skipped \(Figures.count(stage.skipped))"] : []
    let failures = failed(stage: name).map { "failed: \($0)" }
    return (skips + failures + drops + top(stage.changes, 4)).joined(separator: ", ")
  }

  /// The kinds of failure of a stage, or of reading, most frequent first.
  private func failed(stage: String?) -> [String] {
    let kinds = outcome.failures.kinds.filter { $0.stage == stage }.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
    let shown = kinds.prefix(3).map { "\($0.code) \(Figures.count($0.count))" }
    return kinds.count > 3 ? shown + ["…"] : shown
  }

  /// The most frequent kinds of failure, each with its first document and where to read what to do.
  private var failures: String {
    let kinds = outcome.failures.kinds.sorted { $1.count < $0.count }
    var result = ""
    for kind in kinds.prefix(3) {
      let others = kind.count > 1 ? ", and \(Figures.count(kind.count - 1, "other"))" : ""
      result +=
        "  \(kind.stage ?? "read") failed: \(Self.visible(kind.place, 200)): \(Self.visible(kind.message, 400))\(others)\n"
    }
    let codes = kinds.prefix(3).map(\.code).filter { Explanation.of($0) != nil }
    let unique = codes.enumerated().filter { !codes[..<$0.offset].contains($0.element) }.map(\.element)
    if kinds.count > 3 { result += "  and \(Figures.count(kinds.count - 3, "other kind")) of failure\n" }
    for code in unique { result += "  what to do: minwal explain \(code)\n" }
    return result
  }

  /// A piece of text for a terminal: on one line, without controls, and shortened.
  private static func visible(_ text: String, _ limit: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
      let isUnsafe = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
      scalars.append(isUnsafe ? " " : scalar)
    }
    return String(scalars) + (text.unicodeScalars.count > limit ? "…" : "")
  }
}

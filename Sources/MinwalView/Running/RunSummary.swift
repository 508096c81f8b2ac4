package import Minwal
package import MinwalRecipe
package import MinwalRuntime

/// What is printed at the end of a run: the counts, and a table of the stages.
package struct RunSummary {
  package let recipe: Recipe
  package let outcome: RunOutcome

  /// Knows which codes can be explained.
  private let registry: Registry

  /// Creates a summary.
  package init(recipe: Recipe, outcome: RunOutcome, _ registry: Registry) {
    self.recipe = recipe
    self.outcome = outcome
    self.registry = registry
  }

  package var text: PrintableText {
    var result = documents
    result += passedOver
    if outcome.counts.read > 0 { result += table }
    result += failures
    result += removedMost
    if outcome.counts.repaired > 0 {
      let most = outcome.notable.mostRepaired.entries.prefix(3).map { entry -> PrintableText in
        "\(entry.id) \(Figures.count(entry.value))"
      }
      result +=
        "  repaired: \(Figures.count(outcome.counts.replacements, "malformed sequence")) in "
        + "\(Figures.count(outcome.counts.repaired, "document")) became U+FFFD\n"
        + WrappedList(behind: "    most in ", most).text
    }
    if let retried = outcome.retried {
      result +=
        "  \(Figures.count(retried, "document")) of the quarantine \(retried == 1 ? "was" : "were") tried again\n"
    }
    if let resumed = outcome.resumed {
      result +=
        outcome.shard != nil
        ? "  the shard was done before, and is as its marker says\n"
        : resumed.documents == outcome.counts.read
          ? "  the earlier run had done them all\n"
          : "  \(Figures.count(resumed.documents)) of these documents were done by an earlier run\n"
    }
    if let discarded = outcome.discarded {
      result +=
        "  an unfinished run had done \(Figures.count(discarded)) documents; this run started over\n"
    }
    result += strayLinks
    if let example = outcome.specialFiles.examples.first {
      result +=
        "  passed over: \(Figures.count(outcome.specialFiles.count, "special file")) (pipes, sockets, devices), such as "
        + "\(example)\n"
    }
    result += repeatedIDs
    if let lack = outcome.lackOfRoom { result += "  warning: \(lack)\n" }
    for changed in outcome.changedInputs { result += "  warning: changed while it was read: \(changed)\n" }
    if !outcome.changedInputs.isEmpty {
      result += "  what was read is not what is there now; run the recipe again over files that stay as they are\n"
    }
    for empty in outcome.emptyInputs { result += "  warning: no file is to be found in '\(empty)'\n" }
    if outcome.partial.isEmpty {
      for (index, output) in outcome.outputs.enumerated() {
        result += written(output, outcome.files.indices.contains(index) ? outcome.files[index] : nil, records(index))
      }
    } else {
      for partial in outcome.partial { result += "  not whole: \(partial)\n" }
    }
    if outcome.counts.quarantined > 0 {
      result +=
        outcome.shard != nil
        ? "  quarantined documents are kept with the shard; 'minwal merge' puts them into the quarantine\n"
        : outcome.quarantineFolder.isEmpty
          ? "  quarantined documents are not kept with '--output -'; a run that writes files\n"
            + "    keeps them with their errors\n"
          : "  quarantined documents, each with its error: \(outcome.quarantineFolder)/\n"
    }
    return result
  }

  /// The files of an output, by name as far as they are few.
  private func written(_ output: String, _ files: WrittenFiles?, _ records: PrintableText) -> PrintableText {
    guard let files, files.count != 1 || files.examples != [output] else {
      return "  written: \(output)" + records + "\n"
    }
    if files.count == 0 { return "  written: no file of \(output), since there was no document for one\n" }
    var names = files.examples.map { "\($0)" as PrintableText }
    if files.count > names.count { names.append("and \(Figures.count(files.count - names.count)) more") }
    // The records are those of all files together.
    names[names.count - 1] += records
    return WrappedList(behind: "  written: ", names).text
  }

  /// How many records an output has, if they are not as many as documents.
  private func records(_ index: Int) -> PrintableText {
    guard outcome.records.indices.contains(index) else { return "" }
    let (documents, records) = outcome.records[index]
    return documents == records
      ? "" : " (\(Figures.count(records, "record")) of \(Figures.count(documents, "document")))"
  }

  private var repeatedIDs: PrintableText {
    let repeated = outcome.repeatedIDs
    guard let example = repeated.examples.first else { return "" }
    let some: PrintableText =
      repeated.count == 1 ? "1 document has the id" : "\(Figures.count(repeated.count)) documents have the ids"
    return "  warning: \(some) of an earlier one, such as \(PrintableText(example).shortened(200))\n"
  }

  private var passedOver: PrintableText {
    let reasons = outcome.counts.passedOver.counts.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    guard !reasons.isEmpty else { return "" }
    let total = Figures.count(reasons.reduce(0) { $0 + $1.count }, "record")
    return WrappedList(
      behind: "  passed over: \(total) that \(reasons.count == 1 && reasons[0].count == 1 ? "is" : "are") not read: ",
      reasons.map { "\($0.name) \(Figures.count($0.count))" as PrintableText }
    ).text
  }

  private var strayLinks: PrintableText {
    guard let example = outcome.strayLinks.examples.first else { return "" }
    let count = Figures.count(outcome.strayLinks.count, "link")
    return "  passed over: \(count) out of the input, such as \(example)\n"
      + "    ('follow-links: true' under 'input' reads what they lead to)\n"
  }

  private var documents: PrintableText {
    let counts = outcome.counts
    let bytes = counts.bytes - (outcome.resumed?.bytes ?? 0)
    let pace = outcome.seconds > 0 ? Double(bytes) / 1e6 / outcome.seconds : 0
    let read: PrintableText =
      "\(recipe.name): \(Figures.count(counts.read)) read = \(Figures.count(counts.exported)) exported"
      + " + \(Figures.count(counts.dropped)) dropped + \(Figures.count(counts.quarantined)) quarantined"
    let speed: PrintableText =
      "(\(Figures.bytes(bytes)) in \(Figures.duration(outcome.seconds)), \(Figures.decimal(pace, 1)) MB/s)"
    return WrappedList.width(read) + WrappedList.width(speed) < WrappedList.columns
      ? read + " " + speed + "\n" : read + "\n  " + speed + "\n"
  }

  private var table: PrintableText {
    let total = outcome.stages.reduce(0) { $0 + $1.nanoseconds }
    var rows: [[PrintableText]] = [["stage", "in", "out", "dropped", "failed", "time", "share"]]
    var lists: [[PrintableText]] = [["reasons"]]
    let unread = outcome.failures.unread
    if unread > 0 {
      rows.append([
        "read", "\(Figures.count(outcome.counts.read))", "\(Figures.count(outcome.counts.read - unread))", "0",
        "\(Figures.count(unread))", "", "",
      ])
      lists.append(failed(stage: nil))
    }
    for (step, stage) in zip(recipe.steps, outcome.stages) {
      rows.append([
        "\(step.title)", "\(Figures.count(stage.documentsIn))", "\(Figures.count(stage.documentsOut))",
        "\(Figures.count(stage.dropped))", "\(Figures.count(stage.quarantined))",
        "\(Figures.duration(Double(stage.nanoseconds) / 1e9))",
        total > 0 ? "\(stage.nanoseconds * 100 / total) %" : "",
      ])
      lists.append(reasons(stage, step.name))
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return zip(rows, lists).map { row, list in
      var line: PrintableText = " "
      for (column, cell) in row.enumerated() {
        line += " " + Figures.pad(cell, widths[column], right: column > 0) + " "
      }
      return WrappedList(behind: line + " ", list).text
    }.joined()
  }

  /// The lines that stages removed most often.
  private var removedMost: PrintableText {
    var removals = RemovalCounts()
    for stage in outcome.stages { removals.merge(stage.changes.removals) }
    let top = removals.top(5).filter { $0.count > 1 }
    if top.isEmpty { return "" }
    return WrappedList(
      behind: "  removed most: ",
      top.map { entry -> PrintableText in
        "\(PrintableText(entry.text).shortened(41).isolated) \(Figures.count(entry.count))"
      }
    ).text
  }

  /// Why documents were dropped, then what was changed most.
  private func reasons(_ stage: StageStatistics, _ name: String) -> [PrintableText] {
    func top(_ tally: ReasonTally, _ count: Int) -> [PrintableText] {
      let sorted = tally.counts.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
      let shown = sorted.prefix(count).map { "\($0.name) \(Figures.count($0.count))" as PrintableText }
      return sorted.count > count ? shown + ["…"] : shown
    }
    let drops = top(stage.drops, 3).map { "dropped: \($0)" as PrintableText }
    let skips: [PrintableText] = stage.skipped > 0 ? ["skipped \(Figures.count(stage.skipped))"] : []
    let failures = failed(stage: name).map { "failed: " + $0 }
    let without = top(stage.passedWithout, 3).map { "continued after: \($0)" as PrintableText }
    return skips + failures + without + drops + top(stage.changes, 4)
  }

  /// The kinds of failure of a stage, or of reading, most frequent first.
  private func failed(stage: String?) -> [PrintableText] {
    let kinds = outcome.failures.kinds.filter { $0.stage == stage }.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
    let shown = kinds.prefix(3).map { "\($0.code) \(Figures.count($0.count))" as PrintableText }
    return kinds.count > 3 ? shown + ["…"] : shown
  }

  /// The most frequent kinds of failure, each with its first document and where to read what to do.
  private var failures: PrintableText {
    let kinds = outcome.failures.kinds.sorted { $1.count < $0.count }
    var result: PrintableText = ""
    for kind in kinds.prefix(3) {
      let others = kind.count > 1 ? ", and \(Figures.count(kind.count - 1, "other"))" : ""
      let place = PrintableText(kind.place).shortened(200)
      let message = PrintableText(kind.message).shortened(400)
      result += "  \(kind.stage ?? "read") failed: \(place): \(message)\(others)\n"
    }
    let codes = kinds.prefix(3).map(\.code).filter { registry.explanation(of: $0) != nil }
    let unique = codes.enumerated().filter { !codes[..<$0.offset].contains($0.element) }.map(\.element)
    if kinds.count > 3 { result += "  and \(Figures.count(kinds.count - 3, "other kind")) of failure\n" }
    for code in unique { result += "  what to do: minwal explain \(code)\n" }
    return result
  }
}

/// What differs between two reports.
package struct ReportComparison {
  /// A figure in both reports.
  package struct Row {
    /// How a figure is written, and what its change means.
    package enum Kind: String {
      /// Counts that should be the same: counts and reasons.
      case count
      case seconds, milliseconds
      case bytesPerSecond = "bytes-per-second"
      case bytes
    }

    /// The recipe's name; `nil` for what belongs to the whole process.
    package var run: String?
    package var stage: String?
    package var name: String
    package var kind: Kind
    /// `nil` if the first, or the second report does not have it.
    package var a: Double?
    package var b: Double?

    /// How many times the first is the second; `nil` if that cannot be told.
    package var ratio: Double? {
      guard let a, let b, a > 0 else { return nil }
      return b / a
    }
  }

  /// Something that is not a number.
  package struct Remark {
    package var run: String
    package var name: String
    package var a: String
    package var b: String
  }

  /// Recipes' names, in the order of the first report, then those that only the second has.
  private(set) var names: [String] = []
  private(set) var remarks: [Remark] = []
  /// Counts that differ, and all other figures.
  private(set) var rows: [Row] = []

  /// Whether counts and reasons are the same. Times may differ, and so may the recipe.
  package var isEqual: Bool { !rows.contains { $0.kind == .count } }

  package init(_ a: SavedReport, _ b: SavedReport) {
    let (first, second) = (Self.keyed(a.runs, \.name), Self.keyed(b.runs, \.name))
    names = Self.union(first.map(\.key), second.map(\.key))
    for name in names {
      let runs = (first.first { $0.key == name }?.value, second.first { $0.key == name }?.value)
      compare(name, runs.0, runs.1)
    }
    for name in ["peak-memory", "children-peak-memory"] {
      add(Row(name: name, kind: .bytes, a: a.process[name], b: b.process[name]))
    }
    for name in ["cpu-seconds", "children-cpu-seconds"] {
      add(Row(name: name, kind: .seconds, a: a.process[name], b: b.process[name]))
    }
  }

  private mutating func compare(_ name: String, _ a: SavedReport.Run?, _ b: SavedReport.Run?) {
    for (what, a, b) in [("fingerprint", a?.fingerprint, b?.fingerprint), ("ending", a?.ending, b?.ending)]
    where a != b { remarks.append(Remark(run: name, name: what, a: a ?? "none", b: b ?? "none")) }
    for figure in SavedReport.Run.counts {
      add(Row(run: name, name: figure, kind: .count, a: a?.figures[figure], b: b?.figures[figure]))
    }
    add(Row(run: name, name: "seconds", kind: .seconds, a: a?.figures["seconds"], b: b?.figures["seconds"]))
    add(
      Row(
        run: name, name: "throughput", kind: .bytesPerSecond, a: a.flatMap(Self.throughput),
        b: b.flatMap(Self.throughput)))
    let (first, second) = (Self.keyed(a?.stages ?? [], \.name), Self.keyed(b?.stages ?? [], \.name))
    for key in Self.union(first.map(\.key), second.map(\.key)) {
      compare(name, key, first.first { $0.key == key }?.value, second.first { $0.key == key }?.value)
    }
  }

  private mutating func compare(_ run: String, _ stage: String, _ a: SavedReport.Stage?, _ b: SavedReport.Stage?) {
    for figure in SavedReport.Stage.counts {
      add(Row(run: run, stage: stage, name: figure, kind: .count, a: a?.figures[figure], b: b?.figures[figure]))
    }
    for (prefix, a, b) in [("dropped: ", a?.drops ?? [:], b?.drops ?? [:]), ("", a?.changes ?? [:], b?.changes ?? [:])]
    {
      for reason in Set(a.keys).union(b.keys).sorted() {
        add(Row(run: run, stage: stage, name: prefix + reason, kind: .count, a: a[reason] ?? 0, b: b[reason] ?? 0))
      }
    }
    add(
      Row(run: run, stage: stage, name: "seconds", kind: .seconds, a: a?.figures["seconds"], b: b?.figures["seconds"]))
    for quantile in SavedReport.Stage.quantiles {
      add(
        Row(
          run: run, stage: stage, name: quantile, kind: .milliseconds, a: a?.times[quantile], b: b?.times[quantile]))
    }
  }

  private mutating func add(_ row: Row) {
    if row.a == nil, row.b == nil { return }
    if row.kind == .count, row.a == row.b { return }
    rows.append(row)
  }

  /// Bytes of input a second, over the time of this run alone; `nil` if an earlier run had done a part.
  private static func throughput(_ run: SavedReport.Run) -> Double? {
    guard let bytes = run.figures["bytes"], let seconds = run.figures["seconds"], seconds > 0,
      run.figures["done-before"] ?? 0 == 0
    else { return nil }
    return bytes / seconds
  }

  /// Elements by name; the second of a name is `name #2`.
  private static func keyed<Element>(
    _ elements: [Element], _ name: (Element) -> String
  ) -> [(key: String, value: Element)] {
    var seen: [String: Int] = [:]
    return elements.map { element in
      let count = (seen[name(element)] ?? 0) + 1
      seen[name(element)] = count
      return (count == 1 ? name(element) : "\(name(element)) #\(count)", element)
    }
  }

  private static func union(_ a: [String], _ b: [String]) -> [String] {
    let known = Set(a)
    return a + b.filter { !known.contains($0) }
  }
}

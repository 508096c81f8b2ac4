package import Minwal

extension ReportComparison {
  /// The comparison for people: counts that differ, then times and memory with their ratios.
  ///
  /// - Parameter paths: The files of the reports.
  /// - Returns: Lines.
  package func text(_ paths: (a: String, b: String)) -> PrintableText {
    var result: PrintableText = "A: \(paths.a)\nB: \(paths.b)\n"
    var table: [(heading: PrintableText?, cells: [PrintableText])] = []
    for name in names {
      let own = rows.filter { $0.run == name }
      let differs = own.contains { $0.kind == .count }
      table.append(("\n\(name): counts and reasons \(differs ? "differ" : "are equal")\n", []))
      for remark in remarks where remark.run == name {
        table.append((nil, ["  \(remark.name)", "\(remark.a)", "\(remark.b)", ""]))
      }
      var stage: String?
      for row in own {
        if row.stage != stage, let next = row.stage { table.append(("  \(next)\n", [])) }
        stage = row.stage
        table.append((nil, Self.cells(row)))
      }
    }
    let whole = rows.filter { $0.run == nil }
    if !whole.isEmpty { table.append(("\nprocess\n", [])) }
    for row in whole { table.append((nil, Self.cells(row))) }
    let widths = (0..<4).map { column in
      table.map { $0.cells.isEmpty ? 0 : $0.cells[column].count }.max() ?? 0
    }
    for (heading, cells) in table {
      if let heading {
        result += heading
        continue
      }
      let padded = cells.indices.map { Figures.pad(cells[$0], widths[$0], right: $0 > 0) }
      result += padded.joined(separator: "  ").withoutTrailingSpaces + "\n"
    }
    return result
  }

  private static func cells(_ row: Row) -> [PrintableText] {
    func figure(_ value: Double?) -> PrintableText {
      guard let value else { return "-" }
      return switch row.kind {
      case .count: "\(Figures.decimal(value, 0))"
      case .seconds: "\(Figures.decimal(value, 3)) s"
      case .milliseconds: "\(Figures.decimal(value, 3)) ms"
      case .bytesPerSecond: "\(Figures.decimal(value / 1e6, 2)) MB/s"
      case .bytes: "\(Figures.decimal(value / 1e6, 1)) MB"
      }
    }
    let change: PrintableText
    if row.kind == .count {
      let difference = (row.b ?? 0) - (row.a ?? 0)
      change = "\(difference > 0 ? "+" : "")\(Figures.decimal(difference, 0))"
    } else {
      change = row.ratio.map { "×\(Figures.decimal($0, 2))" } ?? ""
    }
    return ["\(row.stage == nil ? "  " : "    ")\(row.name)", figure(row.a), figure(row.b), change]
  }

  /// The comparison for programs.
  package var json: String {
    var json = JSONWriter()
    json.object { json in
      json.name("equal")
      json.bool(isEqual)
      json.name("remarks")
      json.array { json in
        for remark in remarks {
          json.object { json in
            for (name, value) in [("run", remark.run), ("name", remark.name), ("a", remark.a), ("b", remark.b)] {
              json.name(name)
              json.string(value)
            }
          }
        }
      }
      json.name("figures")
      json.array { json in
        for row in rows {
          json.object { json in
            for (name, value) in [
              ("run", row.run), ("stage", row.stage), ("name", row.name), ("unit", row.kind.rawValue),
            ] {
              json.name(name)
              if let value { json.string(value) } else { json.null() }
            }
            for (name, value) in [("a", row.a), ("b", row.b), ("ratio", row.ratio)] {
              json.name(name)
              json.number(value)
            }
          }
        }
      }
    }
    json.endLine()
    return String(decodingUTF8: json.buffer.span)
  }
}

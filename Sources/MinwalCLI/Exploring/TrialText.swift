import Minwal
import MinwalRuntime

/// A trial for a terminal or a text file.
struct TrialText {
  private let report: TrialReport
  private let paint: Paint
  private var trial: Trial { report.trial }

  /// Longer lines are shortened to so many characters.
  private static let width = 100
  /// How many kinds of change are told of a line.
  private static let mostKinds = 6

  init(_ report: TrialReport, color: Bool) {
    self.report = report
    paint = Paint(isOn: color)
  }

  var text: String {
    let place = trial.place == report.id ? "" : "\(trial.place), "
    var result = paint.bold(VisibleText.line(report.id)) + "  (\(place)\(Figures.bytes(trial.input.count)))\n"
    for step in report.steps { result += "\n" + show(step) }
    if report.stopsEarly, let last = trial.steps.last { result += "\n" + wholeText(last) }
    let verdict = VisibleText.line(report.verdict)
    switch trial.outcome {
    case .kept: result += "\n" + paint.green(verdict) + "\n"
    case .dropped: result += "\n" + paint.yellow(verdict) + "\n"
    case .failed: result += "\n" + paint.red(verdict) + "\n"
    }
    return result
  }

  // MARK: A step

  private func show(_ step: TrialReport.Step) -> String {
    var result = paint.bold(paint.cyan(step.step.title)) + paint.dim(step.summary.map { "  \($0)" } ?? "") + "\n"
    result += step.index == 0 ? reading(step) : difference(step)
    for field in step.fields { result += "  \(field.name): " + change(field.before, field.after) + "\n" }
    if !step.droppedLayers.isEmpty {
      result += "  the text has changed: \(step.droppedLayers.joined(separator: ", ")) dropped\n"
    }
    for layer in step.layers { result += show(layer, of: step.step.document) }
    if let record = step.step.record { result += show(record, step.step.destination) }
    return result
  }

  /// What reading changed: of this the kinds are enough.
  private func reading(_ step: TrialReport.Step) -> String {
    step.reasonCounts.map { reason, count in
      "  \(paint.yellow(Figures.pad(reason.name, 16)))  ×\(Figures.count(count))  \(paint.dim(reason.help))\n"
    }.joined()
  }

  private func difference(_ step: TrialReport.Step) -> String {
    let rows = step.difference.rows
    guard rows.contains(where: { !$0.isKept }) else { return "" }
    var result = ""
    var index = 0
    while index < rows.count {
      let row = rows[index]
      if row.isKept {
        let end = rows[index...].firstIndex { !$0.isKept } ?? rows.count
        result += kept(rows[index..<end])
        index = end
      } else {
        result += row.isRemoved ? removed(row) : changed(row)
        index += 1
      }
    }
    return result
  }

  private func number(_ row: LineDifference.Row) -> String { paint.dim(Figures.pad("\(row.number)", 5, right: true)) }

  /// Some lines that were kept, of which two are enough.
  private func kept(_ rows: ArraySlice<LineDifference.Row>) -> String {
    func line(_ row: LineDifference.Row) -> String {
      let text = VisibleText.shortened(VisibleText.line(row.before), Self.width)
      return "\(number(row))   " + paint.dim(VisibleText.isolated(text)) + "\n"
    }
    guard rows.count > 4, let first = rows.first, let last = rows.last else { return rows.map(line).joined() }
    return line(first) + paint.dim("        … \(rows.count - 2) lines kept\n") + line(last)
  }

  private func removed(_ row: LineDifference.Row) -> String {
    let text =
      row.before.isEmpty
      ? "(blank)" : VisibleText.isolated(VisibleText.shortened(VisibleText.revealed(row.before), Self.width))
    return "\(number(row)) \(paint.red("-")) \(paint.yellow(Figures.pad(names(row.causes), 15))) \(paint.red(text))\n"
  }

  private func changed(_ row: LineDifference.Row) -> String {
    var result =
      "\(number(row)) \(paint.red("-")) " + VisibleText.isolated(excerpt(row, { $0.before }, paint.red)) + "\n"
    result += "      \(paint.green("+")) " + VisibleText.isolated(excerpt(row, { $0.after }, paint.green)) + "\n"
    let kinds = ChangeKind.counted(row.pieces)
    for (kind, count) in kinds.prefix(Self.mostKinds) {
      result +=
        "          \(paint.yellow(Figures.pad(names(kind.causes), 15))) "
        + change(kind.before, kind.after) + (count > 1 ? paint.dim("  \(count) times") : "") + "\n"
    }
    if kinds.count > Self.mostKinds {
      result += paint.dim("          … \(kinds.count - Self.mostKinds) more kinds of change\n")
    }
    return result
  }

  private func change(_ before: String, _ after: String) -> String {
    let (old, new) = (VisibleText.described(before, Self.width), VisibleText.described(after, Self.width))
    if after.isEmpty { return "\(paint.red(old)) removed" }
    return before.isEmpty ? "\(paint.green(new)) inserted" : "\(paint.red(old)) → \(paint.green(new))"
  }

  private func change(_ before: String?, _ after: String?) -> String {
    func quoted(_ text: String) -> String { VisibleText.quoted(VisibleText.line(text), Self.width) }
    switch (before, after) {
    case (let before?, let after?): return "\(paint.red(quoted(before))) → \(paint.green(quoted(after)))"
    case (let before?, nil): return "\(paint.red(quoted(before))) removed"
    case (nil, let after): return paint.green(quoted(after ?? ""))
    }
  }

  /// A line with what was changed in it, and a little of what is around that.
  private func excerpt(
    _ row: LineDifference.Row, _ side: (LineDifference.Piece) -> String, _ mark: (String) -> String
  ) -> String {
    let around = 24
    var result = ""
    for (index, piece) in row.pieces.enumerated() {
      let text = LineDifference.Row.withoutBreak(side(piece))
      if !piece.isKept {
        result += mark(VisibleText.revealed(text))
        continue
      }
      let scalars = VisibleText.line(text).unicodeScalars
      let (isFirst, isLast) = (index == 0, index == row.pieces.count - 1)
      if scalars.count <= 2 * around + 3 {
        result += String(scalars)
      } else {
        let head = isFirst ? "" : String(String.UnicodeScalarView(scalars.prefix(around)))
        let tail = isLast ? "" : String(String.UnicodeScalarView(scalars.suffix(around)))
        result += head + " … " + tail
      }
    }
    return result
  }

  private func names(_ causes: [EditTrace.Cause]) -> String { causes.map(\.reason.name).joined(separator: "+") }

  // MARK: Layers and records

  private func show(_ layer: any Layer, of document: Document) -> String {
    let name = type(of: layer).name
    if let ranges = document.ranges(of: layer) { return list(ranges, name, document) }
    if let units = layer as? TranslationUnits { return show(units) }
    var json = JSONWriter()
    layer.encode(of: document, into: &json)
    return "  \(name): \(VisibleText.line(String(decodingUTF8: json.buffer.span)))\n"
  }

  private func list(_ ranges: TextRanges, _ name: String, _ document: Document) -> String {
    var result = "  \(name): \(ranges.count)\n"
    let isSummary = name == Summary.name
    for (index, range) in ranges.enumerated() {
      let number = isSummary ? document.sentenceNumber(at: range) ?? index + 1 : index + 1
      let mark = isSummary ? paint.yellow("★") : " "
      result += "\(paint.dim(Figures.pad("\(number)", 5, right: true))) \(mark) "
      result += VisibleText.isolated(VisibleText.line(document.text.string(in: range))) + "\n"
    }
    return result
  }

  private func show(_ units: TranslationUnits) -> String {
    var result = "  units: \(units.units.count)\n"
    for unit in units.units {
      let languages = "\(unit.sourceLanguage.tag) → \(unit.targetLanguage.tag)"
      result += "    \(paint.dim("\(unit.id)  \(languages)  \(unit.state.rawValue)"))\n"
      result += "      " + VisibleText.isolated(VisibleText.line(unit.source)) + "\n"
      if let target = unit.target { result += "      " + VisibleText.isolated(VisibleText.line(target)) + "\n" }
    }
    return result
  }

  private func show(_ record: ByteBuffer, _ destination: Destination?) -> String {
    var result = "  would write \(Figures.bytes(record.count))"
    if let destination {
      result += " to \(destination.path.isStandardOutput ? "standard output" : destination.path.written)"
    }
    return result + ":\n" + indented(String(decodingUTF8: record.span))
  }

  private func wholeText(_ step: Trial.Step) -> String {
    paint.bold("the text after \(step.title)") + "\n" + indented(String(step.document.text))
  }

  private func indented(_ text: String) -> String {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { $0.isEmpty ? "\n" : "    \(VisibleText.line(String($0)))\n" }.joined()
  }
}

package import Minwal
import MinwalRuntime

/// A trial for a terminal or a text file.
package struct TrialText {
  private let report: TrialReport
  private let paint: Paint
  private var trial: Trial { report.trial }

  /// Longer lines are shortened to so many characters.
  private static let width = 100
  /// How many kinds of change are reported a line.
  private static let mostKinds = 6

  package init(_ report: TrialReport, color: Bool) {
    self.report = report
    paint = Paint(isOn: color)
  }

  package var text: PrintableText {
    let place = trial.place == report.id ? "" : "\(trial.place), "
    var result = paint.bold("\(report.id)") + "  (\(place)\(Figures.bytes(trial.input.count)))\n"
    for step in report.steps { result += "\n" + show(step) }
    if report.stopsEarly, let last = trial.steps.last { result += "\n" + wholeText(last) }
    let verdict = PrintableText(report.verdict)
    switch trial.outcome {
    case .kept: result += "\n" + paint.green(verdict) + "\n"
    case .dropped: result += "\n" + paint.yellow(verdict) + "\n"
    case .failed: result += "\n" + paint.red(verdict) + "\n"
    }
    return result
  }

  // MARK: A step

  private func show(_ step: TrialReport.Step) -> PrintableText {
    var result = paint.bold(paint.cyan("\(step.step.title)")) + paint.dim(step.summary.map { "  \($0)" } ?? "") + "\n"
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
  private func reading(_ step: TrialReport.Step) -> PrintableText {
    step.reasonCounts.map { reason, count in
      "  \(paint.yellow(Figures.pad("\(reason.name)", 16)))  ×\(Figures.count(count))  \(paint.dim("\(reason.help)"))\n"
    }.joined()
  }

  private func difference(_ step: TrialReport.Step) -> PrintableText {
    let rows = step.difference.rows
    guard rows.contains(where: { !$0.isKept }) else { return "" }
    var result: PrintableText = ""
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

  private func number(_ row: LineDifference.Row) -> PrintableText {
    paint.dim(Figures.pad("\(row.number)", 5, right: true))
  }

  /// Some lines that were kept, of which two are enough.
  private func kept(_ rows: ArraySlice<LineDifference.Row>) -> PrintableText {
    func line(_ row: LineDifference.Row) -> PrintableText {
      let text = PrintableText(row.before).shortened(Self.width)
      return "\(number(row))   " + paint.dim(text.isolated) + "\n"
    }
    guard rows.count > 4, let first = rows.first, let last = rows.last else { return rows.map(line).joined() }
    return line(first) + paint.dim("        … \(rows.count - 2) lines kept\n") + line(last)
  }

  private func removed(_ row: LineDifference.Row) -> PrintableText {
    let text: PrintableText =
      row.before.isEmpty ? "(blank)" : VisibleText.revealed(row.before).shortened(Self.width).isolated
    return "\(number(row)) \(paint.red("-")) \(paint.yellow(Figures.pad(names(row.causes), 15))) \(paint.red(text))\n"
  }

  private func changed(_ row: LineDifference.Row) -> PrintableText {
    var result: PrintableText =
      "\(number(row)) \(paint.red("-")) " + excerpt(row, { $0.before }, paint.red).isolated + "\n"
    result += "      \(paint.green("+")) " + excerpt(row, { $0.after }, paint.green).isolated + "\n"
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

  private func change(_ before: String, _ after: String) -> PrintableText {
    let (old, new) = (VisibleText.described(before, Self.width), VisibleText.described(after, Self.width))
    if after.isEmpty { return "\(paint.red(old)) removed" }
    return before.isEmpty ? "\(paint.green(new)) inserted" : "\(paint.red(old)) → \(paint.green(new))"
  }

  private func change(_ before: String?, _ after: String?) -> PrintableText {
    func quoted(_ text: String) -> PrintableText { VisibleText.quoted(PrintableText(text), Self.width) }
    switch (before, after) {
    case (let before?, let after?): return "\(paint.red(quoted(before))) → \(paint.green(quoted(after)))"
    case (let before?, nil): return "\(paint.red(quoted(before))) removed"
    case (nil, let after): return paint.green(quoted(after ?? ""))
    }
  }

  /// A line with what was changed in it, and a little of what is around that.
  private func excerpt(
    _ row: LineDifference.Row, _ side: (LineDifference.Piece) -> String, _ mark: (PrintableText) -> PrintableText
  ) -> PrintableText {
    let around = 24
    var result: PrintableText = ""
    for (index, piece) in row.pieces.enumerated() {
      let text = LineDifference.Row.withoutBreak(side(piece))
      if !piece.isKept {
        result += mark(VisibleText.revealed(text))
        continue
      }
      let shown = PrintableText(text)
      let (isFirst, isLast) = (index == 0, index == row.pieces.count - 1)
      if shown.count <= 2 * around + 3 {
        result += shown
      } else {
        let head = isFirst ? "" : shown.prefix(around)
        let tail = isLast ? "" : shown.suffix(around)
        result += head + " … " + tail
      }
    }
    return result
  }

  private func names(_ causes: [EditTrace.Cause]) -> PrintableText {
    "\(causes.map(\.reason.name).joined(separator: "+"))"
  }

  // MARK: Layers and records

  private func show(_ layer: any Layer, of document: Document) -> PrintableText {
    let name = type(of: layer).name
    if let ranges = (layer as? any RangeLayer)?.ranges { return list(ranges, name, document) }
    if let units = layer as? TranslationUnits { return show(units) }
    var json = JSONWriter()
    layer.encode(of: document, into: &json)
    return "  \(name): \(String(decodingUTF8: json.buffer.span))\n"
  }

  private func list(_ ranges: TextRanges, _ name: String, _ document: Document) -> PrintableText {
    var result: PrintableText = "  \(name): \(ranges.count)\n"
    let isSummary = name == Summary.name
    for (index, range) in ranges.enumerated() {
      let number = isSummary ? document.sentenceNumber(at: range) ?? index + 1 : index + 1
      let mark: PrintableText = isSummary ? paint.yellow("★") : " "
      result += "\(paint.dim(Figures.pad("\(number)", 5, right: true))) \(mark) "
      result += PrintableText(document.text.string(in: range)).isolated + "\n"
    }
    return result
  }

  private func show(_ units: TranslationUnits) -> PrintableText {
    var result: PrintableText = "  units: \(units.units.count)\n"
    for unit in units.units {
      let languages = "\(unit.sourceLanguage.tag) → \(unit.targetLanguage.tag)"
      result += "    \(paint.dim("\(unit.id)  \(languages)  \(unit.state.rawValue)"))\n"
      result += "      " + PrintableText(unit.source).isolated + "\n"
      if let target = unit.target { result += "      " + PrintableText(target).isolated + "\n" }
    }
    return result
  }

  private func show(_ record: ByteBuffer, _ destination: Destination?) -> PrintableText {
    var result: PrintableText = "  would write \(Figures.bytes(record.count))"
    if let destination {
      result += " to \(destination.path.isStandardOutput ? "standard output" : destination.path.written)"
    }
    return result + ":\n" + indented(String(decodingUTF8: record.span))
  }

  private func wholeText(_ step: Trial.Step) -> PrintableText {
    paint.bold("the text after \(step.title)") + "\n" + indented(String(step.document.text))
  }

  private func indented(_ text: String) -> PrintableText {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { $0.isEmpty ? "\n" : "    \(String($0))\n" as PrintableText }.joined()
  }
}

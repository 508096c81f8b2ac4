import Minwal
package import MinwalRecipe
import MinwalRuntime

/// Trials as a page for a browser that needs nothing else.
package struct TrialPage {
  private let reports: [TrialReport]
  private let recipe: Recipe

  package init(_ reports: [TrialReport], recipe: Recipe) {
    self.reports = reports
    self.recipe = recipe
  }

  package var text: String {
    let title = "\(HTML.escaped(recipe.name)): \(reports.map { HTML.escaped($0.id) }.joined(separator: ", "))"
    var result = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <header>
      <p class="tool">minwal try</p>
      <h1>\(HTML.escaped(recipe.name))</h1>

      """
    if !recipe.about.isEmpty { result += "<p class=\"about\" dir=\"auto\">\(HTML.escaped(recipe.about))</p>\n" }
    result += "</header>\n<main>\n"
    for (index, report) in reports.enumerated() { result += article(report, index) }
    return result + "</main>\n</body>\n</html>\n"
  }

  private func article(_ report: TrialReport, _ index: Int) -> String {
    let trial = report.trial
    let direction = HTML.direction(of: String(trial.steps[0].document.text))
    var result = "<article>\n<h2 dir=\"auto\">\(HTML.escaped(report.id))</h2>\n"
    result += "<p class=\"facts\">\(HTML.escaped(trial.place)) · \(Figures.bytes(trial.input.count))</p>\n"
    result += "<p class=\"verdict \(outcome(trial))\">\(HTML.escaped(report.verdict))</p>\n"
    let steps = report.steps
    result += "<nav>" + steps.map { "<a href=\"#d\(index)s\($0.index)\">\(HTML.escaped($0.step.title))</a>" }.joined()
    result += "</nav>\n"
    for step in steps { result += section(step, id: "d\(index)s\(step.index)", direction) }
    if report.stopsEarly, let last = trial.steps.last {
      result += "<section>\n<h3>the text after \(HTML.escaped(last.title))</h3>\n"
      result += "<pre class=\"text\" dir=\"auto\">\(HTML.escaped(String(last.document.text)))</pre>\n</section>\n"
    }
    return result + "</article>\n"
  }

  private func outcome(_ trial: Trial) -> String {
    switch trial.outcome {
    case .kept: "kept"
    case .dropped: "dropped"
    case .failed: "failed"
    }
  }

  // MARK: A step

  private func section(_ step: TrialReport.Step, id: String, _ direction: String) -> String {
    let summary = step.summary.map { " <small>\(HTML.escaped($0))</small>" } ?? ""
    var result = "<section id=\"\(id)\">\n<h3>\(HTML.escaped(step.step.title))\(summary)</h3>\n"
    if step.index == 0 {
      result += reading(step)
    } else if step.difference.rows.contains(where: { !$0.isKept }) {
      result += "<div class=\"lines\"\(direction)>\n" + lines(step.difference.rows[...]) + "</div>\n"
    }
    if !step.fields.isEmpty {
      result += "<dl>\n" + step.fields.map(field).joined() + "</dl>\n"
    }
    if !step.droppedLayers.isEmpty {
      result +=
        "<p class=\"note\">The text has changed: \(HTML.escaped(step.droppedLayers.joined(separator: ", "))) dropped.</p>\n"
    }
    for layer in step.layers { result += show(layer, of: step.step.document, direction) }
    if let record = step.step.record { result += show(record, step.step.destination) }
    return result + "</section>\n"
  }

  private func reading(_ step: TrialReport.Step) -> String {
    let counts = step.reasonCounts
    if counts.isEmpty { return "" }
    return "<ul class=\"reasons\">\n"
      + counts.map { reason, count in
        "<li>\(chip(reason)) ×\(Figures.count(count)) <span class=\"help\">\(HTML.escaped(reason.help))</span></li>\n"
      }.joined() + "</ul>\n"
  }

  private func lines(_ rows: ArraySlice<LineDifference.Row>) -> String {
    var result = ""
    var index = rows.startIndex
    while index < rows.endIndex {
      guard rows[index].isKept else {
        result += line(rows[index])
        index += 1
        continue
      }
      let end = rows[index...].firstIndex { !$0.isKept } ?? rows.endIndex
      if end - index > 4 {
        result += line(rows[index])
        result += "<details class=\"more\"><summary><bdi>\(end - index - 2) lines kept</bdi></summary>\n"
        result += rows[(index + 1)..<(end - 1)].map(line).joined() + "</details>\n" + line(rows[end - 1])
      } else {
        result += rows[index..<end].map(line).joined()
      }
      index = end
    }
    return result
  }

  private func line(_ row: LineDifference.Row) -> String {
    let kind = row.isKept ? "same" : row.isRemoved ? "gone" : "changed"
    let chips = row.causes.map { chip($0.reason) }.joined(separator: " ")
    return "<div class=\"line \(kind)\"><span class=\"number\">\(row.number)</span>"
      + "<span class=\"words\"\(HTML.direction(of: row.before))>\(words(row))</span>"
      + (chips.isEmpty ? "" : "<span class=\"chips\" dir=\"ltr\">\(chips)</span>") + "</div>\n"
  }

  private func words(_ row: LineDifference.Row) -> String {
    if row.isRemoved {
      return row.before.isEmpty ? "<span class=\"blank\">blank line</span>" : "<del>\(HTML.revealed(row.before))</del>"
    }
    if row.isDense {
      // So many changes are easier to compare line by line than letter by letter.
      let after = LineDifference.Row.withoutBreak(row.pieces.map(\.after).joined())
      return "<del>\(HTML.revealed(row.before))</del><br><ins>\(HTML.escaped(after))</ins>"
    }
    return row.runs.map { piece in
      if piece.isKept { return HTML.escaped(LineDifference.Row.withoutBreak(piece.before)) }
      let title = HTML.escaped(piece.causes.map { "\($0.reason.name): \($0.reason.help)" }.joined(separator: " "))
      return (piece.before.isEmpty ? "" : "<del title=\"\(title)\">\(HTML.revealed(piece.before))</del>")
        + (piece.after.isEmpty ? "" : "<ins title=\"\(title)\">\(HTML.revealed(piece.after))</ins>")
    }.joined()
  }

  private func chip(_ reason: Reason) -> String {
    "<span class=\"chip\" title=\"\(HTML.escaped(reason.help))\">\(HTML.escaped(reason.name))</span>"
  }

  private func field(_ field: (name: String, before: String?, after: String?)) -> String {
    let before = field.before.map { "<del>\(HTML.escaped($0))</del> " } ?? ""
    let after = field.after.map { field.before == nil ? HTML.escaped($0) : "<ins>\(HTML.escaped($0))</ins>" } ?? ""
    return "<dt>\(HTML.escaped(field.name))</dt><dd dir=\"auto\">\(before)\(after)</dd>\n"
  }

  // MARK: Layers and records

  private func show(_ layer: any Layer, of document: Document, _ direction: String) -> String {
    let name = type(of: layer).name
    if let ranges = (layer as? any RangeLayer)?.ranges { return list(ranges, name, document, direction) }
    if let units = layer as? TranslationUnits { return table(units.units) }
    var json = JSONWriter()
    layer.encode(of: document, into: &json)
    return "<h4>\(HTML.escaped(name))</h4>\n<pre>\(HTML.escaped(String(decodingUTF8: json.buffer.span)))</pre>\n"
  }

  private func list(_ ranges: TextRanges, _ name: String, _ document: Document, _ direction: String) -> String {
    let isSummary = name == Summary.name
    var result = "<h4>\(HTML.escaped(name)) <small>\(ranges.count)</small></h4>\n"
    result += "<div class=\"lines \(HTML.escaped(name))\"\(direction)>\n"
    for (index, range) in ranges.enumerated() {
      let number = isSummary ? document.sentenceNumber(at: range) ?? index + 1 : index + 1
      result += "<div class=\"line\"><span class=\"number\">\(isSummary ? "★ " : "")\(number)</span>"
      let text = document.text.string(in: range)
      result += "<span class=\"words\"\(HTML.direction(of: text))>\(HTML.escaped(text))</span></div>\n"
    }
    return result + "</div>\n"
  }

  private func table(_ units: [TranslationUnit]) -> String {
    guard let first = units.first else { return "" }
    var result = "<h4>units <small>\(units.count)</small></h4>\n<table>\n<tr><th>id</th>"
    result += "<th>\(HTML.escaped(first.sourceLanguage.tag))</th><th>\(HTML.escaped(first.targetLanguage.tag))</th>"
    result += "<th>state</th></tr>\n"
    for unit in units {
      result += "<tr><td class=\"id\">\(HTML.escaped(unit.id))</td><td dir=\"auto\">\(HTML.escaped(unit.source))</td>"
      result += "<td dir=\"auto\">\(HTML.escaped(unit.target ?? ""))</td><td>\(unit.state.rawValue)</td></tr>\n"
    }
    return result + "</table>\n"
  }

  private func show(_ record: ByteBuffer, _ destination: Destination?) -> String {
    let place = destination.map { $0.path.isStandardOutput ? "standard output" : $0.path.written } ?? ""
    return "<p class=\"note\">Would write \(Figures.bytes(record.count)) to \(HTML.escaped(place)):</p>\n"
      + (HTML.json(record).map { "<pre class=\"json\" dir=\"ltr\">\($0)</pre>\n" }
        ?? "<pre>\(HTML.escaped(String(decodingUTF8: record.span)))</pre>\n")
  }
}

package import Minwal
package import MinwalRuntime

/// Where text came from and where it went, for a terminal or a text file.
package struct LineageText {
  private let trial: Trial
  private let lineage: Lineage
  private let paint: Paint
  private let verdict: String

  /// How many places of a frequent change are shown.
  private static let mostPlaces = 8
  private static let width = 80

  package init(_ trial: Trial, color: Bool) {
    self.trial = trial
    lineage = Lineage(trial)
    paint = Paint(isOn: color)
    verdict = TrialReport(trial: trial, stopsEarly: false).verdict
  }

  private var last: Document { trial.steps[trial.steps.count - 1].document }

  // MARK: Everything

  /// Everything that was changed, by stage and rule.
  package var overview: PrintableText {
    var result = paint.bold("\(trial.steps[0].document.id)")
    result += "  \(Figures.bytes(trial.input.count)) read, \(Figures.bytes(last.text.count)) of text at the end; "
    result += "\(verdict)\n"
    let changes = lineage.changes
    for (index, step) in trial.steps.enumerated() {
      let own = changes.filter { $0.step == index }
      guard !own.isEmpty else { continue }
      result += "\n" + paint.bold(paint.cyan("\(step.title)")) + "\n"
      var groups: [(causes: [EditTrace.Cause], changes: [Lineage.Change])] = []
      for change in own {
        if let group = groups.firstIndex(where: { $0.causes == change.edit.causes }) {
          groups[group].changes.append(change)
        } else {
          groups.append((change.edit.causes, [change]))
        }
      }
      for group in groups { result += show(group.causes, group.changes) }
    }
    return result
  }

  private func show(_ causes: [EditTrace.Cause], _ changes: [Lineage.Change]) -> PrintableText {
    let bytes = changes.reduce(0) { $0 + $1.place.bytes.count }
    var result = "  " + paint.yellow("\(causes.map(\.reason.name).joined(separator: " + "))")
    result += paint.dim("  \(causes.map(\.reason.help).joined(separator: " "))")
    result += "  (\(changes.count) \(changes.count == 1 ? "place" : "places"), \(Figures.bytes(bytes)))\n"
    var kinds: [(text: PrintableText, places: [Lineage.Place])] = []
    var positions: [PrintableText: Int] = [:]
    for change in changes {
      let text = describe(change.edit, from: change.step)
      if let position = positions[text] {
        kinds[position].places.append(change.place)
      } else {
        positions[text] = kinds.count
        kinds.append((text, [change.place]))
      }
    }
    for (text, places) in kinds {
      if places.count == 1 {
        result += "    \(Figures.pad(short(places[0]), 8)) \(text)\n"
      } else {
        let shown = places.prefix(Self.mostPlaces).map(short).joined(separator: " ")
        let more = places.count > Self.mostPlaces ? " …" : ""
        result += "    ×\(Figures.pad("\(places.count)", 7)) \(text)  \(paint.dim("at \(shown)\(more)"))\n"
      }
    }
    return result
  }

  private func short(_ place: Lineage.Place) -> String { "\(place.line):\(place.column)" }

  /// A change in words.
  private func describe(_ edit: EditTrace.Edit, from step: Int) -> PrintableText {
    let source = trial.source(of: step)
    let before = String(decodingUTF8: source.span.extracting(edit.source))
    let after = trial.steps[step].document.text.string(in: edit.output)
    return describe(before, after)
  }

  private func describe(_ before: String, _ after: String) -> PrintableText {
    func short(_ text: String) -> PrintableText {
      let line = LineDifference.Row.withoutBreak(text)
      return VisibleText.described(line.isEmpty ? text : line, Self.width)
    }
    if after.isEmpty { return "\(paint.red(short(before))) removed" }
    return before.isEmpty
      ? "\(paint.green(short(after))) inserted" : "\(paint.red(short(before))) → \(paint.green(short(after)))"
  }

  // MARK: A text

  /// What is shown about a text; `nil` if it is nowhere.
  package func find(_ text: String) -> PrintableText? {
    var result: PrintableText = ""
    for finding in lineage.find(text) { result += (result.isEmpty ? "" : "\n") + show(finding) }
    if let title = title(with: text) { result += (result.isEmpty ? "" : "\n") + title }
    return result.isEmpty ? nil : result
  }

  private func show(_ finding: Lineage.Finding) -> PrintableText {
    var result = paint.bold("\(full(finding.place))") + "  " + source(finding.place) + "\n"
    let text = trial.steps[finding.step].document.text
    for edit in finding.before {
      result += cause(edit, "on the way", bytes(trial.input, edit.source), text.string(in: edit.output))
    }
    if finding.after.isEmpty, let range = finding.result {
      return result + "  " + paint.green("in the text at the end") + ": \(position(range))\n"
    }
    for edit in finding.after {
      result += cause(edit, "later", bytes(text.buffer, edit.source), last.text.string(in: edit.output))
    }
    if let range = finding.result {
      result += "  \(paint.yellow("left at the end")): \(position(range)): "
      result += VisibleText.quoted(PrintableText(last.text.string(in: range)), Self.width) + "\n"
    } else {
      result += "  \(paint.red("not in the text at the end"))\n"
    }
    return result
  }

  private func cause(_ edit: EditTrace.Edit, _ when: String, _ before: String, _ after: String) -> PrintableText {
    "  \(when): \(describe(before, after))\n"
      + edit.causes.map { cause in
        "    by \(paint.cyan("\(cause.stage)")): \(paint.yellow("\(cause.reason.name)"))  \(paint.dim("\(cause.reason.help)"))\n"
          as PrintableText
      }.joined()
  }

  private func bytes(_ buffer: ByteBuffer, _ range: Range<Int>) -> String {
    String(decodingUTF8: buffer.span.extracting(range))
  }

  /// Where a range lies in the last text, and what is made of it.
  private func position(_ range: Range<Int>) -> String {
    var parts = [bytes(range)]
    if let number = last.sentenceNumber(at: range) { parts.append("sentence \(number)") }
    if last[Summary.self]?.ranges.contains(where: { $0.overlaps(range) }) == true { parts.append("in the summary") }
    let origin = last.origin(of: range)
    for unit in last[TranslationUnits.self]?.units ?? [] {
      if let origin, unit.origin?.overlaps(origin) == true { parts.append("unit \(unit.id)") }
    }
    return parts.joined(separator: ", ")
  }

  /// Where a title that has the text came from.
  private func title(with text: String) -> PrintableText? {
    guard let title = last.title, title.hasBytes(text) else { return nil }
    let step = trial.steps.lastIndex { $0.document.title == nil }.map { $0 + 1 } ?? 0
    var result = paint.bold("title") + "  \(VisibleText.quoted(PrintableText(title), Self.width))\n"
    let first = trial.steps[step].document.title ?? title
    result += "  given by \(paint.cyan("\(trial.steps[step].title)"))"
    if step > 0, let found = lineage.find(first).first {
      result += ", from \(full(found.place))  " + source(found.place)
    }
    result += "\n"
    for index in trial.steps.indices.dropFirst(step + 1) {
      let (old, new) = (trial.steps[index - 1].document.title, trial.steps[index].document.title)
      if old != new { result += "  changed by \(paint.cyan("\(trial.steps[index].title)"))\n" }
    }
    return result
  }

  private func full(_ place: Lineage.Place) -> String {
    // A record may have several lines, of which the place has its own.
    trial.line == nil
      ? "\(trial.place):\(place.line):\(place.column)" : "\(Place(trial.place).file):\(place.line):\(place.column)"
  }

  /// The bytes of a place, and of what.
  private func source(_ place: Lineage.Place) -> PrintableText {
    switch trial.position {
    case nil: paint.dim("\(bytes(place.bytes)) of the file")
    case .line: paint.dim("\(bytes(place.bytes)) of the \(trial.input.hasLineBreak ? "record" : "line")")
    // Of a row of a database the line and column of its text tell more than bytes of how it was handed over.
    case .byte: paint.dim("line and column of the record's text")
    }
  }

  private func bytes(_ range: Range<Int>) -> String { "bytes \(range.lowerBound)–\(range.upperBound)" }
}

extension ByteBuffer {
  fileprivate var hasLineBreak: Bool { span.firstIndex(of: 0x0A, from: 0) != nil }
}

extension String {
  /// Whether the bytes of another string are somewhere in this one.
  fileprivate func hasBytes(_ other: String) -> Bool {
    let (mine, pattern) = (Array(utf8), Array(other.utf8))
    guard pattern.count <= mine.count else { return false }
    return (0...(mine.count - pattern.count)).contains { mine[$0..<($0 + pattern.count)].elementsEqual(pattern) }
  }
}

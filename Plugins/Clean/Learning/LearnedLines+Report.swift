import Minwal

extension LearnedLines {
  /// What was learned as a phrase pack, to be looked through and kept.
  var report: String {
    var text =
      "# Learned from the corpus. Look through it before you keep it: a line that recurs need not be boilerplate.\n"
    if findings.isEmpty {
      text += "#\n# No line recurs in enough documents of a site, beyond what packs and rules remove already.\n"
    }
    for found in findings {
      let site = found.site.isEmpty ? "Documents of no known site" : Self.oneLine(found.site)
      text += "\n# \(site): \(found.documents) documents\n"
      for section in [PhrasePack.Section.anywhere, .list, .edges] {
        let chosen = found.lines.filter { $0.place.section == section }
        let beginnings = section == .anywhere ? found.labels : []
        if chosen.isEmpty, beginnings.isEmpty { continue }
        text += "[\(section.rawValue)]\n"
        for line in chosen { text += Self.entry(line.lineStatistics, section) }
        for label in beginnings {
          text += "# \(label.documents) of the documents looked at: links within articles\n"
          text += String(decodingUTF8: label.text.span) + " *\n"
        }
      }
    }
    return text
  }

  /// A phrase and, above it, how often and where it was seen, and how it was written if folding changed that.
  private static func entry(_ lineStatistics: CleanSurvey.LineStatistics, _ section: PhrasePack.Section) -> String {
    let example = oneLine(String(decodingUTF8: lineStatistics.example.span))
    let inside = lineStatistics.documents - lineStatistics.head - lineStatistics.tail
    let places = [("above", lineStatistics.head), ("below", lineStatistics.tail), ("inside", inside)]
    let where_ = places.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    let phrase = phrase(of: lineStatistics.example)
    let comment = "# \(lineStatistics.documents) documents (\(where_)): \(example)\n"
    // What a pack cannot say is only told.
    guard let pattern = PhrasePattern(phrase, in: section), pattern.isExact else { return comment }
    return comment + phrase + "\n"
  }

  /// The line as packs write it: folded.
  private static func phrase(of example: [UInt8]) -> String {
    var folding = Folding()
    let count = folding.fold(example.span).count
    return String(decodingUTF8: folding.bytes.span.extracting(0..<count))
  }

  private static func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
  }
}

import Minwal

/// The rows of a glossary file: finds the two columns, and says what is wrong with rows.
struct GlossaryRows {
  /// A term and what it is in the other language.
  struct Row {
    var source: String
    var target: String
    /// Where the term stands.
    var place: SourceRange
  }

  /// Problems past these are only counted: a file of another kind has one in each line.
  static let mostProblems = 20

  private let file: String
  private var reader: CSVReader
  private var reported: [Diagnostic] = []
  private var columns: (source: Int, target: Int)?
  /// Whether the file has a header, so that it may have more columns than two.
  private var hasHeader = false

  /// Starts to read a file.
  init(_ csv: Text, file: String) {
    self.file = file
    reader = CSVReader(csv, separator: Self.separator(of: csv))
  }

  /// How many lines are looked at to find out what separates the columns.
  private static let sampleSize = 100

  /// The separator by which most lines have two columns, or the header those that it must have.
  ///
  /// Where they are equal, the tab counts, which no term has, and then the comma.
  private static func separator(of csv: Text) -> UInt8 {
    var best = (separator: CSVReader.comma, score: 0)
    for separator in [CSVReader.tab, CSVReader.comma, CSVReader.semicolon] {
      var reader = CSVReader(csv, separator: separator)
      var score = 0
      var records = 0
      while records < sampleSize, let fields = reader.next() {
        if records == 0, header(fields) != nil { return separator }
        if fields.count == 2 { score += 1 }
        records += 1
      }
      if score > best.score { best = (separator, score) }
    }
    return best.separator
  }

  /// The next row that is as it should be, or `nil` at the end.
  mutating func next() -> Row? {
    while let fields = reader.next() {
      guard let columns else {
        if readHeader(fields) { continue }
        columns = (0, 1)
        if let row = row(fields, (0, 1)) { return row }
        continue
      }
      if let row = row(fields, columns) { return row }
    }
    return nil
  }

  /// Everything that is wrong, in the order of the file.
  var diagnostics: [Diagnostic] {
    var all = reported
    for problem in reader.problems {
      all.append(
        Diagnostic(
          .badResource, problem.message, at: SourceRange(file: file, line: problem.line, column: problem.column)))
    }
    all.sort { a, b in
      guard let a = a.range, let b = b.range else { return false }
      return (a.line, a.column) < (b.line, b.column)
    }
    guard all.count > Self.mostProblems else { return all }
    let more = all.count - Self.mostProblems
    all.removeLast(more)
    all.append(Diagnostic(.badResource, "\(more) more problems in the file '\(file)'"))
    return all
  }

  /// Reports a problem.
  mutating func report(_ message: String, at place: SourceRange, notes: [Diagnostic.Note] = []) {
    reported.append(Diagnostic(.badResource, message, at: place, notes: notes))
  }

  private mutating func readHeader(_ fields: [CSVReader.Field]) -> Bool {
    guard let header = Self.header(fields) else { return false }
    columns = header
    hasHeader = true
    return true
  }

  /// Where the columns are, if a row names them.
  private static func header(_ fields: [CSVReader.Field]) -> (source: Int, target: Int)? {
    let names = fields.map { trimmed($0.text).lowercased() }
    guard let source = names.firstIndex(of: "source"), let target = names.firstIndex(of: "target") else { return nil }
    return (source, target)
  }

  private mutating func row(_ fields: [CSVReader.Field], _ columns: (source: Int, target: Int)) -> Row? {
    let needed = max(columns.source, columns.target) + 1
    guard fields.count >= needed, hasHeader || fields.count == needed else {
      let expected = hasHeader ? "at least \(needed), as the header says" : "2: source and target"
      // The first field too many, or the last one there is.
      report(
        "this line has \(fields.count) field\(fields.count == 1 ? "" : "s")",
        at: place(fields[min(fields.count - 1, needed)]),
        notes: ["expected \(expected)", "a field that has a \(reader.separatorName) goes into quotes"])
      return nil
    }
    let source = fields[columns.source]
    let target = fields[columns.target]
    for (name, field) in [("source", source), ("target", target)] where Self.trimmed(field.text).isEmpty {
      report("the \(name) is empty", at: place(field))
      return nil
    }
    return Row(source: Self.trimmed(source.text), target: Self.trimmed(target.text), place: place(source))
  }

  private func place(_ field: CSVReader.Field) -> SourceRange {
    SourceRange(file: file, line: field.line, column: field.column, length: field.length)
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}

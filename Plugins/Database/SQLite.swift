public import Minwal
import MinwalLanguage
import MinwalSQLite

/// Writes documents into a SQLite database.
public struct SQLite: Exporter {
  public struct Options: StageOptions {
    @Option("The database file.") public var to: OutputPath
    @Option("Tables besides 'documents', a row for each piece; also any layer of ranges, by its name.") public
      var tables: [Table] = []
    @Option("Whether there is a full-text index, 'search', of titles and texts.") public var fts = false

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      if to.isStandardOutput { problems.error("to", "a database cannot go to standard output") }
      if let compression = Compression.bySuffix(of: to.written)?.compression {
        problems.error(
          "to", "a database is not compressed, and '\(to.written)' ends as \(compression.rawValue) files do")
      }
      for (index, table) in tables.enumerated() where tables[..<index].contains(table) {
        problems.error("tables", "'tables' names '\(table.name)' twice")
      }
    }
  }

  public static let spec = StageSpec(
    "sqlite", "Writes documents into a SQLite database.",
    discussion: """
      The table documents has number (in the order of the input, from 1), id, title, text, language, and metadata as JSON. \
      With tables, sentences, paragraphs and other layers of pieces have document (a number), number, id (the document's with \
      # and the number), text, start and end (in bytes); units have document, number, id, unit, source, target, source_language, \
      target_language and state.

      With fts, search is an FTS5 index of title and text, whose rowid is the document's number. It is made of folded text, \
      in the tables folded and folding: presentation forms are letters, vowel signs and tatweel are gone, أ إ آ ٱ are ا, \
      ى and ی are ي, ئ is ي, ؤ is و, ة is ه, and ک is ك; SQLite itself folds case and Latin accents. Words of a query must be folded the \
      same: search for مدرسه to find مدرسة and مَدْرَسَة. The table folding lists each letter and what it becomes.

      The file appears whole when the run ends, or not at all; until then it is called NAME.partial. It is the same for any \
      number of jobs.
      """, examples: examples)

  public static func flow(with options: Options) -> StageFlow {
    let needs = options.tables.map(\.layer)
    return StageFlow(needs: needs, optional: needs)
  }

  public let destination: Destination
  private let options: Options

  public init(_ options: Options, _ context: StageContext) {
    self.options = options
    destination = Destination(options.to)
  }

  // MARK: Rows

  public var needsRecordEnds: Bool { true }
  public var canStream: Bool { false }

  /// Writes the rows of a document as a line of JSON, which the sink reads.
  public func render(_ document: Document, into output: inout ByteBuffer) {
    JSONWriter.append(to: &output) { json in
      json.object { json in
        json.name("id")
        json.string(document.id)
        json.name("title")
        if let title = document.title { json.string(title) } else { json.null() }
        json.name("text")
        json.string(document.text.span)
        json.name("language")
        if let language = document.language(chosen: nil, recipe: nil) { json.string(language.tag) } else { json.null() }
        json.name("metadata")
        json.value(.object(document.metadata.members))
        for table in options.tables {
          json.name(table.name)
          pieces(table, document, &json)
        }
        if options.fts {
          var folding = SearchFolding()
          json.name("folded-title")
          json.string(folding.fold(Text(document.title ?? "").span).span)
          json.name("folded-text")
          json.string(folding.fold(document.text.span).span)
        }
      }
      json.endLine()
    }
  }

  private func pieces(_ table: Table, _ document: Document, _ json: inout JSONWriter) {
    if table == .units, let units = document[TranslationUnits.self] { return units.encode(of: document, into: &json) }
    json.array { json in
      for range in document.ranges(ofLayer: table.name) ?? TextRanges() {
        json.object { json in
          json.name("text")
          json.string(document.text.span.extracting(range))
          json.name("start")
          json.integer(range.lowerBound)
          json.name("end")
          json.integer(range.upperBound)
        }
      }
    }
  }

  // MARK: The sink

  public func existingOutput(at place: SinkPlace) -> String? {
    guard let path = place.path, (try? FileSystem.status(path).kind) == .file else { return nil }
    let count = try? Database(path, .reading).number("SELECT count(*) FROM documents LIMIT 1")
    return count == 0 ? nil : path
  }

  public func problem(at place: SinkPlace, _ start: SinkStart) -> String? {
    guard let path = place.path else { return nil }
    do {
      switch start {
      case .new: return nil
      case .resumed(let position, let isDone):
        return DatabaseSink.problem(path: path, documents: try position.value(), isDone: isDone, mustBeDone: false)
      case .adding(let position):
        return DatabaseSink.problem(path: path, documents: try position.value(), isDone: true, mustBeDone: true)
      }
    } catch {
      return "the journal does not fit '\(path)'"
    }
  }

  public func openSink(_ place: SinkPlace, _ start: SinkStart) throws -> any RecordSink {
    try DatabaseSink(path: place.path ?? "", tables: options.tables, hasIndex: options.fts, start)
  }
}

extension Plugin {
  /// Exporters into databases, and readers of them.
  public static let database = Plugin("database", [.exporter(SQLite.self)], readers: [.reader(DatabaseFiles.self)])
}

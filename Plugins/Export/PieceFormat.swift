import Minwal

/// What records of pieces can have besides what the document has.
enum PieceField: String {
  case document
  case number
  case start
  case end
  case sourceStart = "source-start"
  case sourceEnd = "source-end"
  // Of units only.
  case unit
  case source
  case target
  case sourceLanguage = "source-language"
  case targetLanguage = "target-language"
  case state

  private static let shared: [PieceField] = [.document, .number, .sourceStart, .sourceEnd]
  private static let ofRanges = shared + [.start, .end]
  private static let ofUnits = shared + [.unit, .source, .target, .sourceLanguage, .targetLanguage, .state]

  /// The names that fields of records may have.
  static func names(of records: Export.Records) -> [String] {
    let own = records == .units ? ofUnits : ofRanges
    let text = records == .units ? [] : ["text"]
    return ["id"] + text + own.map(\.rawValue) + ["title", "language", "metadata", "metadata.NAME"]
  }

  /// Whether a field is one of records of pieces.
  static func isOne(_ field: Field) -> Bool {
    if case .layer(let name) = field { PieceField(rawValue: name) != nil } else { true }
  }
}

/// Records of sentences, of other pieces of the text, or of units: one for each, with the document's id, a number and where it lies.
struct PieceFormat {
  private let options: Export.Options
  private let fields: [Field]
  private let unit: OffsetUnit

  /// The names of the columns.
  var names: [String] { fields.map(\.name) }

  init(_ options: Export.Options) {
    self.options = options
    // Where a piece lies is what one has pieces for.
    unit = options.offsets.unit ?? .bytes
    let origin = options.sourceOffsets ? ["source-start", "source-end"] : []
    let usual =
      options.records == .units
      ? ["id", "document", "number", "unit", "source", "target", "source-language", "target-language", "state"]
      : options.format == .text ? ["text"] : ["id", "document", "number", "text", "start", "end"]
    fields = options.fields ?? (options.format == .text ? usual : usual + origin).map { Field($0) }
  }

  /// A piece of a document.
  private struct Piece {
    var number: Int
    var range: Range<Int>?
    /// Where it lies in the unit of the offsets.
    var start = 0
    var end = 0
    var origin: Range<Int>?
    var unit: TranslationUnit?
  }

  /// How many pieces a document has.
  func count(of document: Document) -> Int {
    if options.records == .units { return document[TranslationUnits.self]?.units.count ?? 0 }
    return options.records.layer.flatMap { document.ranges(ofLayer: $0.name) }?.count ?? 0
  }

  func render(_ document: Document, into output: inout ByteBuffer) {
    if options.records == .units {
      for (index, unit) in (document[TranslationUnits.self]?.units ?? []).enumerated() {
        write(Piece(number: index + 1, origin: unit.origin, unit: unit), of: document, into: &output)
      }
      return
    }
    guard let layer = options.records.layer, let found = document.ranges(ofLayer: layer.name) else { return }
    let text = document.text
    var (position, offset, number) = (0, 0, 0)
    for range in found {
      offset += unit.length(of: text.span, position..<range.lowerBound)
      var piece = Piece(number: number + 1, range: range, start: offset)
      offset += unit.length(of: text.span, range)
      piece.end = offset
      if options.sourceOffsets { piece.origin = document.origin(of: range) }
      position = range.upperBound
      number += 1
      write(piece, of: document, into: &output)
    }
  }

  private func write(_ piece: Piece, of document: Document, into output: inout ByteBuffer) {
    switch options.format {
    case .csv, .tsv: options.table?.row(fields.map { text($0, piece, document) }, into: &output)
    case .text:
      for field in fields { output.append(Self.oneLine(text(field, piece, document)) + "\n") }
    case .jsonl, .json, .markdown:
      if options.format == .json { output.append(",\n") }
      JSONWriter.append(to: &output) { json in
        json.object { json in
          for field in fields {
            json.name(field.name)
            encode(field, piece, document, into: &json)
          }
        }
        if options.format == .jsonl { json.endLine() }
      }
    }
  }

  private func encode(_ field: Field, _ piece: Piece, _ document: Document, into json: inout JSONWriter) {
    func number(_ value: Int?) { if let value { json.integer(value) } else { json.null() } }
    switch field {
    case .id: json.string(id(piece, document))
    case .text:
      if let range = piece.range { json.string(document.text.span.extracting(range)) } else { json.null() }
    case .layer(let name):
      switch PieceField(rawValue: name) {
      case .number: number(piece.number)
      case .start: number(piece.unit == nil ? piece.start : nil)
      case .end: number(piece.unit == nil ? piece.end : nil)
      case .sourceStart: number(piece.origin?.lowerBound)
      case .sourceEnd: number(piece.origin?.upperBound)
      default: json.optionalString(string(name, piece, document))
      }
    default: field.encode(document, into: &json)
    }
  }

  private func text(_ field: Field, _ piece: Piece, _ document: Document) -> String {
    switch field {
    case .id: return id(piece, document)
    case .text: return piece.range.map { document.text.string(in: $0) } ?? ""
    case .layer(let name):
      switch PieceField(rawValue: name) {
      case .number: return "\(piece.number)"
      case .start: return piece.unit == nil ? "\(piece.start)" : ""
      case .end: return piece.unit == nil ? "\(piece.end)" : ""
      case .sourceStart: return piece.origin.map { "\($0.lowerBound)" } ?? ""
      case .sourceEnd: return piece.origin.map { "\($0.upperBound)" } ?? ""
      default: return string(name, piece, document) ?? ""
      }
    default: return field.text(of: document)
    }
  }

  private func id(_ piece: Piece, _ document: Document) -> String { "\(document.id)#\(piece.number)" }

  private func string(_ name: String, _ piece: Piece, _ document: Document) -> String? {
    switch PieceField(rawValue: name) {
    case .document: document.id
    case .unit: piece.unit?.id
    case .source: piece.unit?.source
    case .target: piece.unit?.target
    case .sourceLanguage: piece.unit?.sourceLanguage.tag
    case .targetLanguage: piece.unit?.targetLanguage.tag
    case .state: piece.unit?.state.rawValue
    default: nil
    }
  }

  /// A text without line breaks, so that each line is a piece.
  private static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 }))
  }
}

/// What a program answers for one document.
struct DocumentReply {
  private static let keys = [
    "id", "text", "title", "language", "metadata", "layers", "scores", "drop", "error",
  ]

  /// Scores are few, and looked for one after another.
  private static let mostScores = 1000
  private static let longestName = 100

  private let value: JSONValue

  /// Takes an answer to `process` apart.
  ///
  /// - Parameters:
  ///   - answer: The answer.
  ///   - ids: The documents that were asked for, in order.
  /// - Returns: A reply for each.
  /// - Throws: ``StageError`` if they do not belong together.
  static func replies(in answer: JSONValue, for ids: [String]) throws(StageError) -> [DocumentReply] {
    if answer.members == nil { throw malformed("it is not an object") }
    if let error = answer["error"]?.stringValue { throw StageError(.stageFailed, error) }
    guard let values = answer["documents"]?.elements else { throw malformed("it has no list 'documents'") }
    for (index, value) in values.enumerated() {
      guard let id = value["id"]?.stringValue else { throw malformed("document \(index + 1) has no 'id'") }
      guard index < ids.count else {
        throw malformed(
          ids.contains { $0.hasSameBytes(as: id) } ? "the document '\(id)' comes twice" : "'\(id)' was not asked for")
      }
      if id.hasSameBytes(as: ids[index]) { continue }
      throw malformed(
        ids.contains { $0.hasSameBytes(as: id) }
          ? "document \(index + 1) is '\(id)' and should be '\(ids[index])': their order must be that of the request"
          : "document \(index + 1) is '\(id)', which was not asked for")
    }
    guard values.count == ids.count else { throw malformed("the document '\(ids[values.count])' is missing") }
    return values.map(DocumentReply.init(value:))
  }

  private static func malformed(_ problem: String) -> StageError {
    StageError(.malformedReply, "the program's answer to 'process' is not right: \(problem)")
  }

  /// Changes a document as the reply says.
  ///
  /// - Returns: What becomes of it.
  /// - Throws: ``StageError`` if the reply is not as it should be, or says that there was an error.
  func apply(to document: inout Document, _ description: ProgramDescription) throws -> Verdict {
    for member in value.members ?? [] where !Self.keys.contains(member.name) {
      let nearest = NearestName.of(member.name, in: Self.keys).map { "; did you mean '\($0)'?" }
      throw Self.malformed(
        "'\(member.name)' means nothing\(nearest ?? "; expected \(Self.keys.joined(separator: ", "))")")
    }
    if let error = try string("error") { throw StageError(.stageFailed, error) }
    // First, since they may be why it is dropped.
    if let scores = value["scores"], scores != .null { try Self.set(scores, of: &document, description) }
    if let name = try string("drop") {
      guard let reason = description.reasons.first(where: { $0.name == name }) else {
        let names = description.reasons.map(\.name).joined(separator: ", ")
        throw Self.malformed(
          "it drops for '\(name)', which is none of its 'reasons'" + (names.isEmpty ? "" : " (\(names))"))
      }
      return .drop(reason)
    }
    if let text = try string("text") { try replaceText(of: &document, with: text, description) }
    switch value["title"] {
    case nil: break
    case .null?: document.title = nil
    case .string(let title)?: document.title = title
    default: throw Self.malformed("'title' is neither text nor null")
    }
    if let tag = try string("language") {
      guard Language.isTag(tag) else {
        throw Self.malformed("the language '\(tag.prefix(60))' is not a tag; expected one such as ar, en or pt-BR")
      }
      document.language = Language(tag)
    }
    if let metadata = value["metadata"] {
      guard let members = metadata.members else { throw Self.malformed("'metadata' is not an object") }
      for member in members { document.metadata[member.name] = member.value == .null ? nil : member.value }
    }
    if let layers = value["layers"] {
      guard let members = layers.members else { throw Self.malformed("'layers' is not an object") }
      for member in members { try setLayer(member.name, member.value, of: &document, description) }
    }
    return .keep
  }

  private func string(_ name: String) throws(StageError) -> String? {
    switch value[name] {
    case nil, .null?: return nil
    case .string(let string)?: return string
    default: throw Self.malformed("'\(name)' is not text")
    }
  }

  private func replaceText(of document: inout Document, with text: String, _ description: ProgramDescription) throws {
    let new = Text(text)
    if new == document.text { return }
    guard description.flow.changesText else {
      throw Self.malformed("it changes the text, and its description lacks '\"changes-text\": true'")
    }
    try document.replaceText { _, output, reasons in
      output.append(new.span)
      reasons.add(ReplacementReason.rewritten)
      return true
    }
  }

  private func setLayer(
    _ name: String, _ value: JSONValue, of document: inout Document, _ description: ProgramDescription
  ) throws {
    guard let layer = description.flow.gives.first(where: { $0.name == name }) else {
      throw Self.malformed("it makes '\(name)', and its description does not have that among 'gives'")
    }
    if layer == .scores { return try Self.set(value, of: &document, description) }
    guard let type = layer.ranges else { return try Self.fill(value, of: &document) }
    guard let pieces = value.elements else { throw Self.malformed("the layer '\(name)' is not a list") }
    let ranges =
      pieces.contains { $0.stringValue == nil }
      ? try Self.ranges(at: pieces, name, in: document.text, description.offsets ?? .bytes)
      : try Self.ranges(of: pieces.compactMap(\.stringValue), name, in: document.text)
    document.set(ranges, as: type)
  }

  /// Finds pieces of the text, each behind the one before it.
  private static func ranges(of texts: [String], _ name: String, in text: Text) throws(StageError) -> TextRanges {
    do {
      return try text.ranges(of: texts)
    } catch {
      throw malformed(
        "'\(error.piece.prefix(60))' of the layer '\(name)' does not occur in the text after the one before it, letter by "
          + "letter")
    }
  }

  /// Reads pieces that tell where they lie.
  private static func ranges(
    at pieces: [JSONValue], _ name: String, in text: Text, _ unit: OffsetUnit
  ) throws(StageError) -> TextRanges {
    var ranges = TextRanges()
    var place = OffsetUnit.Place()
    for (index, piece) in pieces.enumerated() {
      guard let start = piece["start"]?.intValue, let end = piece["end"]?.intValue else {
        throw malformed(
          "piece \(index + 1) of the layer '\(name)' is neither text nor an object with 'start' and 'end'")
      }
      guard start <= end, unit.move(&place, to: start, in: text.span) else {
        throw malformed(
          "piece \(index + 1) of the layer '\(name)' begins at \(start), which is not a place in the text behind the piece "
            + "before it (in \(unit.rawValue))")
      }
      let first = place.byte
      guard unit.move(&place, to: end, in: text.span) else {
        throw malformed(
          "piece \(index + 1) of the layer '\(name)' ends at \(end), which is not a place in the text (in \(unit.rawValue))"
        )
      }
      if let said = piece["text"]?.stringValue, !said.hasSameBytes(as: text.string(in: first..<place.byte)) {
        throw malformed(
          "piece \(index + 1) of the layer '\(name)' says that it is '\(said.prefix(60))', and from \(start) to \(end) (in "
            + "\(unit.rawValue)) the text has something else")
      }
      ranges.append(first..<place.byte)
    }
    if let problem = ranges.problem(in: text) { throw malformed("the layer '\(name)' \(problem)") }
    return ranges
  }

  /// Sets scores; those of stages before stay, and null takes one away.
  private static func set(
    _ value: JSONValue, of document: inout Document, _ description: ProgramDescription
  ) throws(StageError) {
    guard description.flow.gives.contains(.scores) else {
      throw malformed("it has 'scores', and its description does not have them among 'gives'")
    }
    guard let members = value.members else { throw malformed("'scores' is not an object") }
    guard members.count <= mostScores else {
      throw malformed("'scores' has \(members.count) numbers; a document has \(mostScores) at most")
    }
    var scores = document.scores
    for member in members {
      let name = member.name
      guard name.utf8.count <= longestName, Scores.Name.isValid(name) else {
        throw malformed("the name of the score '\(name.prefix(60))' is not in kebab-case, as in stop-word-share")
      }
      switch member.value {
      case .null: scores[Scores.Name(rawValue: name)] = nil
      case .number(let text):
        guard let number = Double(text), number.isFinite else {
          throw malformed("the score '\(name.prefix(60))' is too large")
        }
        scores[Scores.Name(rawValue: name)] = number
      default: throw malformed("the score '\(name.prefix(60))' is not a number")
      }
    }
    document.scores = scores
  }

  /// Fills in the targets of translation units.
  private static func fill(_ value: JSONValue, of document: inout Document) throws {
    guard let elements = value.elements else { throw malformed("the layer 'units' is not a list") }
    var targets: [String: String] = [:]
    for element in elements {
      guard let id = element["id"]?.stringValue, let target = element["target"] else {
        throw malformed("a unit has no 'id' or no 'target'")
      }
      if case .null = target { continue }
      guard let target = target.stringValue else { throw malformed("the target of the unit '\(id)' is not text") }
      targets[id] = target
    }
    try document.update(TranslationUnits.self) { layer, _ in
      for index in layer.units.indices {
        guard let target = targets.removeValue(forKey: layer.units[index].id) else { continue }
        layer.units[index].target = target
        layer.units[index].state = .translated
      }
      if let unknown = targets.keys.min() { throw malformed("there is no unit '\(unknown)'") }
    }
  }
}

/// Why programs change text: they do not say what exactly they did, and why.
package enum ReplacementReason {
  package static let rewritten = Reason("rewritten", "A program rewrote the text.")
}

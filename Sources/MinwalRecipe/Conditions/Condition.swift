public import Minwal

/// What `when:` of a stage asks of a document; the stage skips documents that do not meet it.
public indirect enum Condition: Hashable, Sendable {
  /// The document is in this language.
  case language(Language)
  /// A member of its metadata is as it should be.
  case metadata(name: String, MetadataTest)
  case not(Condition)
  case any([Condition])
  case all([Condition])

  /// What one member of a document's metadata is asked for.
  public enum MetadataTest: Hashable, Sendable {
    /// It is there, and not null.
    case present
    /// It is this text, number or truth value, or a list that has it.
    case equals(JSONValue)
    /// It is a number in a range, or a text in an alphabetical one.
    case within(Bounds)
  }

  /// The ends of a range, of which one may be open.
  public enum Bounds: Hashable, Sendable {
    case numbers(min: Double?, max: Double?)
    /// By the order of their bytes, which is that of dates in ISO 8601, too.
    case texts(min: String?, max: String?)
  }

  /// Whether a document meets it.
  ///
  /// - Parameters:
  ///   - document: The document, as it is where the condition stands.
  ///   - language: The document's language; called if it matters.
  /// - Returns: Whether it does.
  public func isMet(by document: Document, language: () -> Language?) -> Bool {
    switch self {
    case .language(let wanted): language() == wanted
    case .metadata(let name, let test): document.metadata[name].map(test.isMet) ?? false
    case .not(let condition): !condition.isMet(by: document, language: language)
    case .any(let conditions): conditions.contains { $0.isMet(by: document, language: language) }
    case .all(let conditions): conditions.allSatisfy { $0.isMet(by: document, language: language) }
    }
  }
}

extension Condition {
  /// Whether it asks for nothing but the language.
  package var isOfLanguage: Bool {
    switch self {
    case .language: true
    case .metadata: false
    case .not(let condition): condition.isOfLanguage
    case .any(let conditions), .all(let conditions): conditions.allSatisfy(\.isOfLanguage)
    }
  }
}

extension Reason {
  /// Why documents are dropped that no exporter was for, where exporters ask for the language alone.
  package static let otherLanguage = Reason(
    "other-language", "The document is in a language that no exporter is for, or in none that is clear.")

  /// Why documents are dropped that no exporter was for.
  package static let noExporter = Reason("no-exporter", "The document meets the condition of no exporter.")
}

extension Condition.MetadataTest {
  /// Whether a value is as it should be.
  func isMet(by value: JSONValue) -> Bool {
    switch (self, value) {
    case (_, .null): false
    case (.present, _): true
    case (.equals(let wanted), .array(let elements)): elements.contains { Self.isSame(wanted, $0) }
    case (.equals(let wanted), _): Self.isSame(wanted, value)
    case (.within(.numbers(let least, let most)), .number(let spelling)):
      Double(spelling).map { (least ?? -.infinity)...(most ?? .infinity) ~= $0 } ?? false
    case (.within(.texts(let least, let most)), .string(let text)):
      (least.map { !Self.precedes(text, $0) } ?? true) && (most.map { !Self.precedes($0, text) } ?? true)
    case (.within, _): false
    }
  }

  private static func isSame(_ wanted: JSONValue, _ value: JSONValue) -> Bool {
    switch (wanted, value) {
    case (.number(let a), .number(let b)): a == b || Double(a).map { $0 == Double(b) } ?? false
    case (.string(let a), .string(let b)): a.hasSameBytes(as: b)
    default: wanted == value
    }
  }

  private static func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}

extension Condition: CustomStringConvertible {
  /// The condition as a recipe would write it.
  public var description: String { "{ \(members.joined(separator: ", ")) }" }

  private var members: [String] {
    switch self {
    case .language(let language): ["language: \(language.tag.optionDescription)"]
    case .metadata(let name, let test): ["metadata: { \(name.optionDescription): \(test) }"]
    case .not(let condition): ["not: \(condition)"]
    case .any(let conditions):
      Self.languages(conditions).map { ["language: [\($0.joined(separator: ", "))]"] }
        ?? Self.values(conditions).map { ["metadata: { \($0): [\($1.joined(separator: ", "))] }"] }
        ?? ["any: [\(conditions.map(\.description).joined(separator: ", "))]"]
    case .all(let conditions): conditions.flatMap(\.members)
    }
  }

  /// The tags, if all conditions are languages.
  private static func languages(_ conditions: [Condition]) -> [String]? {
    let tags = conditions.compactMap { condition in
      if case .language(let language) = condition { language.tag.optionDescription } else { nil }
    }
    return tags.count == conditions.count ? tags : nil
  }

  /// The name and the values, if all conditions are values of one member of the metadata.
  private static func values(_ conditions: [Condition]) -> (String, [String])? {
    guard case .metadata(let name, .equals)? = conditions.first else { return nil }
    let values = conditions.compactMap { condition in
      if case .metadata(name, let test) = condition, case .equals = test { test.description } else { nil }
    }
    return values.count == conditions.count ? (name.optionDescription, values) : nil
  }
}

extension Condition.MetadataTest: CustomStringConvertible {
  public var description: String {
    switch self {
    case .present: return "{ present: true }"
    case .equals(.string(let text)): return text.optionDescription
    case .equals(.number(let spelling)): return spelling
    case .equals(let value): return value == .bool(true) ? "true" : "false"
    case .within(.numbers(let least, let most)):
      return Self.range(least.map { Self.number($0) }, most.map { Self.number($0) })
    case .within(.texts(let least, let most)): return Self.range(least?.optionDescription, most?.optionDescription)
    }
  }

  private static func range(_ least: String?, _ most: String?) -> String {
    let ends = [least.map { "min: \($0)" }, most.map { "max: \($0)" }]
    return "{ \(ends.compactMap(\.self).joined(separator: ", ")) }"
  }

  /// A number without a fraction that says nothing.
  static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

/// A type that an option can have.
public protocol OptionValue: Hashable, Sendable {
  /// What values it takes.
  static var optionType: OptionType { get }

  /// Reads a configured value.
  ///
  /// - Returns: `nil` after having reported a problem to `scope`.
  static func decode(_ node: ConfigNode, in scope: OptionScope) -> Self?

  /// The value as a recipe would give it; also what a recipe's fingerprint is made of.
  var configNode: ConfigNode { get }
}

extension OptionValue {
  /// The value as a recipe would write it on one line.
  public var optionDescription: String { configNode.written }
}

/// An enumeration whose cases are an option's choices. Raw values are the names that recipes use, in kebab-case.
public protocol OptionChoice: OptionValue, CaseIterable, RawRepresentable where RawValue == String {
  /// One line about the case.
  var help: String { get }
}

extension OptionChoice {
  public static var optionType: OptionType {
    .choice(allCases.map { OptionType.Choice(name: $0.rawValue, help: $0.help) })
  }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Self? {
    let names = allCases.map(\.rawValue)
    let expected: Diagnostic.Note = "expected one of: \(names.joined(separator: ", "))"
    guard case .string(let name) = node.kind else {
      scope.report(
        .wrongType, "\(scope.subject) must be a name, not \(node.kindDescription)", at: node, notes: [expected])
      return nil
    }
    if let value = Self(rawValue: name) { return value }
    var notes: [Diagnostic.Note] = [expected]
    if let nearest = NearestName.of(name, in: names) { notes.append(.meant(nearest)) }
    scope.report(.unknownChoice, "'\(name)' is not a valid value for \(scope.subject)", at: node, notes: notes)
    return nil
  }

  public var configNode: ConfigNode { ConfigNode(.string(rawValue)) }
}

extension Bool: OptionValue {
  public static var optionType: OptionType { .bool }
  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Bool? {
    if case .bool(let value) = node.kind { return value }
    var notes: [Diagnostic.Note] = []
    if case .string(let text) = node.kind, ["yes", "no", "on", "off", "y", "n"].contains(text.lowercased()) {
      notes.append("in YAML 1.2 '\(text)' is text; write true or false")
    }
    scope.reportType(Self.optionType, node, notes: notes)
    return nil
  }
  public var configNode: ConfigNode { ConfigNode(.bool(self)) }
}

extension Int: OptionValue {
  public static var optionType: OptionType { .int }
  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Int? {
    if case .int(let value) = node.kind { return value }
    if case .double(let value) = node.kind, value == value.rounded(), abs(value) < 1e15 { return Int(value) }
    scope.reportType(Self.optionType, node)
    return nil
  }
  public var configNode: ConfigNode { ConfigNode(.int(self)) }
}

extension Double: OptionValue {
  public static var optionType: OptionType { .double }
  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Double? {
    if case .double(let value) = node.kind { return value }
    if case .int(let value) = node.kind { return Double(value) }
    scope.reportType(Self.optionType, node)
    return nil
  }
  public var configNode: ConfigNode { ConfigNode(.double(self)) }
}

extension String: OptionValue {
  public static var optionType: OptionType { .string }
  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> String? {
    if case .string(let value) = node.kind { return value }
    var notes: [Diagnostic.Note] = []
    switch node.kind {
    case .bool, .int, .double, .null: notes.append("put it in quotes if text is meant")
    default: break
    }
    scope.reportType(Self.optionType, node, notes: notes)
    return nil
  }
  public var configNode: ConfigNode { ConfigNode(.string(self)) }
}

extension Language: OptionValue {
  /// What people write for a tag.
  private static var commonNames: [String: String] {
    [
      "arabic": "ar", "english": "en", "french": "fr", "german": "de", "spanish": "es", "persian": "fa", "farsi": "fa",
      "urdu": "ur", "hebrew": "he", "hindi": "hi", "chinese": "zh", "japanese": "ja", "russian": "ru", "turkish": "tr",
      "italian": "it", "portuguese": "pt", "kurdish": "ckb", "dutch": "nl", "polish": "pl", "ukrainian": "uk",
      "korean": "ko", "bengali": "bn", "indonesian": "id", "pashto": "ps", "uyghur": "ug", "amharic": "am",
      "swedish": "sv",
      "danish": "da", "czech": "cs", "romanian": "ro", "norwegian": "no", "marathi": "mr", "kazakh": "kk",
      "bulgarian": "bg",
      "serbian": "sr", "العربية": "ar", "عربي": "ar", "فارسی": "fa", "اردو": "ur", "français": "fr", "deutsch": "de",
      "español": "es", "türkçe": "tr", "русский": "ru",
    ]
  }

  public static var optionType: OptionType { .language }
  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Language? {
    guard case .string(let tag) = node.kind else {
      let notes: [Diagnostic.Note] = node.kind == .bool(false) ? ["Norwegian is \"no\", in quotes"] : []
      scope.reportType(optionType, node, notes: notes)
      return nil
    }
    guard Language.isTag(tag) else {
      scope.report(
        .wrongType, "'\(tag)' is not a language tag", at: node,
        notes: ["expected a BCP 47 tag: two or three letters such as ar, en or ckb"]
          + (commonNames[tag.lowercased()].map { [.meant($0)] } ?? []))
      return nil
    }
    return Language(tag)
  }
  public var configNode: ConfigNode { ConfigNode(.string(tag)) }
}

extension Optional: OptionValue where Wrapped: OptionValue {
  public static var optionType: OptionType { .optional(Wrapped.optionType) }
  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Wrapped?? {
    if case .null = node.kind { return .some(nil) }
    guard let value = Wrapped.decode(node, in: scope) else { return nil }
    return .some(value)
  }
  public var configNode: ConfigNode { self?.configNode ?? ConfigNode(.null) }
}

extension Array: OptionValue where Element: OptionValue {
  public static var optionType: OptionType { .list(Element.optionType) }
  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> [Element]? {
    guard case .sequence(let nodes) = node.kind else {
      var notes: [Diagnostic.Note] = []
      if case .string(let text) = node.kind { notes.append("for a list of one, write [\(text)]") }
      scope.reportType(optionType, node, notes: notes)
      return nil
    }
    // All elements are read, so that all their problems are reported.
    let values = nodes.map { Element.decode($0, in: scope) }
    return values.contains { $0 == nil } ? nil : values.compactMap(\.self)
  }
  public var configNode: ConfigNode { ConfigNode(.sequence(map(\.configNode))) }
}

extension Dictionary: OptionValue where Key == String, Value: OptionValue {
  public static var optionType: OptionType { .map(Value.optionType) }
  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> [String: Value]? {
    guard case .mapping(let entries) = node.kind else {
      scope.reportType(optionType, node)
      return nil
    }
    var result: [String: Value] = [:]
    var isComplete = true
    for entry in entries {
      if let value = Value.decode(entry.value, in: scope) { result[entry.key] = value } else { isComplete = false }
    }
    return isComplete ? result : nil
  }
  public var configNode: ConfigNode {
    ConfigNode(.mapping(sorted { $0.key < $1.key }.map { ConfigNode.Entry($0.key, $0.value.configNode) }))
  }
}

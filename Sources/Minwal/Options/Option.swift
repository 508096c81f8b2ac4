/// Declares an option of a stage, once: its name, type, default, range and help.
///
/// The property's name in camel case gives the option's in kebab-case: `maxLength` is `max-length` in recipes.
/// ```swift
/// @Option("Sentences to keep.", in: 1...50) public var sentences = 3
/// @Option("The file to write.") public var to: OutputPath     // no default: recipes must give it
/// ```
@propertyWrapper
public struct Option<Value: OptionValue>: Sendable {
  /// What is said of an option once. A reference, so that stages, which are copied for each worker and carry their options with
  /// them, do not carry that.
  private final class Declaration: Sendable {
    let help: String
    let unit: String?
    /// The ends of the range, as a recipe would give them.
    let minimum: ConfigNode?
    let maximum: ConfigNode?
    let contains: (@Sendable (Value) -> Bool)?

    init(
      _ help: String, _ unit: String?, _ minimum: ConfigNode? = nil, _ maximum: ConfigNode? = nil,
      contains: (@Sendable (Value) -> Bool)? = nil
    ) {
      self.help = help
      self.unit = unit
      self.minimum = minimum
      self.maximum = maximum
      self.contains = contains
    }
  }

  private var value: Value?
  private let declaration: Declaration

  /// The option's value. Only decoded options are ever handed to a stage, and decoding ends with an error if a
  /// required option was not given, so that there always is one.
  public var wrappedValue: Value {
    get { value! }
    set { value = newValue }
  }

  /// Declares an option with a default.
  ///
  /// - Parameters:
  ///   - wrappedValue: The default.
  ///   - help: One line that ends with a full stop.
  ///   - unit: What a number counts: `bytes`, `sentences`.
  public init(wrappedValue: Value, _ help: String, unit: String? = nil) {
    value = wrappedValue
    declaration = Declaration(help, unit)
  }

  /// Declares an option that recipes must give.
  public init(_ help: String, unit: String? = nil) {
    value = nil
    declaration = Declaration(help, unit)
  }

  /// Declares an option with a default and the range that it must be in.
  public init(wrappedValue: Value, _ help: String, unit: String? = nil, in range: ClosedRange<Value>)
  where Value: Comparable {
    value = wrappedValue
    declaration = Declaration(help, unit, range.lowerBound.configNode, range.upperBound.configNode) {
      range.contains($0)
    }
  }

  /// Declares an option without a default, and the range that a given value must be in.
  public init<Wrapped: OptionValue & Comparable>(
    wrappedValue: Value = nil, _ help: String, unit: String? = nil, in range: ClosedRange<Wrapped>
  ) where Value == Wrapped? {
    value = .some(wrappedValue)
    declaration = Declaration(help, unit, range.lowerBound.configNode, range.upperBound.configNode) {
      $0.map(range.contains) ?? true
    }
  }
}

extension Option: Decodable {
  /// Never called: ``StageOptions/decode(_:in:owner:)`` hands out declared options itself.
  public init(from decoder: any Decoder) throws {
    throw DecodingError.dataCorrupted(
      .init(codingPath: decoder.codingPath, debugDescription: "options are decoded by StageOptions.decode(_:in:)"))
  }
}

protocol AnyOption {
  func declaration(name: String) -> OptionDeclaration
  func decoding(_ node: ConfigNode, in scope: OptionScope) -> (any AnyOption)?
  var valueDescription: String { get }
}

extension Option: AnyOption {
  func declaration(name: String) -> OptionDeclaration {
    OptionDeclaration(
      name: name, help: declaration.help, type: Value.optionType, defaultValue: value?.configNode,
      minimum: declaration.minimum, maximum: declaration.maximum, unit: declaration.unit)
  }

  func decoding(_ node: ConfigNode, in scope: OptionScope) -> (any AnyOption)? {
    guard let decoded = Value.decode(node, in: scope) else { return nil }
    if let contains = declaration.contains, !contains(decoded) {
      scope.report(
        .outOfRange, "\(scope.subject) is out of range: \(decoded.optionDescription)", at: node,
        notes: declaration(name: "").rangeDescription.map { ["expected \($0)"] } ?? [])
      return nil
    }
    var result = self
    result.value = decoded
    return result
  }

  var valueDescription: String { value?.optionDescription ?? "" }
}

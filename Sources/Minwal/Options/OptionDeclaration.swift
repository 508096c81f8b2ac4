/// What an option declares, without its Swift type.
public struct OptionDeclaration: Hashable, Sendable {
  /// The name in recipes.
  public var name: String
  public var help: String
  public var type: OptionType
  /// The default; `null` if the option is then not set, and `nil` if recipes must give it.
  public var defaultValue: ConfigNode?
  /// The least value allowed.
  public var minimum: ConfigNode?
  /// The greatest value allowed.
  public var maximum: ConfigNode?
  /// What a number counts.
  public var unit: String?

  /// Declares an option.
  public init(
    name: String, help: String, type: OptionType, defaultValue: ConfigNode? = nil, minimum: ConfigNode? = nil,
    maximum: ConfigNode? = nil, unit: String? = nil
  ) {
    self.name = name
    self.help = help
    self.type = type
    self.defaultValue = defaultValue
    self.minimum = minimum
    self.maximum = maximum
    self.unit = unit
  }

  /// Whether recipes must give it.
  public var isRequired: Bool { defaultValue == nil }

  /// The allowed range in words, such as "1 to 50 sentences"; `nil` if all values are allowed.
  public var rangeDescription: String? {
    guard let minimum, let maximum else { return nil }
    return "\(minimum.written) to \(maximum.written)" + (unit.map { " \($0)" } ?? "")
  }

  /// The default as a recipe would write it; `nil` if the option must be given.
  public var defaultDescription: String? { defaultValue?.written }
}

/// A problem that a person can fix, and where.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How bad it is: an error stops the run before it starts.
  public enum Severity: String, Sendable {
    case error
    case warning
  }

  /// The kind of problem: a stable name that `minwal explain` tells more about.
  ///
  /// A struct, so that a new kind breaks no one's `switch`.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ name: String) { rawValue = name }
  }

  public var severity: Severity
  public var code: Code
  public var message: String
  public var range: SourceRange?
  /// What was expected, what was probably meant, where the thing belongs: a line each.
  public var notes: [String]

  /// Creates a problem; an error unless said otherwise.
  public init(
    _ code: Code, _ message: String, at range: SourceRange? = nil, notes: [String] = [], severity: Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.range = range
    self.notes = notes
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The problem on one line, as compilers put it.
  public var description: String {
    let place = range.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
    return "\(place)\(severity.rawValue): \(message) [\(code.rawValue)]"
  }
}

/// Several problems at once.
public struct Diagnostics: Error, Sendable {
  public var all: [Diagnostic]
  public init(_ all: [Diagnostic]) { self.all = all }
}

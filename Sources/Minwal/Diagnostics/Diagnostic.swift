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

  /// What a problem comes with: what was expected, what was probably meant, where another thing is that matters.
  public struct Note: Hashable, Sendable, ExpressibleByStringInterpolation {
    public var message: String
    /// The place that the note is about, if it is not that of the problem.
    public var range: SourceRange?
    /// What could stand in the problem's place.
    public var replacement: String?

    /// Creates a note.
    public init(_ message: String, at range: SourceRange? = nil) {
      self.message = message
      self.range = range
    }

    public init(stringLiteral value: String) { self.init(value) }

    /// A note that what stands in the problem's place was probably meant to be `name`.
    public static func meant(_ name: String) -> Note {
      var note = Note("did you mean '\(name)'?")
      note.replacement = name
      return note
    }

    /// The note that the nearest of some names was probably meant; none if no name is near.
    public static func nearest(_ name: String, in names: some Sequence<String>) -> [Note] {
      NearestName.of(name, in: names).map { [.meant($0)] } ?? []
    }
  }

  public var severity: Severity
  public var code: Code
  public var message: String
  public var range: SourceRange?
  /// What was expected, what was probably meant, where the thing belongs.
  public var notes: [Note]
  /// The place of the problem without which there would not be this one; then only that one is shown.
  public package(set) var consequenceOf: SourceRange?

  /// Creates a problem; an error unless said otherwise.
  public init(
    _ code: Code, _ message: String, at range: SourceRange? = nil, notes: [Note] = [], severity: Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.range = range
    self.notes = notes
  }

  /// Creates a problem with a value; if there is no value, it is a consequence of what is wrong with that.
  public init(
    _ code: Code, _ message: String, at node: ConfigNode, notes: [Note] = [], severity: Severity = .error
  ) {
    self.init(code, message, at: node.range, notes: notes, severity: severity)
    consequenceOf = node.unresolvedAt
  }

  /// What could stand in the problem's place, if it is known.
  public var suggestion: String? { notes.lazy.compactMap(\.replacement).first }
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

import Minwal

/// What translates texts: a program, a server.
protocol TextEngine: Sendable {
  /// Tells engines apart whose translations differ, in a translation memory.
  var identity: String { get }

  /// How many texts it takes at a time.
  var batch: Int { get }

  /// Translates texts from one language into another.
  ///
  /// - Parameters:
  ///   - texts: At most ``batch`` of them.
  ///   - source: Their language; undetermined if it is not known.
  ///   - target: The language to translate to.
  /// - Returns: Each text's translation, or why there is none.
  /// - Throws: ``StageError`` that ends a run, if nothing can be translated.
  mutating func translate(
    _ texts: [String], from source: Language, to target: Language
  ) throws(StageError) -> [Result<String, StageError>]
}

import Minwal

/// What is remembered of a document on its way through the stages of a recipe.
struct Passage {
  /// Time in stages so far.
  var nanoseconds: UInt64 = 0
  /// The language that the text looks like, once a condition has asked for it, so that all conditions go by the same.
  var language: Language??
  /// Whether it has met the condition of an exporter.
  var isExported = false
}

/// Names that have a meaning of their own wherever a recipe has stages.
package enum ReservedName {
  /// An item that stands for the stages of a file.
  package static let use = "use"
  /// Beside it, values for the file's parameters.
  package static let with = "with"
  /// Those of items that are no stages.
  package static let ofItems = [use, with]
  /// Among the options of every stage: which documents it is for.
  package static let when = "when"
  /// What becomes of a document that the stage fails on.
  package static let onError = "on-error"
  /// Those that every stage can have beside its options.
  package static let ofOptions = [when, onError]
  /// Keys of every input, beside which readers have their own.
  package static let ofInput = ["files", "exclude", "follow-links", "name", "language", "metadata"]
}

import Minwal

/// The result of reading a record, besides the document.
struct ReadOutcome: Sendable {
  /// Where it lies.
  var place: Place
  /// The reader's name.
  var reader = "text"
  /// What the framing found at the start of the file that the record needs.
  var preamble = ByteBuffer()
  /// Whether its bytes are UTF-8, whatever the recipe says.
  var isUTF8 = false
  /// Malformed sequences that became U+FFFD.
  var replacements = 0
  /// Why it could not be read.
  var failure: StageError?
  /// Whether there are bytes to keep if it fails.
  var hasInput = true
}

extension StageError {
  /// Any error as one that reports can show.
  init(wrapping error: any Error) { self = error as? StageError ?? StageError(.stageFailed, "\(error)") }
}

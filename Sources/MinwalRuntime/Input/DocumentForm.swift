/// What the bytes are that a document was read from.
enum DocumentForm: String, Sendable {
  /// A whole file, or all that came through a pipe.
  case file
  /// A line of a JSON Lines file.
  case line
}

import Minwal

/// A run of consecutive documents as they lie in the input, not yet read or parsed.
struct RawBatch {
  enum Content {
    /// Files, each one document.
    case files([FileWalk.Found])
    /// Lines of JSON in ``RawBatch/bytes``; blank ones are no documents.
    case lines(source: String, firstLine: Int)
    /// One document in ``RawBatch/bytes``.
    case document(id: String)
    /// Something that could not be read; it counts as a document, so that it shows up in the books.
    case unreadable(id: String, StageError)
  }

  /// Batches are numbered from 0 in the order of the input, without gaps.
  var number = 0
  /// The number of the first document.
  var firstIndex = 0
  /// How many documents there are.
  var count = 0
  /// Where the next batch begins.
  var end = SourcePosition()
  var content = Content.files([])
  var bytes = ByteBuffer()
  /// Whether stages that take several documents get one at a time, since one of several has ended the process.
  var documentsGoAlone = false

  /// What the bytes of each document are.
  var form: DocumentForm {
    if case .lines = content { .line } else { .file }
  }
}

import Minwal

/// Takes notice of what happens in a run; called by whichever worker it happens to, one at a time.
public typealias RunEventReport = @Sendable (RunEvent) -> Void

/// Something in a run that a log should have.
public enum RunEvent: Sendable {
  /// A stage has seen all documents first.
  case surveyed(stage: String, documents: Int)
  /// Progress was made durable: so many documents, and bytes of input.
  case checkpoint(documents: Int, bytes: Int)
  /// A stage says something.
  case note(stage: String, message: String)
  /// A document failed. `stage` is `nil` if it could not be read.
  case quarantined(id: String, place: String, stage: String?, code: String, message: String)
}

extension RunEvent {
  static func quarantined(_ document: QuarantinedDocument) -> RunEvent {
    .quarantined(
      id: document.id, place: document.place.description, stage: document.stage, code: document.error.code.rawValue,
      message: document.error.message)
  }
}

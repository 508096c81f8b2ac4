extension StageError.Code {
  // What cannot be read.
  public static let unreadableInput = Self("unreadable-input")
  public static let malformedRecord = Self("malformed-record")
  public static let malformedSidecar = Self("malformed-sidecar")
  public static let wrongKind = Self("wrong-kind")
  public static let damagedFile = Self("damaged-file")
  public static let invalidEncoding = Self("invalid-encoding")
  public static let wrongEncoding = Self("wrong-encoding")
  public static let unknownEncoding = Self("unknown-encoding")
  public static let binaryInput = Self("binary-input")
  public static let documentTooLarge = Self("document-too-large")

  // What a stage does wrong.
  public static let invalidEdit = Self("invalid-edit")
  public static let invalidLayer = Self("invalid-layer")
  public static let stageFailed = Self("stage-failed")
  public static let stageCrashed = Self("stage-crashed")
  public static let stageTimedOut = Self("stage-timed-out")
  public static let outOfMemory = Self("out-of-memory")
  public static let stageUnavailable = Self("stage-unavailable")
  public static let malformedReply = Self("malformed-reply")

  // What has nothing to do with a document.
  package static let interrupted = Self("interrupted")
  package static let missingInput = Self("missing-input")
  package static let unknownStage = Self("unknown-stage")
  package static let unreadableQuarantine = Self("unreadable-quarantine")
  package static let locked = Self("locked")

  // What a test leaves out of its mocks.
  package static let notMocked = Self("not-mocked")
  package static let mockDoesNotFit = Self("mock-does-not-fit")
}

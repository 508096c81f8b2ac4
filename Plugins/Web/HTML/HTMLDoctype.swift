/// What a document type declaration says.
public struct HTMLDoctype: Sendable {
  /// Its name in lower case: its index in ``HTMLContent/values`` plus one; 0 if there is none.
  public internal(set) var name: UInt32 = 0
  /// The public identifier, likewise.
  public internal(set) var publicID: UInt32 = 0
  /// The system identifier, likewise.
  public internal(set) var systemID: UInt32 = 0
  /// Whether it is malformed, which makes browsers imitate their ancestors.
  public internal(set) var forcesQuirks = false
}

/// How much a page wants browsers to imitate their ancestors.
public enum HTMLQuirks: UInt8, Sendable {
  case none, limited, full
}

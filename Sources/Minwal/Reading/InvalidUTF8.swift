/// What becomes of bytes that are not UTF-8.
public enum InvalidUTF8: String, OptionChoice {
  case repair
  case reject

  public var help: String {
    switch self {
    case .repair: "Each malformed sequence becomes U+FFFD, and is counted."
    case .reject: "The document is quarantined."
    }
  }
}

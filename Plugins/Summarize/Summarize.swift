public import Minwal

extension Plugin {
  public static let summarize = Plugin("summarize", [])
}

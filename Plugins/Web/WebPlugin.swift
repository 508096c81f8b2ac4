public import Minwal

extension Plugin {
  /// Pages of the web: what they are in, and their text.
  public static let web = Plugin("web", [])
}

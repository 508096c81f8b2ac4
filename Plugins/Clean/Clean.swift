public import Minwal

extension Plugin {
  public static let clean = Plugin("clean", [])
}

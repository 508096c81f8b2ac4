public import Minwal

extension Plugin {
  public static let segment = Plugin("segment", [])
}

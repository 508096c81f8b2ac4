public import Minwal

extension Plugin {
  public static let normalize = Plugin("normalize", [])
}

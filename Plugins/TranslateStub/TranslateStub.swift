public import Minwal

extension Plugin {
  public static let translateStub = Plugin("translateStub", [])
}

import Minwal

/// The parts of a server's address that matter here.
struct Address {
  /// Name and password, as they are written before the `@`.
  let user: String?
  /// The password; a name that stands alone is one, as servers that take tokens have it.
  let password: String?
  /// The values of parameters that are named like keys.
  let keys: [String]
  /// The address as it may be shown.
  let shown: String
  /// The address as a name for the server: the same for every caller.
  let name: String

  init(_ url: String) {
    let hidden = URLSecrets.hidden(in: url, isAddress: true)
    let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    // What was put in the place of name and password tells where they end.
    let rest = hidden.firstRange(of: "://***@").map { hidden[$0.upperBound...] }
    let user = rest.map { rest in String(url[start...].dropLast(rest.count + 1)) }
    self.user = user
    password = user.map { user in user.firstIndex(of: ":").map { String(user[user.index(after: $0)...]) } ?? user }
    let query = (rest ?? hidden[...]).firstIndex(of: "?").map { hidden[hidden.index(after: $0)...] } ?? ""
    var keys: [String] = []
    var parameters: [Substring] = []
    for parameter in query.split(separator: "&", omittingEmptySubsequences: false) {
      guard let equals = parameter.firstIndex(of: "="), Self.isKey(parameter[..<equals]) else {
        parameters.append(parameter)
        continue
      }
      keys.append(String(parameter[parameter.index(after: equals)...]))
      parameters.append(parameter[...equals] + Secrets.mask)
    }
    self.keys = keys
    shown = hidden.dropLast(query.count) + parameters.joined(separator: "&")
    name = rest.map { url[..<start] + $0.dropLast(query.count) + parameters.joined(separator: "&") } ?? shown
  }

  private static func isKey(_ name: Substring) -> Bool {
    let name = name.lowercased()
    return ["key", "token", "secret", "pass", "auth", "sig"].contains { name.contains($0) }
  }
}

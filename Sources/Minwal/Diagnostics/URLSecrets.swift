/// Addresses with a password in them, as they stand in recipes and messages.
package enum URLSecrets {
  /// Text in which what stands before the `@` of an address is hidden: `https://***@example.org`.
  ///
  /// - Parameters:
  ///   - text: Any text.
  ///   - keepsLength: Whether there is an asterisk for each character, so that columns stay what they are.
  ///   - isAddress: Whether the text is an address and nothing else.
  /// - Returns: The text; all of it, if no address has a password.
  package static func hidden(in text: String, keepsLength: Bool = false, isAddress: Bool = false) -> String {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var position = 0
    while position < scalars.count {
      result.append(scalars[position])
      position += 1
      guard position >= 3, scalars[(position - 3)..<position].elementsEqual("://".unicodeScalars) else { continue }
      guard let end = endOfUser(scalars[position...], isAddress) else { continue }
      let stars = keepsLength ? end - position : 3
      result.append(contentsOf: String(repeating: "*", count: stars).unicodeScalars)
      position = end
    }
    return String(result)
  }

  /// Where the `@` stands that ends name and password, if the address that begins here has one.
  private static func endOfUser(_ scalars: ArraySlice<Unicode.Scalar>, _ isAddress: Bool) -> Int? {
    let address = scalars.prefix {
      isAddress || !$0.properties.isWhitespace && !"\"<>".unicodeScalars.contains($0)
    }
    let authority = address.prefix { !"/?#".unicodeScalars.contains($0) }
    if let at = authority.lastIndex(of: "@") { return at }
    // A password with a slash in it, which should have been written %2F: the host's port is then no number.
    guard let colon = authority.lastIndex(of: ":"), authority[colon...].dropFirst().contains(where: { !isDigit($0) })
    else { return nil }
    return address.lastIndex(of: "@")
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

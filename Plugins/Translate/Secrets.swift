import Minwal

/// What a server knows us by: a key, and what stands before the `@` of an address. Nothing of it may be printed, logged or
/// quarantined, also where the server repeats it.
///
/// A server repeats a request as it likes: with percent signs, as JSON within JSON, in HTML, in Base64. So text is not
/// compared with spellings, but read character by character, each in any of them.
struct Secrets: Sendable {
  /// Shown in the place of a secret.
  static let mask = "***"
  /// Of a secret that is cut off at the end of a text, so many bytes are hidden, and fewer are not.
  private static let fewestOfPart = 4

  /// As bytes, longest first.
  private let plain: [[UInt8]]
  private let base64: [[UInt8]]

  /// Takes down what to hide.
  ///
  /// - Parameters:
  ///   - url: An address, whose password is a secret.
  ///   - key: Another one.
  init(url: String, key: String?) {
    var plain: [[UInt8]] = []
    let address = Address(url)
    for secret in [key, address.password] + address.keys {
      guard let secret = secret.map({ Array($0.utf8) }) else { continue }
      plain.append(secret)
      // What is sent of an address is what its percent signs mean.
      let decoded = Self.decoded(secret)
      if decoded != secret { plain.append(decoded) }
    }
    // libcurl sends both together.
    let encoded = plain + [address.user.map { Self.decoded(Array($0.utf8)) } ?? []]
    self.plain = plain.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
    base64 = encoded.filter { $0.count >= Self.fewestOfPart }.flatMap { Self.base64($0) }.sorted { $0.count > $1.count }
  }

  /// Text in which no secret is left.
  func hiding(in text: String) -> String {
    if plain.isEmpty && base64.isEmpty { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if let end = endOfSecret(bytes, at: position) {
        result += Self.mask.utf8
        position = end
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Where the secret ends that begins here.
  private func endOfSecret(_ bytes: [UInt8], at start: Int) -> Int? {
    for secret in plain {
      if let end = Self.match(secret, bytes, at: start, as: \.self) { return end }
    }
    for secret in base64 {
      guard let end = Self.match(secret, bytes, at: start, as: \.base64Digit) else { continue }
      // What is left of the word is made of the secret and of its neighbours.
      return bytes[end...].firstIndex { !$0.isBase64Digit } ?? bytes.count
    }
    return nil
  }

  /// Reads a secret.
  ///
  /// - Returns: Where it ends; `nil` if something else is there.
  private static func match(
    _ secret: [UInt8], _ bytes: [UInt8], at start: Int, as digit: KeyPath<UInt8, UInt8>
  ) -> Int? {
    // A secret may have percent signs and backslashes of its own, so that there can be two ways to read on.
    var waiting = [(done: 0, position: start)]
    while var (done, position) = waiting.popLast() {
      while done < secret.count {
        guard position < bytes.count else { return done >= fewestOfPart ? position : nil }
        let spelled = SpelledCharacter(bytes, at: position)
        let isSpelling = secret[done...].starts(with: spelled.bytes) { isEqual($0, $1[keyPath: digit]) }
        let isItself = isEqual(secret[done], bytes[position][keyPath: digit])
        if isItself {
          if isSpelling, spelled.end > position + 1 { waiting.append((done + spelled.bytes.count, spelled.end)) }
          (done, position) = (done + 1, position + 1)
        } else if isSpelling {
          (done, position) = (done + spelled.bytes.count, spelled.end)
        } else {
          break
        }
      }
      if done >= secret.count { return position }
    }
    return nil
  }

  /// Whether a byte stands for another; letters may be small or capital, and a space a plus sign.
  private static func isEqual(_ secret: UInt8, _ byte: UInt8) -> Bool {
    secret == byte || secret.lowercased == byte.lowercased || secret == 0x20 && byte == UInt8(ascii: "+")
  }

  /// Bytes as percent signs mean them.
  private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      let spelled = bytes[position] == UInt8(ascii: "%") ? SpelledCharacter(bytes, at: position) : nil
      result += spelled?.bytes ?? [bytes[position]]
      position = spelled?.end ?? position + 1
    }
    return result
  }

  /// What Base64 makes of bytes wherever they stand among others: all that depends on them alone.
  private static func base64(_ bytes: [UInt8]) -> [[UInt8]] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    return (0..<3).map { before in
      let bits =
        (0..<before).flatMap { _ in [UInt8](repeating: 0, count: 8) }
        + bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
      let first = (before * 8 + 5) / 6
      return (first..<max(first, bits.count / 6)).map { digit in
        alphabet[Int(bits[(digit * 6)..<(digit * 6 + 6)].reduce(0) { $0 << 1 | $1 })]
      }
    }
  }
}

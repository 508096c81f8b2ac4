import Foundation
import Minwal
import Testing

@testable import TranslatePlugin

/// Keys and passwords, however a server spells them when it repeats them.
@Suite struct SecretsTests {
  static let key = "k3y/ab+c\"d é%e"

  static func spellings(_ secret: String) throws -> [String] {
    let json = String(decoding: try JSONEncoder().encode(secret), as: UTF8.self).dropFirst().dropLast()
    let nested = String(decoding: try JSONEncoder().encode(String(json)), as: UTF8.self).dropFirst().dropLast()
    let percent = secret.utf8.map { String(format: "%%%02X", $0) }.joined()
    let form = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    return [
      secret, String(secret.map { $0.isASCII ? Character($0.uppercased()) : $0 }), String(json), String(nested),
      percent, percent.lowercased(), form,
      form.replacing("%20", with: "+"), form.replacing("%", with: "%25"),
      secret.utf16.map { String(format: "\\u%04x", $0) }.joined(),
      secret.unicodeScalars.map { "&#\($0.value);" }.joined(),
      secret.unicodeScalars.map { "&#x\(String($0.value, radix: 16));" }.joined(),
      secret.replacing("\"", with: "&quot;"),
    ] + ["", "a", "ab", "user:"].map { Data(($0 + secret).utf8).base64EncodedString() }
      + ["", "a", "ab"].map {
        Data(($0 + secret + "tail").utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      }
  }

  @Test(arguments: try spellings(key))
  func aRepeatedKeyIsHidden(_ spelling: String) {
    let hidden = Secrets(url: "http://h", key: Self.key).hiding(in: "invalid key '\(spelling)', go away")
    #expect(
      hidden.hasPrefix("invalid key '") && hidden.hasSuffix("', go away") && hidden.contains(Secrets.mask), "\(hidden)")
    // At most the digits of Base64 that the bytes before it have a part in are left.
    #expect(hidden.count <= "invalid key '****', go away".count + 6, "\(hidden)")
  }

  @Test(arguments: try spellings("p@ss:w/ord"))
  func aRepeatedPasswordIsHidden(_ spelling: String) {
    let secrets = Secrets(url: "https://me:p%40ss%3Aw%2Ford@example.org/x", key: nil)
    let hidden = secrets.hiding(in: "no: \(spelling)!")
    #expect(hidden.hasPrefix("no: ") && hidden.hasSuffix("***!") && hidden.count <= 15, "\(hidden)")
    let basic = Data("me:p@ss:w/ord".utf8).base64EncodedString()
    #expect(secrets.hiding(in: "Authorization: Basic \(basic) x") == "Authorization: Basic *** x")
  }

  @Test(arguments: [
    ("the key is fine", "the key is fine"), ("", ""), ("cut off: secret-ke", "cut off: ***"),
    ("cut off: sec", "cut off: sec"),
    ("secret-key-1secret-key-1", "******"), ("secret-kéy-1", "secret-kéy-1"), ("100% \\", "100% \\"), ("%", "%"),
    ("&#;", "&#;"),
    ("&", "&"), ("\\u12", "\\u12"), ("\\ud83d\\u", "\\ud83d\\u"), ("&#99999999999;", "&#99999999999;"),
  ])
  func nothingElseIs(_ text: String, _ expected: String) {
    #expect(Secrets(url: "http://h", key: "secret-key-1").hiding(in: text) == expected)
  }

  @Test func secretsMayLookLikeSpellings() {
    for key in ["50%off", "a\\b\\\\c", "%41%42xyz", "&amp;&#97;", String(repeating: "\\", count: 5000) + "x"] {
      let secrets = Secrets(url: "http://h", key: key)
      #expect(secrets.hiding(in: "<\(key)>") == "<***>")
      let percent = key.utf8.map { String(format: "%%%02X", $0) }.joined()
      #expect(secrets.hiding(in: "<\(percent)>") == "<***>")
    }
  }

  struct Case: CustomTestStringConvertible {
    var url: String
    var shown: String
    var name: String
    var testDescription: String { url }
  }

  @Test(arguments: [
    Case(url: "http://h:1/translate", shown: "http://h:1/translate", name: "http://h:1/translate"),
    Case(url: "http://me:pw@h/x", shown: "http://***@h/x", name: "http://h/x"),
    Case(url: "http://token@h", shown: "http://***@h", name: "http://h"),
    Case(url: "http://me:p@w@h", shown: "http://***@h", name: "http://h"),
    Case(url: "http://me:p/w\"'@h/x", shown: "http://***@h/x", name: "http://h/x"),
    Case(url: "http://h/a@b", shown: "http://h/a@b", name: "http://h/a@b"),
    Case(url: "https://h/x?api_key=abc&v=2", shown: "https://h/x?api_key=***&v=2", name: "https://h/x?api_key=***&v=2"),
    Case(url: "nothing", shown: "nothing", name: "nothing"), Case(url: "", shown: "", name: ""),
  ])
  func addresses(_ item: Case) {
    let address = Address(item.url)
    #expect(address.shown == item.shown)
    #expect(address.name == item.name)
  }
}

public import Minwal

/// Makes targets that show what goes wrong before anyone has translated: accents show lost encodings, brackets show
/// cut ends and pieced-together texts, and a third more length shows layouts that are too tight.
///
/// Placeholders, tags, character references, addresses and digits stay as they are, so that software still works with
/// it. Letters other than Latin ones stay too.
public struct PseudoTranslator: Translator {
  /// Creates a translator.
  public init() {}

  public func translate(_ units: inout [TranslationUnit]) throws {
    for index in units.indices where units[index].state == .initial {
      units[index].target = Self.pseudo(units[index].source)
    }
  }

  /// A text's pseudo-translation.
  static func pseudo(_ source: String) -> String {
    let text = Text(source)
    let bytes = text.span
    var result = Text("⟦")
    var position = 0
    var characters = 0
    while position < bytes.count {
      let end = ProtectedText.end(at: position, in: bytes)
      if end > position {
        result.append(uncheckedUTF8: bytes.extracting(position..<end))
        characters += end - position
        position = end
        continue
      }
      let (scalar, length) = bytes.scalar(at: position)
      if let accented = accented(scalar) {
        result.append(accented)
      } else {
        result.append(uncheckedUTF8: bytes.extracting(position..<(position + length)))
      }
      characters += 1
      position += length
    }
    if characters > 0 { result.append(" " + String(repeating: "~", count: (characters + 2) / 3)) }
    result.append("⟧")
    return String(result)
  }

  /// A letter with an accent that is read the same; `nil` for what is not a Latin letter.
  private static func accented(_ scalar: UInt32) -> String? {
    switch scalar {
    case 0x41...0x5A: upper[Int(scalar - 0x41)]
    case 0x61...0x7A: lower[Int(scalar - 0x61)]
    default: nil
    }
  }

  private static let upper = "ÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ".map(String.init)
  private static let lower = "åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž".map(String.init)
}

import Glibc

/// A text encoding by the name that iconv has for it.
public struct Encoding: OptionValue {
  public let name: String

  /// Names an encoding that iconv knows.
  package init(name: String) { self.name = name }

  /// Names an encoding; `nil` if iconv does not know it.
  public init?(named name: String) {
    guard Self.isKnown(name) else { return nil }
    self.name = name
  }

  /// Whether it is the encoding that needs no conversion.
  public var isUTF8: Bool { ["utf-8", "utf8"].contains(name.lowercased()) }

  /// How many bytes a code unit has, and in which order, if it is UTF-16 or UTF-32: there, the byte of a line break may be
  /// part of another character.
  package var wideUnit: (size: Int, isBigEndian: Bool)? {
    let name = name.uppercased().filter { $0 != "-" && $0 != "_" }
    func begins(_ names: String...) -> Bool { names.contains(where: name.hasPrefix) }
    if begins("UTF16", "UCS2") { return (2, name.hasSuffix("BE")) }
    // Without more, the C library's UCS-4 has the high byte first.
    if begins("UTF32", "UCS4") { return (4, name.hasSuffix("BE") || name == "UCS4") }
    return nil
  }

  public static var optionType: OptionType { .string }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Encoding? {
    guard let name = String.decode(node, in: scope) else { return nil }
    guard isKnown(name) else {
      let common = [
        "utf-8", "utf-16", "windows-1256", "windows-1252", "iso-8859-6", "iso-8859-1", "gb18030", "shift_jis",
      ]
      var notes: [Diagnostic.Note] = ["expected a name that 'iconv -l' lists, such as windows-1256"]
      if let near = NearestName.of(name, in: common) { notes.append(.meant(near)) }
      scope.report(.unknownChoice, "no encoding is called '\(name)'", at: node, notes: notes)
      return nil
    }
    return Encoding(name: name)
  }

  public var configNode: ConfigNode { ConfigNode(.string(name)) }

  private static func isKnown(_ name: String) -> Bool {
    guard !name.isEmpty, let converter = unsafe iconv_open("UTF-8", name), Int(bitPattern: converter) != -1 else {
      return false
    }
    unsafe iconv_close(converter)
    return true
  }
}

package import Minwal

/// What an unquoted YAML scalar is, by the core schema of YAML 1.2.2 (section 10.3.2): `yes` and `no` are text,
/// `012` is twelve, `0o14` too.
package enum CoreSchema {
  package static func resolve(_ scalar: String) -> ConfigNode.Kind {
    switch scalar {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    case ".nan", ".NaN", ".NAN": return .double(.nan)
    default: break
    }
    return number(scalar) ?? .string(scalar)
  }

  private static func number(_ scalar: String) -> ConfigNode.Kind? {
    let bytes = Array(scalar.utf8)
    if scalar.hasPrefix("0o"), let value = Int(scalar.dropFirst(2), radix: 8), bytes[2] != UInt8(ascii: "-"),
      bytes[2] != UInt8(ascii: "+")
    {
      return .int(value)
    }
    if scalar.hasPrefix("0x"), let value = Int(scalar.dropFirst(2), radix: 16), bytes[2] != UInt8(ascii: "-"),
      bytes[2] != UInt8(ascii: "+")
    {
      return .int(value)
    }
    var position = 0
    let negative = bytes.first == UInt8(ascii: "-")
    if negative || bytes.first == UInt8(ascii: "+") { position = 1 }
    if ["inf", "Inf", "INF"].contains(where: { Array(bytes[position...]) == Array(".\($0)".utf8) }) {
      return .double(negative ? -.infinity : .infinity)
    }
    func digits() -> Int {
      let start = position
      while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
      return position - start
    }
    let whole = digits()
    if position == bytes.count { return whole > 0 ? integer(scalar) : nil }
    var fraction = 0
    if bytes[position] == UInt8(ascii: ".") {
      position += 1
      fraction = digits()
    }
    guard whole + fraction > 0 else { return nil }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
        position += 1
      }
      guard digits() > 0 else { return nil }
    }
    guard position == bytes.count else { return nil }
    // Swift's spelling of a number wants a digit on both sides of the point.
    let spelling = scalar.replacing(leadingOrTrailingPoint: whole == 0, fraction == 0)
    return Double(spelling).map(ConfigNode.Kind.double)
  }

  /// A whole number; one that does not fit into 64 bits becomes a double.
  private static func integer(_ scalar: String) -> ConfigNode.Kind? {
    Int(scalar).map(ConfigNode.Kind.int) ?? Double(scalar).map(ConfigNode.Kind.double)
  }
}

extension String {
  fileprivate func replacing(leadingOrTrailingPoint leading: Bool, _ trailing: Bool) -> String {
    guard leading || trailing, let point = firstIndex(of: ".") else { return self }
    return self[..<point] + (leading ? "0" : "") + "." + (trailing ? "0" : "") + self[index(after: point)...]
  }
}

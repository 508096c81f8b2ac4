import Minwal

/// Which site a document is from, as its metadata tell.
enum SiteName {
  /// What the field says, else the host of the address in `url` or `source`, else nothing: all such documents are
  /// taken for pages of one site.
  static func of(_ document: Document, field: String) -> String {
    switch document.metadata[field] {
    case .string(let name)?: return host(of: name) ?? name
    case .number(let number)?: return number
    default: break
    }
    for name in ["url", "source"] {
      if let host = document.metadata[name]?.stringValue.flatMap(host) { return host }
    }
    return ""
  }

  /// The host of `scheme://user@host:port/path` in lower case and without `www.`; `nil` if it is no address.
  static func host(of address: String) -> String? {
    let bytes = Array(address.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      bytes.dropFirst(colon).starts(with: "://".utf8)
    else { return nil }
    var host = bytes[(colon + 3)...].prefix { ![0x2F, 0x3F, 0x23].contains($0) }
    if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
    if let port = host.lastIndex(of: UInt8(ascii: ":")), host[port...].dropFirst().allSatisfy(isDigit) {
      host = host[..<port]
    }
    var name = host.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    if name.starts(with: "www.".utf8) { name.removeFirst(4) }
    return name.isEmpty ? nil : String(decodingUTF8: name.span)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

import Minwal

/// A checkout of Minwal, to which stages can be added.
struct Checkout {
  /// Where it is; empty for the current folder.
  let folder: String

  static let manifest = "Package.swift"
  /// Lists the plugins that are included.
  static let list = "Sources/MinwalPlugins/StandardPlugins.swift"

  /// Looks for a checkout in a folder and those above it.
  init?(around folder: String) {
    var current = folder
    while true {
      if let manifest = Self.read(FileSystem.join(current, Self.manifest)), manifest.contains("name: \"minwal\""),
        Self.read(FileSystem.join(current, Self.list)) != nil
      {
        self.folder = current
        return
      }
      guard current != "/", !current.isEmpty else { return nil }
      current = FileSystem.split(current).folder
    }
  }

  private static func read(_ path: String) -> String? {
    guard let buffer = try? FileSystem.contents(of: path, limit: 1 << 20),
      UTF8Validation.firstInvalid(in: buffer.span) == nil
    else { return nil }
    return String(decodingUTF8: buffer.span)
  }

  /// The text of a file of the checkout.
  func text(of path: String) -> String? { Self.read(FileSystem.join(folder, path)) }

  /// Whether a folder or file of this name, in whatever case, is in a folder of the checkout.
  func has(_ name: String, in parent: String) -> Bool {
    (FileSystem.names(in: FileSystem.join(folder, parent)) ?? []).contains { $0.lowercased() == name.lowercased() }
  }

  /// The manifest with one plugin more; `nil` if it is not as this program knows it.
  static func manifest(_ text: String, adding type: String) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let list = lines.firstIndex(of: "let plugins = ["), let end = lines[list...].firstIndex(of: "]"),
      let test = lines.lastIndex(where: { $0.hasPrefix("    tests(\"") && $0.hasSuffix("Plugin\"]),") }), test > end
    else { return nil }
    lines.insert("    tests(\"\(type)\", [\"\(type)Plugin\"]),", at: test + 1)
    lines.insert("  plugin(\"\(type)\"),", at: end)
    return lines.joined(separator: "\n")
  }

  /// The list of plugins with one more; `nil` if it is not as this program knows it.
  static func list(_ text: String, adding name: ComponentName) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    func module(_ line: String) -> String? { line.firstRange(of: "import ").map { String(line[$0.upperBound...]) } }
    let imports = lines.indices.filter { lines[$0].hasPrefix("import ") || lines[$0].hasPrefix("public import ") }
    guard let last = imports.last, let end = lines.firstIndex(of: "    ]"), end > last else { return nil }
    lines.insert("      .\(name.value),", at: end)
    let place = imports.first { module(lines[$0]) ?? "" > "\(name.type)Plugin" } ?? last + 1
    lines.insert("import \(name.type)Plugin", at: place)
    return lines.joined(separator: "\n")
  }
}

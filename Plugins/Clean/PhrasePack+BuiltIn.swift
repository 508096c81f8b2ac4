import CCleanData
import Minwal

extension PhrasePack {
  /// What recipes call the packs that come along, and what these are for.
  static let builtInNames: [(name: String, help: String)] = [
    ("web-ar", "Furniture of Arabic web pages."),
    ("web-en", "Furniture of English web pages."),
    ("web-fr", "Furniture of French web pages."),
    ("web-de", "Furniture of German web pages."),
    ("web-es", "Furniture of Spanish web pages."),
    ("web-fa", "Furniture of Persian web pages."),
    ("web-hi", "Furniture of Hindi web pages."),
    ("web-ja", "Furniture of Japanese web pages."),
    ("web-zh", "Furniture of Chinese web pages."),
    ("web-he", "Furniture of Hebrew web pages."),
    ("web-id", "Furniture of Indonesian and Malay web pages."),
    ("web-it", "Furniture of Italian web pages."),
    ("web-pt", "Furniture of Portuguese web pages."),
    ("web-ru", "Furniture of Russian web pages."),
    ("web-tr", "Furniture of Turkish web pages."),
    ("web-ur", "Furniture of Urdu web pages."),
  ]

  /// The packs that come along: the files in `Packs`, which `Data/Packs.c` makes part of the program.
  static var builtIn: [StageResource] {
    builtInNames.map { StageResource($0.name, $0.help, contents(of: $0.name)) }
  }

  /// The text of a pack that comes along; empty if there is none of that name.
  static func contents(of name: String) -> [UInt8] {
    let pack = unsafe minwal_pack_named(name)
    return unsafe Array(UnsafeBufferPointer(start: pack.start, count: pack.count))
  }
}

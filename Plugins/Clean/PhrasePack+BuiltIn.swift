import CCleanData
import Minwal

extension PhrasePack {
  /// What recipes call the packs that are included, and what these are for.
  static let builtInNames: [(name: String, help: String)] = [
    ("web-ar", "boilerplate of Arabic web pages."),
    ("web-en", "boilerplate of English web pages."),
    ("web-fr", "boilerplate of French web pages."),
    ("web-de", "boilerplate of German web pages."),
    ("web-es", "boilerplate of Spanish web pages."),
    ("web-fa", "boilerplate of Persian web pages."),
    ("web-hi", "boilerplate of Hindi web pages."),
    ("web-ja", "boilerplate of Japanese web pages."),
    ("web-zh", "boilerplate of Chinese web pages."),
    ("web-he", "boilerplate of Hebrew web pages."),
    ("web-id", "boilerplate of Indonesian and Malay web pages."),
    ("web-it", "boilerplate of Italian web pages."),
    ("web-pt", "boilerplate of Portuguese web pages."),
    ("web-ru", "boilerplate of Russian web pages."),
    ("web-tr", "boilerplate of Turkish web pages."),
    ("web-ur", "boilerplate of Urdu web pages."),
  ]

  /// The packs that are included: the files in `Packs`, which `Data/Packs.c` makes part of the program.
  static var builtIn: [StageResource] {
    builtInNames.map { StageResource($0.name, $0.help, contents(of: $0.name)) }
  }

  /// The text of a pack that is included; empty if there is none of that name.
  static func contents(of name: String) -> [UInt8] {
    let pack = unsafe minwal_pack_named(name)
    return unsafe Array(UnsafeBufferPointer(start: pack.start, count: pack.count))
  }
}

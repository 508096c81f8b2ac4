import CCleanData
import Minwal

extension PhrasePack {
  /// What recipes call the packs that are included, and what these are for.
  static let builtInNames: [(name: String, help: String)] = [
    ("web-ar", "Boilerplate of Arabic web pages."),
    ("web-en", "Boilerplate of English web pages."),
    ("web-fr", "Boilerplate of French web pages."),
    ("web-de", "Boilerplate of German web pages."),
    ("web-es", "Boilerplate of Spanish web pages."),
    ("web-fa", "Boilerplate of Persian web pages."),
    ("web-hi", "Boilerplate of Hindi web pages."),
    ("web-ja", "Boilerplate of Japanese web pages."),
    ("web-zh", "Boilerplate of Chinese web pages."),
    ("web-he", "Boilerplate of Hebrew web pages."),
    ("web-id", "Boilerplate of Indonesian and Malay web pages."),
    ("web-it", "Boilerplate of Italian web pages."),
    ("web-pt", "Boilerplate of Portuguese web pages."),
    ("web-ru", "Boilerplate of Russian web pages."),
    ("web-tr", "Boilerplate of Turkish web pages."),
    ("web-ur", "Boilerplate of Urdu web pages."),
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

package import Minwal
import MinwalCompression
import MinwalRecipe

/// The files that `minwal new recipe` was pointed at, by what kind they are of: a recipe reads each kind in its own way.
package struct InputSearch: Sendable {
  /// A guess for each kind, the one with most files first.
  package private(set) var guesses: [InputGuess] = []
  /// Files of which a recipe reads nothing, by ending.
  package private(set) var leftOut = Frequencies<String>()

  /// More files than this are not counted.
  package static let mostFiles = 10_000
  /// A kind is left out unless it has one file for as many of the most frequent kind, or one is named.
  private static let rarest = 10
  private static let textEndings = ["txt", "text", "md", "markdown", "rst"]
  private static let lineEndings = ["jsonl", "ndjson", "jsonlines", "json"]
  private static let tableEndings: [(kind: InputGuess.Kind, endings: [String])] = [
    (.csv, ["csv"]), (.tsv, ["tsv", "tab"]),
  ]

  private static let pageEndings = ["html", "htm", "xhtml", "xht"]
  private static let archiveEndings = ["warc", "wet"]

  private struct Found {
    var file: FileWalk.Found
    var item: Int
    /// What is behind the last dot of the name, if it is compressed without what says so.
    var ending: String
    /// All of that.
    var suffix: String
    /// Whether it was named itself.
    var isNamed: Bool

    init(_ file: FileWalk.Found, _ item: Int, isNamed: Bool) {
      (self.file, self.item, self.isNamed) = (file, item, isNamed)
      let name = FileSystem.split(file.path).name
      let plain = Compression.bySuffix(of: name)?.rest ?? name
      let dot = plain.lastIndex(of: ".").flatMap { $0 == plain.startIndex ? nil : $0 }
      ending = dot.map { String(plain[plain.index(after: $0)...]) } ?? ""
      suffix = dot.map { String(name[name.index(after: $0)...]) } ?? ""
    }
  }

  /// Looks at files, folders and patterns.
  ///
  /// - Parameters:
  ///   - written: The files, folders and patterns.
  ///   - folder: Where the recipe is to lie. What it writes there must not be read.
  /// - Throws: ``StageError`` `missing-input` if there is nothing, or nothing to read.
  package init(_ written: [String], recipeFolder folder: String) throws(StageError) {
    let items = written.map { InputItem($0) }
    var found: [Found] = []
    for (index, item) in items.enumerated() {
      do {
        var walk = try FileWalk(item)
        while found.count < Self.mostFiles, let file = walk.next() {
          found.append(Found(file, index, isNamed: item.glob == nil && file.path == item.root))
        }
      } catch {
        throw StageError(.missingInput, error.description)
      }
    }
    guard !found.isEmpty else {
      throw StageError(.missingInput, "there are no files in '\(written.joined(separator: "', '"))'")
    }
    let groups = try Self.groups(of: found)
    var read: Set<String> = []
    for (kind, all) in groups {
      var files = all
      var guess = InputGuess(kind, files.map(\.file.path))
      // Records without a text are what describes something, such as the texts beside them.
      if guess.hasRecords, groups.count > 1 || files.count > 1 {
        files = all.filter { $0.isNamed || guess.hasText($0.file.path) }
        if files.isEmpty { continue }
        if files.count < all.count { guess = InputGuess(kind, files.map(\.file.path)) }
      }
      let chosen = Set(files.map(\.file.path))
      guess.paths = items.indices.flatMap { index in
        Self.paths(
          of: items[index], files.filter { $0.item == index },
          isAll: !items[index].includes(path: FileSystem.join(folder, "out/x"))
            && found.allSatisfy { $0.item != index || chosen.contains($0.file.path) })
      }
      guesses.append(guess)
      read.formUnion(chosen)
    }
    for file in found where !read.contains(file.file.path) { leftOut.add(file.suffix) }
    guard !guesses.isEmpty else {
      let endings = leftOut.counts.map { "\($0.count) × .\($0.value)" }.joined(separator: ", ")
      throw StageError(.missingInput, "there are no files of text or records, but \(endings)")
    }
  }

  /// Sorts files by kind, the most frequent first, and leaves out kinds of which there are few.
  ///
  /// - Throws: ``StageError`` if what was named itself would be left out.
  private static func groups(
    of found: [Found]
  ) throws(StageError) -> [(kind: InputGuess.Kind, files: [Found])] {
    func endings(_ names: [String]) -> [Found] { found.filter { names.contains($0.ending.lowercased()) } }
    let lines = endings(lineEndings).filter { InputGuess.hasRecord($0.file.path) }
    let linePaths = Set(lines.map(\.file.path))
    let elements = endings(["json"]).filter {
      !linePaths.contains($0.file.path) && InputGuess.hasElements($0.file.path)
    }
    var groups: [(kind: InputGuess.Kind, files: [Found])] = [(.jsonl, lines), (.json, elements)]
    for (kind, names) in tableEndings { groups.append((kind, endings(names))) }
    groups += webGroups(of: found, areOthers: groups.allSatisfy(\.files.isEmpty) && endings(textEndings).isEmpty)
    let records = Set(groups.flatMap(\.files).map(\.file.path))
    let endingsOfRecords = lineEndings + tableEndings.flatMap(\.endings)
    func isRecords(_ file: Found) -> Bool { endingsOfRecords.contains(file.ending.lowercased()) }
    if let broken = found.first(where: { $0.isNamed && isRecords($0) && !records.contains($0.file.path) }) {
      throw StageError(
        .missingInput,
        "'\(broken.file.path)' has no line that is a JSON object, as JSON Lines must, and no array of objects, as JSON may"
      )
    }
    var texts = endings(textEndings)
    // What is named is a text whatever its ending.
    texts += found.filter { file in
      file.isNamed && !isRecords(file) && !records.contains(file.file.path)
        && !textEndings.contains(file.ending.lowercased())
        && InputGuess.isText(file.file.path)
    }
    // Files without such endings are text if nothing better is there, and they look like it.
    if texts.isEmpty, groups.allSatisfy(\.files.isEmpty) {
      texts = found.filter { !isRecords($0) && InputGuess.isText($0.file.path) }
    }
    groups.insert((.text, texts), at: 0)
    let most = groups.map(\.files.count).max() ?? 0
    return groups.filter { group in
      !group.files.isEmpty
        && (group.files.count * rarest >= most || group.files.contains(where: \.isNamed))
    }.sorted { $0.files.count > $1.files.count }
  }

  /// Pages and archives: by their endings, and by their first bytes what was named, or all if there is nothing else.
  private static func webGroups(of found: [Found], areOthers: Bool) -> [(kind: InputGuess.Kind, files: [Found])] {
    var pages: [Found] = []
    var archives: [Found] = []
    let known = textEndings + lineEndings + tableEndings.flatMap(\.endings)
    for file in found {
      let ending = file.ending.lowercased()
      if pageEndings.contains(ending) {
        pages.append(file)
      } else if archiveEndings.contains(ending) {
        archives.append(file)
      } else if file.isNamed || areOthers, !known.contains(ending) {
        switch InputGuess.kindByFirstBytes(file.file.path) {
        case .html: pages.append(file)
        case .warc: archives.append(file)
        default: break
        }
      }
    }
    return [(.html, pages), (.warc, archives)]
  }

  /// What the recipe says to read these files of an item and no others.
  private static func paths(of item: InputItem, _ wanted: [Found], isAll: Bool) -> [String] {
    guard let first = wanted.first else { return [] }
    if isAll { return [item.written] }
    let isDeep = wanted.contains { $0.file.relativePath.pathParts.count > 1 }
    var suffixes: [String] = []
    for file in wanted where !suffixes.contains(file.suffix) { suffixes.append(file.suffix) }
    if item.glob != nil || suffixes.contains("") { return wanted.prefix(100).map(\.file.path) }
    let suffix = suffixes.count == 1 ? first.suffix : "{" + suffixes.sorted().joined(separator: ",") + "}"
    return [FileSystem.join(item.written, isDeep ? "**/*.\(suffix)" : "*.\(suffix)")]
  }
}

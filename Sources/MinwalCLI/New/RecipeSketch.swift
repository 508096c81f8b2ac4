import Minwal
import MinwalRuntime
import MinwalView

/// A commented recipe for an input that was looked at, and the reasons for what it says.
struct RecipeSketch {
  let text: String
  /// What was guessed and why, a line each.
  let findings: [String]

  /// Unless as many texts tell a language, none is written down.
  private static let leastShare = 0.9
  /// How many endings of files are named that are left out.
  private static let mostEndings = 6
  /// So few files may be lists of documents; more are pages.
  private static let mostLists = 5

  /// Writes a recipe.
  ///
  /// - Parameters:
  ///   - search: What the input is.
  ///   - name: What the recipe is called.
  ///   - resolve: Gives a path as the recipe must write it.
  init(_ search: InputSearch, name: String, resolve: (String) -> String) {
    var findings: [String] = []
    var input: [String] = []
    for guess in search.guesses {
      let source = Self.source(guess, &findings, resolve)
      if search.guesses.count == 1 {
        input = source.map { "  \($0)" }
      } else {
        input += ["  - name: \(guess.kind.rawValue)"] + source.map { "    \($0)" }
      }
    }
    if search.leftOut.total > 0 {
      let all = search.leftOut.counts
      var endings = all.prefix(Self.mostEndings).map {
        "\($0.count) × \($0.value.isEmpty ? "no ending" : ".\($0.value)")"
      }
      let rest = all.dropFirst(Self.mostEndings).reduce(0) { $0 + $1.count }
      if rest > 0 { endings.append("\(rest) × others") }
      findings.append("left out: \(endings.joined(separator: ", "))")
    }
    let language = Self.language(search, &findings)
    self.findings = findings
    var lines = ["# Written by 'minwal new recipe', which looked at the input and found:"]
    lines += findings.map { "#   \($0)" }
    lines += [
      "#", "# 'minwal try' shows what each stage does to a document; 'minwal stages NAME' describes a stage.",
      "minwal: 1", "name: \(name.optionDescription)",
    ]
    if let language { lines.append("language: \(language.tag.optionDescription)") }
    let hasPages = search.guesses.contains { $0.pages > 0 || $0.kind == .html || $0.kind == .warc }
    lines += ["input:"] + input + ["stages:"] + Self.stages(language, name, hasPages: hasPages)
    lines += ["on-error: quarantine                      # a document that fails is kept aside; the run continues"]
    text = lines.joined(separator: "\n") + "\n"
  }

  /// The keys of the source that reads the files of a kind.
  private static func source(
    _ guess: InputGuess, _ findings: inout [String], _ resolve: (String) -> String
  ) -> [String] {
    let count =
      guess.fileCount == InputSearch.mostFiles ? "at least \(Figures.count(guess.fileCount))" : "\(guess.fileCount)"
    let files = guess.fileCount == 1 ? "1 file" : "\(count) files"
    let unit =
      switch guess.kind {
      case .text: "file"
      case .jsonl: "line"
      case .json: "object"
      case .csv, .tsv: "row"
      case .html: "page"
      case .warc: "page or text in it"
      }
    findings.append("input: \(InputGuess.title(guess.kind)), a document a \(unit); \(files)")
    var input = paths(guess.kind == .text ? "files" : guess.kind.rawValue, guess.paths.map(resolve))
    if guess.pages > 0 {
      findings.append(
        "HTML: \(guess.pages) of \(guess.looked) texts that were looked into are pages; 'extract' takes the text out")
    }
    if guess.lists > 0, guess.lists == guess.looked, guess.fileCount <= mostLists {
      findings.append(
        "lines: there are many, and none is blank; if each is a document, write 'lines' in the place of 'files'")
    }
    if guess.badLines > 0 {
      let lines = guess.badLines == 1 ? "1 line is not a JSON object" : "\(guess.badLines) lines are not JSON objects"
      findings.append(
        "bad lines: \(lines) among those that were looked at; a run quarantines such lines and continues")
    }
    if let delimiter = guess.delimiter {
      let name = delimiter == "\t" ? "tabs" : "'\(delimiter)'"
      findings.append("delimiter: cells are separated by \(name), by the row of names")
      input.append("delimiter: \(delimiter == "\t" ? #""\t""# : "\"\(delimiter)\"")")
    }
    if guess.hasRecords {
      input += fields(guess, &findings)
      if case .named(let name)? = guess.encodings.counts.first?.value {
        findings.append("encoding: \(name), by what looks most like words")
        input.append("encoding: \(name)")
      }
    } else if guess.kind != .text {
      findings.append("encoding and language: each page says its own")
    } else if let encoding = encoding(guess, &findings) {
      input.append("encoding: \(encoding)")
    }
    return input
  }

  private static func paths(_ key: String, _ paths: [String]) -> [String] {
    if paths.count == 1 { return ["\(key): \(paths[0].optionDescription)"] }
    return ["\(key):"] + paths.map { "  - \($0.optionDescription)" }
  }

  private static func fields(_ guess: InputGuess, _ findings: inout [String]) -> [String] {
    var lines: [String] = []
    for (option, usual, found) in [
      ("text-field", "text", guess.fields.text), ("id-field", "id", guess.fields.id),
      ("title-field", "title", guess.fields.title), ("language-field", "language", guess.fields.language),
    ] {
      guard let found else {
        if option == "text-field" { findings.append("text-field: no field of the records is long enough for a text") }
        continue
      }
      findings.append("\(option): '\(found)', by its name and what is in it, in \(guess.looked) records")
      if found != usual { lines.append("\(option): \(found.optionDescription)") }
    }
    return lines
  }

  private static func encoding(_ guess: InputGuess, _ findings: inout [String]) -> String? {
    guard let most = guess.encodings.counts.first else { return nil }
    let share = "in \(most.count) of \(guess.looked) files that were looked into"
    var result: String?
    switch most.value {
    case .utf8: findings.append("encoding: UTF-8, \(share)")
    case .byteOrderMark: findings.append("encoding: told by a byte order mark, \(share)")
    case .unknown:
      findings.append("encoding: not UTF-8, and could not be told, \(share): give 'encoding' under 'input'")
    case .named(let name):
      findings.append("encoding: \(name), by what looks most like words, \(share)")
      result = name
    }
    let others = guess.encodings.counts.dropFirst().filter { $0.value != .byteOrderMark }
    let count = others.reduce(0) { $0 + $1.count }
    if count > 0 {
      let names = others.compactMap { guess.example(of: $0.value) }.prefix(3).map { "'\($0)'" }
      findings.append(
        "encoding: \(count) of them seem\(count == 1 ? "s" : "") to be in another, such as \(names.joined(separator: ", ")): "
          + "run those by themselves")
    }
    return result
  }

  private static func language(_ search: InputSearch, _ findings: inout [String]) -> Language? {
    var languages = Frequencies<Language?>()
    for guess in search.guesses { languages.add(guess.languages) }
    let all = languages.total
    guard let most = languages.counts.first else { return nil }
    // One text in another language is enough: what a recipe says holds for all documents, and few were looked into.
    let isOnly = languages.counts.dropFirst().allSatisfy { $0.value == nil }
    if search.guesses.count > 1, search.guesses.contains(where: { $0.languages.total == 0 }) {
      findings.append("language: pages say their own, so each document is looked at")
      return nil
    }
    if let language = most.value, isOnly, Double(most.count) >= leastShare * Double(all) {
      findings.append("language: \(language.tag), in \(most.count) of \(all) texts that were looked into")
      return language
    }
    let found = languages.counts.prefix(5).map { "\($0.value?.tag ?? "unclear") \($0.count)" }
    findings.append("language: several (\(found.joined(separator: ", "))), so each document is looked at")
    return nil
  }

  private static func stages(_ language: Language?, _ name: String, hasPages: Bool) -> [String] {
    let isArabicScript = language.map { ["ar", "fa", "ur", "ckb", "ps"].contains($0.rawValue) } ?? false
    let extraction = [
      "  # Takes the main text out of HTML; title, authors, dates and more become metadata.", "  - extract", "",
    ]
    return (hasPages ? extraction : []) + [
      "  # Takes off what surrounds an article on a web page; leave it out for texts that were never on one.",
      "  - clean", "",
      "  # One way to write each character. Other profiles: \(isArabicScript ? "minimal, search" : "arabic, search").",
      "  - normalize: { profile: \(isArabicScript ? "arabic" : "minimal") }", "", "  # Finds the sentences.",
      "  - segment", "", "  # Keeps the sentences that say most.", "  - summarize: { sentences: 3 }", "",
      "  - export: { format: jsonl, to: \("out/\(name).jsonl".optionDescription) }",
    ]
  }
}

import Minwal
import MinwalLanguage

/// What is known about a language: its stop words, folded, and how to find stems. Shared by all workers.
final class LanguageProfile: Sendable {
  let stemmer: Stemmer
  private let stopWords: TermTable

  /// Makes the profile of a language from a list of stop words: one a line, `#` starts a comment. What ``WordReader``
  /// takes for two words is two.
  init(_ language: Language, stopWords list: Span<UInt8>) {
    stemmer = Stemmer(language)
    var hashes: [UInt64] = []
    var reader = WordReader()
    var line = 0
    while line < list.count {
      let end = list.firstIndex(of: UInt8(ascii: "\n"), from: line) ?? list.count
      let comment = list.extracting(0..<end).firstIndex(of: UInt8(ascii: "#"), from: line) ?? end
      reader.read(line..<comment, of: list)
      for word in reader.words { hashes.append(TermTable.hash(reader.letters.span.extracting(word.letters))) }
      line = end + 1
    }
    var table = TermTable(capacity: hashes.count)
    for hash in hashes { _ = table.insert(hash) }
    stopWords = table
  }

  /// Whether a folded word is one that every text has. In Arabic "and" is written together with it.
  func isStopWord(_ letters: Span<UInt32>, _ hash: UInt64) -> Bool {
    if stopWords.find(hash) != nil { return true }
    guard case .arabic = stemmer, letters.count > 2, letters[0] == 0x648 else { return false }
    return stopWords.find(TermTable.hash(letters.extracting(droppingFirst: 1))) != nil
  }

  /// Whether something is known about a language: those with a stemmer have stop words too.
  static func isBuiltIn(_ language: Language) -> Bool { StopWords.list(of: language) != nil }

  /// The built-in stop words of a language; empty if there are none.
  static func builtIn(_ language: Language) -> [UInt8] { StopWords.list(of: language)?.contents() ?? [] }

  /// The built-in lists, for the stage's declaration.
  static func resources() -> [StageResource] {
    StopWords.lists.map { StageResource("stop-words-\($0.language.tag)", "Stop words of \($0.name).", $0.contents()) }
  }
}

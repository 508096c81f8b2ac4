import Minwal

/// Identifiers of a document's units: `summary-1f0c3a5b7d9e2468`, with `-2` where the same text comes again.
///
/// They are XML name tokens, as XLIFF wants them, and depend on nothing but the document's id, the part, the target
/// language and the text.
struct UnitIdentifiers {
  private let seed: UInt64
  private let taken: Set<String>
  private var occurrences: [UInt64: Int] = [:]

  /// Starts on a document that may have units of an earlier stage, `taken`.
  init(document: String, target: Language, taken: [TranslationUnit]) {
    seed = StableHash.hash(document, seed: StableHash.hash(target.rawValue))
    self.taken = Set(taken.map(\.id))
  }

  /// The identifier of the next unit.
  mutating func next(for source: String, of part: String) -> String {
    let hash = StableHash.hash(source, seed: StableHash.hash(part, seed: seed))
    let name = "\(part)-\(StableHash.hex(hash))"
    while true {
      let number = occurrences[hash, default: 0] + 1
      occurrences[hash] = number
      let identifier = number == 1 ? name : "\(name)-\(number)"
      if !taken.contains(identifier) { return identifier }
    }
  }
}

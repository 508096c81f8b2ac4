import Minwal

/// Identifiers of a document's units: `summary-1f0c3a5b7d9e2468`, with `-2` where the same text comes again.
///
/// They are XML name tokens, as XLIFF wants them, and depend on nothing but the document's id, the part, the target
/// language and the text.
struct UnitIdentifiers: Sendable {
  private var seed: UInt64 = 0
  private var taken: Set<String> = []
  private var occurrences: [UInt64: Int] = [:]
  private var name = Text()

  /// Starts on a document that may have units of an earlier stage, `taken`.
  mutating func start(document: String, target: Language, taken: [TranslationUnit]) {
    seed = StableHash.hash(document, seed: StableHash.hash(target.rawValue))
    self.taken = taken.isEmpty ? [] : Set(taken.map(\.id))
    // What a huge document has left would cost every small one after it.
    occurrences.removeAll(keepingCapacity: occurrences.capacity < 1000)
  }

  /// The identifier of the next unit.
  mutating func next(for source: String, of part: String) -> String {
    let hash = StableHash.hash(source, seed: StableHash.hash(part, seed: seed))
    while true {
      let number = occurrences[hash, default: 0] + 1
      occurrences[hash] = number
      name.clear()
      name.append(part)
      name.append("-")
      name.append(uncheckedUTF8: StableHash.hexDigits(hash).span)
      if number > 1 { name.append("-\(number)") }
      let identifier = String(name)
      if !taken.contains(identifier) { return identifier }
    }
  }
}

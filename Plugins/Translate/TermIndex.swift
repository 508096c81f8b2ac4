import Minwal

/// Terms and what they are in another language, with letters folded for some languages. Finding the longest one that begins at a word takes as many look-ups
/// as the term has words, however large the glossary is.
final class TermIndex: Sendable {
  /// A term.
  struct Entry: Sendable {
    var source: String
    var target: String
    /// Where its folded letters lie in `letters`.
    var letters: Range<Int>
    /// The next entry whose source differs only in what folding removes, or -1.
    var next: Int
  }

  /// Which letters count as one in it.
  let folding: TermFolding
  private let entries: [Entry]
  private let letters: [UInt32]
  /// For the hash of each beginning of each term, the first entry that is just that, or -1.
  private let beginnings: [UInt64: Int]
  /// A bit for the hash of each token that begins a term; few others have theirs set too.
  private let firstTokens: [UInt64]

  /// Reads a glossary.
  ///
  /// - Parameters:
  ///   - csv: The file's contents.
  ///   - file: The file's name, for messages.
  ///   - folding: Which letters count as one.
  /// - Throws: ``Diagnostics`` with everything that is wrong, each with its line and column in the file.
  init(csv: Text, file: String, folding: TermFolding) throws {
    self.folding = folding
    var rows = GlossaryRows(csv, file: file)
    var builder = Builder(folding)
    while let row = rows.next() {
      if let (line, target) = builder.add(row) {
        rows.report(
          "'\(row.source)' is '\(row.target)' here and '\(target)' in line \(line)", at: row.place)
      }
    }
    let problems = rows.diagnostics
    guard problems.isEmpty else { throw Diagnostics(problems) }
    entries = builder.entries
    letters = builder.letters
    beginnings = builder.beginnings
    firstTokens = builder.firstTokens
  }

  /// How many terms there are.
  var count: Int { entries.count }

  /// Whether a term may begin with a token of this hash; hardly ever wrong, and at once.
  func mayBeginTerm(_ token: UInt64) -> Bool {
    let bit = Int(truncatingIfNeeded: token) & (firstTokens.count * 64 - 1)
    return firstTokens[bit >> 6] >> UInt64(bit & 63) & 1 != 0
  }

  /// The longest term that begins with a token.
  ///
  /// - Parameters:
  ///   - start: A token of `reader`.
  ///   - reader: Reads `text`, and reads on as far as terms reach.
  ///   - text: What to look in.
  ///   - limit: The offset behind which no term may reach.
  /// - Returns: What the term is in the other language, and the token behind it.
  func longestMatch(
    at start: Int, of reader: inout TokenReader, in text: Text, limit: Int
  ) -> (target: String, end: Int)? {
    var best: (entry: Int, end: Int)?
    var hash: UInt64 = 0
    var token = start
    while reader.hasToken(token, in: text.span), reader.tokens[token].range.upperBound <= limit {
      hash = Self.extend(hash, reader.tokens[token].hash)
      guard let entry = beginnings[hash] else { break }
      let folded = reader.lettersStart(start)..<reader.tokens[token].lettersEnd
      token += 1
      if entry >= 0, letters[entries[entry].letters].elementsEqual(reader.letters[folded]) { best = (entry, token) }
    }
    guard let best else { return nil }
    let range = reader.tokens[start].range.lowerBound..<reader.tokens[best.end - 1].range.upperBound
    return (spelledLike(range, of: text, best.entry).target, best.end)
  }

  /// Of entries that differ only in what folding removes, the one that is spelled as the text is; else the first.
  private func spelledLike(_ range: Range<Int>, of text: Text, _ first: Int) -> Entry {
    guard entries[first].next >= 0 else { return entries[first] }
    let spelling = text.string(in: range)
    var entry = first
    while entry >= 0 {
      // Byte by byte: `==` on strings would make more equal than that.
      if entries[entry].source.utf8.elementsEqual(spelling.utf8) { return entries[entry] }
      entry = entries[entry].next
    }
    return entries[first]
  }

  private static func extend(_ hash: UInt64, _ token: UInt64) -> UInt64 {
    let mixed = (hash ^ token) &* 0x9E37_79B1_85EB_CA87
    return mixed ^ mixed >> 29
  }
}

extension TermIndex {
  /// Collects entries row by row.
  private struct Builder {
    var entries: [Entry] = []
    var letters: [UInt32] = []
    var beginnings: [UInt64: Int] = [:]
    private var firstHashes: [UInt64] = []
    private var lines: [Int] = []
    private var reader: TokenReader

    init(_ folding: TermFolding) { reader = TokenReader(folding) }

    /// The bits of ``TermIndex/firstTokens``, sixteen or more for each term: a power of two.
    var firstTokens: [UInt64] {
      var words = 64
      while words < firstHashes.count / 4 { words *= 2 }
      var bits = [UInt64](repeating: 0, count: words)
      for hash in firstHashes {
        let bit = Int(truncatingIfNeeded: hash) & (words * 64 - 1)
        bits[bit >> 6] |= 1 << UInt64(bit & 63)
      }
      return bits
    }

    /// Adds a row. One that says the same as another is ignored; one that contradicts it is not added.
    ///
    /// - Returns: The line and target of the row that says otherwise.
    mutating func add(_ row: GlossaryRows.Row) -> (line: Int, target: String)? {
      let source = Text(row.source)
      reader.read(source.span)
      var hash: UInt64 = 0
      for token in reader.tokens.dropLast() {
        hash = TermIndex.extend(hash, token.hash)
        if beginnings[hash] == nil { beginnings[hash] = -1 }
      }
      guard let first = reader.tokens.first, let last = reader.tokens.last else { return nil }
      firstHashes.append(first.hash)
      hash = TermIndex.extend(hash, last.hash)
      var entry = beginnings[hash] ?? -1
      var previous = -1
      while entry >= 0 {
        if entries[entry].source.utf8.elementsEqual(row.source.utf8) {
          return entries[entry].target == row.target ? nil : (lines[entry], entries[entry].target)
        }
        (previous, entry) = (entry, entries[entry].next)
      }
      let range = letters.count..<(letters.count + reader.letters.count)
      letters.append(contentsOf: reader.letters)
      entries.append(Entry(source: row.source, target: row.target, letters: range, next: -1))
      lines.append(row.place.line)
      if previous >= 0 { entries[previous].next = entries.count - 1 } else { beginnings[hash] = entries.count - 1 }
      return nil
    }
  }
}

import Minwal

/// The words in names of classes and identifiers that tell what an element is for.
///
/// Sites in all languages name their elements in English, mostly; a few words of other languages are common too. A name
/// is cut where its case changes and at everything that is neither letter nor digit. Pairs, `read-more`, are known as one
/// word as well.
struct ClassWords: Sendable {
  /// The table that all pages share.
  static let shared = ClassWords()

  private struct Slot {
    var key: UInt64 = 0
    var evidence = Evidence()
  }

  private var slots = [Slot](repeating: Slot(), count: 4096)

  private init() {
    for (evidence, words) in ClassWords.lists {
      for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        let parts = word.split(separator: "-")
        if parts.count == 2 {
          add(Self.pair(Self.key(parts[0].utf8), Self.key(parts[1].utf8)), evidence)
          add(Self.key((parts[0] + parts[1]).utf8), evidence)
        } else {
          add(Self.key(word.utf8), evidence)
        }
      }
    }
  }

  /// What the words of a name suggest.
  func evidence(of name: Span<UInt8>) -> Evidence {
    var found: Evidence = []
    var position = 0
    // Long lists of classes are made by tools and tell nothing.
    let end = min(name.count, 400)
    while position < end {
      // One class or identifier at a time.
      var stop = position
      var isConditional = false
      while stop < end, name[stop] > 0x20 {
        // `md:hidden` holds for some screens only.
        if name[stop] == UInt8(ascii: ":") { isConditional = true }
        stop += 1
      }
      // Tools that build pages of parts call every part a widget.
      if name.extracting(position..<stop).matches("elementor", at: 0) { isConditional = true }
      let token = name.extracting(position..<stop)
      if token.isEqual("hidden") || token.isEqual("d-none") || token.isEqual("is-hidden") { found.insert(.hidden) }
      if !isConditional { found.formUnion(evidence(of: name, position, stop)) }
      position = stop + 1
    }
    return found
  }

  private func evidence(of name: Span<UInt8>, _ start: Int, _ end: Int) -> Evidence {
    var found: Evidence = []
    var previous: UInt64 = 0
    var position = start
    while position < end {
      let kind = Self.kind(name[position])
      var stop = position + 1
      while stop < end, Self.kind(name[stop]) == kind { stop += 1 }
      if kind == 2, stop < end, Self.kind(name[stop]) == 1 {
        // `HTMLBody`: the last of several capitals begins the next word.
        if stop - position > 1 {
          stop -= 1
        } else {
          while stop < end, Self.kind(name[stop]) == 1 { stop += 1 }
        }
      }
      if kind == 1 || kind == 2 {
        var hash = Self.seed
        for index in position..<stop { hash = Self.step(hash, name[index] | 0x20) }
        found.formUnion(lookUp(hash))
        if previous != 0 { found.formUnion(lookUp(Self.pair(previous, hash))) }
        previous = hash
      } else if kind == 3 {
        previous = 0
      }
      position = stop
    }
    return found
  }

  // MARK: Table

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  private static func key(_ word: some Sequence<UInt8>) -> UInt64 { word.reduce(seed) { step($0, $1 | 0x20) } }

  private static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    (first &* 0x9E37_79B9_7F4A_7C15) ^ second
  }

  /// 1 for small letters, 2 for capitals, 3 for digits, 0 for all else.
  @inline(__always)
  private static func kind(_ byte: UInt8) -> Int {
    switch byte {
    case 0x61...0x7A, 0x80...: 1
    case 0x41...0x5A: 2
    case 0x30...0x39: 3
    default: 0
    }
  }

  private mutating func add(_ key: UInt64, _ evidence: Evidence) {
    var slot = Int(truncatingIfNeeded: (key ^ key >> 29) & 4095)
    while slots[slot].key != 0, slots[slot].key != key { slot = (slot + 1) & 4095 }
    slots[slot].key = key
    slots[slot].evidence.formUnion(evidence)
  }

  private func lookUp(_ key: UInt64) -> Evidence {
    var slot = Int(truncatingIfNeeded: (key ^ key >> 29) & 4095)
    while slots[slot].key != 0 {
      if slots[slot].key == key { return slots[slot].evidence }
      slot = (slot + 1) & 4095
    }
    return []
  }
}

import CUnicode

/// The four forms of the Unicode Standard Annex #15.
public enum NormalizationForm: Sendable, CaseIterable {
  case nfc
  case nfd
  case nfkc
  case nfkd

  /// Whether compatibility decompositions are used, which lose distinctions.
  public var isCompatible: Bool { self == .nfkc || self == .nfkd }

  /// Whether decomposed characters are put together again.
  public var composes: Bool { self == .nfc || self == .nfkc }
}

/// What normalization needs to know about characters, at the version of Unicode that ``version`` tells.
public final class UnicodeNormalization: Sendable {
  /// The tables; made when first used.
  public static let shared = UnicodeNormalization()

  /// The version of the Unicode Character Database behind the tables.
  public static let version = NormalizationData.version

  private let canonical: Decompositions
  private let compatible: Decompositions
  private let composites: CompositeTable

  private init() {
    canonical = Decompositions(
      index: NormalizationData.canonicalIndex, blocks: NormalizationData.canonicalBlocks,
      pool: NormalizationData.canonicalPool)
    compatible = Decompositions(
      index: NormalizationData.compatibleIndex, blocks: NormalizationData.compatibleBlocks,
      pool: NormalizationData.compatiblePool)
    composites = CompositeTable(rows: NormalizationData.compositions)
  }

  /// The canonical combining class: 0 for starters.
  public func combiningClass(of scalar: UInt32) -> UInt8 { minwal_combining_class(scalar) }

  /// Calls `body` with each scalar of the full decomposition, in canonical order; with the scalar itself if it has
  /// none.
  @inline(__always)
  public func decompose(_ scalar: UInt32, compatible isCompatible: Bool, _ body: (UInt32) -> Void) {
    if Hangul.isSyllable(scalar) { return Hangul.decompose(scalar, body) }
    if isCompatible, compatible.forEach(of: scalar, body) { return }
    if canonical.forEach(of: scalar, body) { return }
    body(scalar)
  }

  /// The primary composite of two scalars, or `nil`.
  public func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
    Hangul.compose(first, second) ?? composites[first, second]
  }

  /// Whether a scalar may be the second half of a primary composite.
  public func composesWithPrevious(_ scalar: UInt32) -> Bool {
    Hangul.isVowelOrTrailing(scalar) || composites.hasSecond(scalar)
  }

  /// All scalars that have a decomposition, canonical or compatible, but for the Hangul syllables; ascending.
  public func decomposables(compatible isCompatible: Bool) -> [UInt32] {
    Self.scalars(inBlocks: NormalizationData.canonicalIndex, NormalizationData.compatibleIndex) {
      canonical.has($0) || (isCompatible && compatible.has($0))
    }
  }

  /// All scalars with a combining class other than 0; ascending.
  public func marks() -> [UInt32] {
    Self.scalars(inBlocks: NormalizationData.combiningClassIndex) { combiningClass(of: $0) != 0 }
  }

  /// All scalars that may be the second half of a primary composite, but for Hangul; ascending.
  public func secondHalves() -> [UInt32] { composites.seconds }

  /// Hangul vowels and trailing consonants, which may be the second half of a syllable.
  public static let hangulSecondHalves =
    Array(0x1161...0x1175 as ClosedRange<UInt32>)
    + Array(0x11A8...0x11C2 as ClosedRange<UInt32>)

  /// The scalars with a property, looking only where one of the indexes leads away from the block of ASCII, which has
  /// no properties.
  private static func scalars(inBlocks indexes: [UInt8]..., where hasProperty: (UInt32) -> Bool) -> [UInt32] {
    indexes[0].indices.lazy
      .filter { block in indexes.contains { $0[block] != $0[0] } }
      .flatMap { block in (UInt32(block) << 7..<UInt32(block + 1) << 7).lazy.filter(hasProperty) }
  }
}

/// Full decompositions: for each code point an offset into a pool of [count, scalars…], 0 for none.
private struct Decompositions: Sendable {
  let index: [UInt8]
  let blocks: [UInt16]
  let pool: [UInt32]

  func has(_ scalar: UInt32) -> Bool { offset(of: scalar) != 0 }

  @inline(__always)
  func forEach(of scalar: UInt32, _ body: (UInt32) -> Void) -> Bool {
    let start = offset(of: scalar)
    guard start != 0 else { return false }
    for place in start + 1...start + Int(pool[start]) { body(pool[place]) }
    return true
  }

  private func offset(of scalar: UInt32) -> Int {
    Int(blocks[Int(index[Int(scalar >> 7)]) << 7 | Int(scalar & 0x7F)])
  }
}

/// Primary composites by their two halves: a hash table with open addressing, at most half full.
private struct CompositeTable: Sendable {
  private static let slots = 2048
  private var keys = [UInt64](repeating: .max, count: slots)
  private var values = [UInt32](repeating: 0, count: slots)
  /// Every scalar that is a second half.
  private(set) var seconds: [UInt32] = []

  init(rows: [UInt32]) {
    var distinct: Set<UInt32> = []
    for row in stride(from: 0, to: rows.count, by: 3) {
      let key = Self.key(rows[row], rows[row + 1])
      var slot = Self.slot(key)
      while keys[slot] != .max { slot = (slot + 1) % Self.slots }
      keys[slot] = key
      values[slot] = rows[row + 2]
      distinct.insert(rows[row + 1])
    }
    seconds = distinct.sorted()
  }

  subscript(first: UInt32, second: UInt32) -> UInt32? {
    let key = Self.key(first, second)
    var slot = Self.slot(key)
    while keys[slot] != .max {
      if keys[slot] == key { return values[slot] }
      slot = (slot + 1) % Self.slots
    }
    return nil
  }

  func hasSecond(_ scalar: UInt32) -> Bool {
    var range = seconds[...]
    while let middle = range.indices.isEmpty ? nil : (range.startIndex + range.endIndex) / 2 {
      if range[middle] == scalar { return true }
      range = range[middle] < scalar ? range[(middle + 1)...] : range[..<middle]
    }
    return false
  }

  private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }
  private static func slot(_ key: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> 53) }
}

/// Hangul syllables are composed by arithmetic (The Unicode Standard, section 3.12).
private enum Hangul {
  static let syllables: UInt32 = 0xAC00
  static let leading: UInt32 = 0x1100
  static let vowels: UInt32 = 0x1161
  /// One before the first trailing consonant.
  static let trailing: UInt32 = 0x11A7
  static let leadingCount: UInt32 = 19
  static let vowelCount: UInt32 = 21
  static let trailingCount: UInt32 = 28
  static let count = leadingCount * vowelCount * trailingCount

  static func isSyllable(_ scalar: UInt32) -> Bool { scalar &- syllables < count }

  static func isVowelOrTrailing(_ scalar: UInt32) -> Bool {
    scalar &- vowels < vowelCount || scalar &- (trailing + 1) < trailingCount - 1
  }

  static func decompose(_ scalar: UInt32, _ body: (UInt32) -> Void) {
    let index = scalar - syllables
    body(leading + index / (vowelCount * trailingCount))
    body(vowels + index / trailingCount % vowelCount)
    if index % trailingCount != 0 { body(trailing + index % trailingCount) }
  }

  static func compose(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if first &- leading < leadingCount, second &- vowels < vowelCount {
      return syllables + ((first - leading) * vowelCount + second - vowels) * trailingCount
    }
    if isSyllable(first), (first - syllables) % trailingCount == 0, second &- (trailing + 1) < trailingCount - 1 {
      return first + second - trailing
    }
    return nil
  }
}

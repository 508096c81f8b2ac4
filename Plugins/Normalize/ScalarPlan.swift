import Minwal

/// What the options make of each character that stands alone, and whether its neighbours matter.
///
/// It is worked out once by sending every character that any rule or the normal form is about through a
/// ``SegmentRewriter``; all others are kept.
final class ScalarPlan: Sendable {
  /// What becomes of one character.
  struct Entry: Sendable {
    /// Nothing before this character can be changed by it, or change it.
    var startsSegment = true
    /// It is removed.
    var isRemoved = false
    /// It becomes something else.
    var isReplaced = false
    /// A mark that is kept, that no letter composes with, and that no option strips: only the order matters.
    var isPlainMark = false
    /// ZWNJ or ZWJ.
    var isJoiner = false
    /// Whether a rule applies to it inside a segment.
    var isFolded = false
    var cause = Cause.unicode
    /// What marks are ordered by; 0 for all if no normal form asks for an order.
    var combiningClass: UInt8 = 0
    /// Where ``foldedScalars`` has what it is folded to.
    var foldedRange: Range<Int> { Int(foldedStart)..<Int(foldedStart) + Int(foldedCount) }
    /// Where ``outputBytes`` has what it becomes.
    var outputRange: Range<Int> { Int(outputStart)..<Int(outputStart) + Int(outputCount) }

    fileprivate var foldedStart: UInt32 = 0
    fileprivate var outputStart: UInt32 = 0
    fileprivate var foldedCount: UInt8 = 0
    fileprivate var outputCount: UInt8 = 0
  }

  let form: Normalize.UnicodeForm
  private let stripsFromAlef: Bool
  private let stripsFromWawAndYeh: Bool
  /// Whether a dot above belongs to a capital I before it, as in İ: then they are i together.
  let joinsDots: Bool
  /// For each block of 64 characters, which block of `entries` it has; the first one is of characters that are kept.
  private let index: [UInt16]
  private let entries: [Entry]
  /// What characters are folded to inside segments.
  let foldedScalars: [UInt32]
  /// What characters become, in UTF-8.
  let outputBytes: [UInt8]
  /// The pairs of bytes that begin a character which is not simply kept.
  let pairs: BytePairs

  /// Whether `alef` or `hamza` takes marks off letters.
  var stripsMarks: Bool { stripsFromAlef || stripsFromWawAndYeh }

  convenience init(_ settings: Settings) {
    self.init(settings, drafted: Draft(settings))
  }

  private init(_ settings: Settings, drafted draft: Draft) {
    form = settings.unicode
    stripsFromAlef = settings.alef == .fold
    stripsFromWawAndYeh = settings.hamza == .fold
    joinsDots = settings.hasTurkicCase
    index = draft.index
    entries = draft.entries
    foldedScalars = draft.foldedScalars
    outputBytes = draft.outputBytes
    pairs = draft.pairs
  }

  /// The entry of a character.
  @inline(__always)
  subscript(scalar: UInt32) -> Entry { entries[Int(index[Int(scalar >> 6)]) << 6 | Int(scalar & 63)] }

  /// Whether a character starts a segment.
  @inline(__always)
  func startsSegment(_ scalar: UInt32) -> Bool {
    // No option removes what ASCII has to print.
    scalar &- 0x20 < 0x5F || self[scalar].startsSegment
  }

  /// The option that takes combining hamza and madda off a letter.
  func strips(from scalar: UInt32) -> Cause? {
    switch scalar {
    case 0x627: stripsFromAlef ? .alef : nil
    case 0x648, 0x64A: stripsFromWawAndYeh ? .hamza : nil
    default: nil
    }
  }

  /// A plan in the making: folding first, then what the rewriter makes of each character.
  private struct Draft {
    var index = [UInt16](repeating: 0, count: 0x11_0000 >> 6)
    var entries = [Entry](repeating: Entry(), count: 64)
    var foldedScalars: [UInt32] = []
    var outputBytes: [UInt8] = []
    var pairs = BytePairs()

    init(_ settings: Settings) {
      let tables = UnicodeNormalization.shared
      let rules = FoldingRules(settings)
      let hasForm = settings.unicode != .none
      let isCompatible = settings.unicode == .nfkc
      let strips = settings.alef == .fold || settings.hamza == .fold
      let actsOnMarks = strips || settings.hasTurkicCase

      func decompose(_ scalar: UInt32, into list: inout [UInt32]) {
        guard hasForm else { return list.append(scalar) }
        tables.decompose(scalar, compatible: isCompatible) { list.append($0) }
      }

      // Some stand in several of these; each list is ascending, which makes sorting them quick.
      var concerned = Array(rules.rules.keys) + [Characters.nonJoiner, Characters.joiner]
      if hasForm {
        concerned += tables.decomposables(compatible: isCompatible)
        concerned += tables.secondHalves()
        concerned += UnicodeNormalization.hangulSecondHalves
      }
      if hasForm || actsOnMarks { concerned += tables.marks() }
      concerned.sort()

      var sorted: [UInt32] = []
      for scalar in concerned where scalar != sorted.last {
        sorted.append(scalar)
        var entry = Entry()
        entry.combiningClass = hasForm ? tables.combiningClass(of: scalar) : 0
        entry.isJoiner = scalar == Characters.nonJoiner || scalar == Characters.joiner
        if let rule = rules.rules[scalar] {
          entry.cause = rule.cause
          let folded = rules.closure(of: scalar, decompose: decompose)
          entry.isFolded = true
          entry.foldedStart = UInt32(foldedScalars.count)
          entry.foldedCount = UInt8(folded.count)
          foldedScalars += folded
        }
        entries[place(of: scalar)] = entry
      }

      // The rewriter needs the folding of all characters before it can tell what becomes of one.
      var rewriter = SegmentRewriter(ScalarPlan(settings, drafted: self))
      var output = ByteBuffer()
      var itself = ByteBuffer()
      var parts: [UInt32] = []
      for scalar in sorted {
        guard let unicodeScalar = Unicode.Scalar(scalar) else { continue }
        itself.clear()
        itself.append(unicodeScalar)
        rewriter.rewrite(scalar, into: &output)
        let place = place(of: scalar)
        entries[place].isRemoved = output.isEmpty
        entries[place].isReplaced = !output.isEmpty && !output.span.elementsEqual(itself.span)
        entries[place].outputStart = UInt32(outputBytes.count)
        entries[place].outputCount = UInt8(output.count)
        for byte in output.span.indices { outputBytes.append(output[byte]) }

        parts.removeAll(keepingCapacity: true)
        decompose(scalar, into: &parts)
        var first: UInt32?
        for part in parts where first == nil {
          let folding = entries[Int(index[Int(part >> 6)]) << 6 | Int(part & 63)]
          first = folding.isFolded ? foldedScalars[folding.foldedRange].first : part
        }
        let composes = hasForm && first.map(tables.composesWithPrevious) ?? false
        let firstClass = first.map(tables.combiningClass) ?? 0
        let isStripped =
          strips && (0x653...0x655).contains(scalar) || settings.hasTurkicCase && scalar == SegmentRewriter.dotAbove
        // A mark is put in order before it is folded, even if folding makes a letter of it (U+0345).
        let isOrdered = (hasForm || actsOnMarks) && (firstClass != 0 || parts.first.map(tables.combiningClass) != 0)
        entries[place].startsSegment = first != nil && !composes && !isOrdered
        entries[place].isPlainMark =
          firstClass != 0 && !composes && !isStripped && !entries[place].isRemoved && !entries[place].isReplaced

        let entry = entries[place]
        if entry.isPlainMark {
          pairs.add(mark: itself.span)
        } else if entry.isRemoved || entry.isReplaced || !entry.startsSegment || entry.isJoiner {
          pairs.add(itself.span)
        }
      }
    }

    /// Where a character's entry is; its block is made if need be.
    private mutating func place(of scalar: UInt32) -> Int {
      let block = Int(scalar >> 6)
      if index[block] == 0 {
        index[block] = UInt16(entries.count >> 6)
        entries += repeatElement(Entry(), count: 64)
      }
      return Int(index[block]) << 6 | Int(scalar & 63)
    }
  }
}

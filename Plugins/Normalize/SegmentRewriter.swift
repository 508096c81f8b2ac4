import Minwal

/// Rewrites a few characters that may act on one another: a base and its marks, or pieces of a syllable.
///
/// The steps are decomposition, canonical order, folding, order again, hamza and madda off their letters, composition.
/// Folding decomposed text makes it all the same whether a letter was composed or not, and makes the result a fixed
/// point: decomposed again it is text that none of the steps changes.
struct SegmentRewriter: Sendable {
  private let plan: ScalarPlan
  private var sequence = ScalarSequence()
  private var folded = ScalarSequence()
  static let dotAbove: UInt32 = 0x307
  /// The option that took a hamza, a madda or a dot off a letter, if one did.
  private(set) var strippedBy: Cause?

  init(_ plan: ScalarPlan) { self.plan = plan }

  /// Writes what becomes of a segment to an empty buffer.
  mutating func rewrite(_ text: Span<UInt8>, _ range: Range<Int>, into output: inout ByteBuffer) {
    sequence.clear()
    var position = range.lowerBound
    while position < range.upperBound {
      let (scalar, length) = text.scalar(at: position)
      append(scalar)
      position += length
    }
    finish(into: &output)
  }

  /// Writes what becomes of a character that stands alone.
  mutating func rewrite(_ scalar: UInt32, into output: inout ByteBuffer) {
    sequence.clear()
    append(scalar)
    finish(into: &output)
  }

  private mutating func append(_ scalar: UInt32) {
    if plan.form == .none {
      sequence.append(scalar)
    } else {
      sequence.append(decomposing: scalar, compatible: plan.form == .nfkc)
    }
  }

  private mutating func finish(into output: inout ByteBuffer) {
    let hasForm = plan.form != .none
    if hasForm { sequence.order() }
    strippedBy = nil
    if plan.joinsDots { joinDots() }
    if fold() && hasForm { sequence.order() }
    if plan.stripsMarks { stripMarks() }
    if hasForm { sequence.compose() }
    output.clear()
    sequence.write(to: &output)
  }

  /// Makes i of a capital I that has a mark above, and takes the mark if it is the dot of İ (SpecialCasing.txt, `tr`).
  private mutating func joinDots() {
    var capital: Int?
    var count = 0
    for index in sequence.elements.indices {
      let element = sequence.elements[index]
      if element.combiningClass == 0 {
        capital = element.scalar == 0x49 ? count : nil
      } else if element.combiningClass == 230, let letter = capital {
        sequence.elements[letter] = ScalarSequence.Element(0x69, combiningClass: 0)
        strippedBy = .case
        capital = nil
        if element.scalar == Self.dotAbove { continue }
      }
      sequence.elements[count] = element
      count += 1
    }
    sequence.elements.removeLast(sequence.elements.count - count)
  }

  /// Returns whether anything was folded.
  private mutating func fold() -> Bool {
    guard sequence.elements.contains(where: { plan[$0.scalar].isFolded }) else { return false }
    folded.clear()
    for element in sequence.elements {
      let entry = plan[element.scalar]
      if entry.isFolded {
        for place in entry.foldedRange { folded.append(plan.foldedScalars[place]) }
      } else {
        folded.elements.append(element)
      }
    }
    swap(&sequence, &folded)
    return true
  }

  /// Removes combining hamza and madda behind the letters that `alef` and `hamza` make bare.
  private mutating func stripMarks() {
    var stripping: Cause?
    var count = 0
    for index in sequence.elements.indices {
      let element = sequence.elements[index]
      if element.combiningClass == 0 {
        stripping = plan.strips(from: element.scalar)
      } else if let cause = stripping, (0x653...0x655).contains(element.scalar) {
        strippedBy = cause
        continue
      }
      sequence.elements[count] = element
      count += 1
    }
    sequence.elements.removeLast(sequence.elements.count - count)
  }
}

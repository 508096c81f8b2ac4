import Minwal
public import Testing

/// Expects that some work takes steps in proportion to its size: for four times the size, not more than `factor` times
/// the steps.
///
/// Steps are counted where loops could run away (`Steps`), so that a busy machine changes nothing. A debug build is
/// needed; see `countsSteps`.
///
/// - Parameters:
///   - size: The smaller of the two sizes.
///   - factor: How many times the steps four times the size may take.
///   - name: What the work is done on, for the message.
///   - sourceLocation: Where the expectation stands.
///   - work: Does the work for a size.
public func expectLinear(
  _ size: Int, atMost factor: Double = 4.5, _ name: String = "", sourceLocation: SourceLocation = #_sourceLocation,
  _ work: (Int) throws -> Void
) rethrows {
  let small = try Steps.taken { try work(size) }
  let large = try Steps.taken { try work(4 * size) }
  if large < 2 * small || small < size / 64 {
    Issue.record("\(name): \(small) and \(large) steps do not count the work", sourceLocation: sourceLocation)
  } else if Double(large) > factor * Double(small) {
    Issue.record(
      "\(name): \(small) steps for \(size), and \(large) for four times as much", sourceLocation: sourceLocation)
  }
}

/// Whether this build counts steps; a release build does not.
public let countsSteps = Steps.areCounted

/// How many counted steps some work takes.
public func steps(of work: () throws -> Void) rethrows -> Int { try Steps.taken(by: work) }

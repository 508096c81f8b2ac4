import Minwal

extension LearnedLines {
  /// Whether a line may be a link to another page, with a label before it: as long as a label and a headline, and not
  /// gone already.
  static func mayHaveLabel(_ line: Line) -> Bool {
    guard line.words >= 4, line.words <= 40, line.hash != 0 else { return false }
    guard line.traits.isDisjoint(with: [.announces, .isProtected, .isSkimmed]) else { return false }
    switch line.looks {
    case .plain, .apartPhrase, .edgePhrase, .listHeading, .labelled: return true
    case .prose: return line.traits.contains(.endsOpen)
    default: return false
    }
  }
}

extension LearnedLines.Site {
  /// Notes what is known of a line.
  ///
  /// - Parameters:
  ///   - line: The line, with what phrases and shapes have said about it.
  ///   - folded: Its folded text.
  func mark(_ line: inout Line, _ folded: Span<UInt8>) {
    guard !line.traits.contains(.isProtected) else { return }
    if line.isProse || line.looks == .plain || FrequencyThreshold.isLeftInside(line), let place = place(of: line.hash) {
      mark(&line, place)
    } else if LearnedLines.mayHaveLabel(line), hasLabel(folded) {
      line.looks = .learned
      line.traits.insert(.isOpenPhrase)
    }
  }

  private func mark(_ line: inout Line, _ place: LearnedLines.Place) {
    switch place {
    case .anywhere: line.looks = .learned
    case .list:
      line.looks = .listHeading
      line.traits.insert(.isSure)
    case .post:
      line.looks = .learned
      line.traits.insert(.isOfPost)
    case .besidePost:
      line.looks = .learnedEdge
      line.traits.insert(.isBesidePost)
    case .below where !line.isProse: line.traits.insert(.recursBelow)
    case .below, .edges: line.looks = .learnedEdge
    }
  }
}

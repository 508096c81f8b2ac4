import Minwal

extension Page {
  /// Whether a short line above what was taken for the headline is a headline itself, and the other its subtitle: names of
  /// sections look the same, but no page says of them that it is about them.
  ///
  /// It stands alone directly above the other, has two words or more, and shares one with the body.
  mutating func isShortHeadline(_ position: Int, _ text: Span<UInt8>) -> Bool {
    guard position + 1 == headlinePosition, line(position).words >= 2 else { return false }
    return (position == 0 || isboilerplate(position - 1) || !line(position - 1).isBare) && isAboutBody(position, text)
  }
}

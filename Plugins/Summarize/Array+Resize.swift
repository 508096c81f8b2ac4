extension Array {
  /// Cuts off elements, or adds copies of one.
  mutating func resize(to newCount: Int, _ element: Element) {
    if newCount < count {
      removeLast(count - newCount)
    } else {
      append(contentsOf: repeatElement(element, count: newCount - count))
    }
  }
}

import Minwal

/// Colours of a terminal, or none.
struct Paint {
  let isOn: Bool

  func bold(_ text: PrintableText) -> PrintableText { style("1", text) }
  func dim(_ text: PrintableText) -> PrintableText { style("2", text) }
  func red(_ text: PrintableText) -> PrintableText { style("31", text) }
  func green(_ text: PrintableText) -> PrintableText { style("32", text) }
  func yellow(_ text: PrintableText) -> PrintableText { style("33", text) }
  func cyan(_ text: PrintableText) -> PrintableText { style("36", text) }

  private func style(_ code: StaticString, _ text: PrintableText) -> PrintableText { isOn ? text.styled(code) : text }
}

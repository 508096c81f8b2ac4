package import Minwal

/// Colours of a terminal, or none.
package struct Paint {
  package let isOn: Bool

  /// Creates a way to colour text, or to leave it as it is.
  package init(isOn: Bool) { self.isOn = isOn }

  package func bold(_ text: PrintableText) -> PrintableText { style("1", text) }
  package func dim(_ text: PrintableText) -> PrintableText { style("2", text) }
  package func red(_ text: PrintableText) -> PrintableText { style("31", text) }
  package func green(_ text: PrintableText) -> PrintableText { style("32", text) }
  package func yellow(_ text: PrintableText) -> PrintableText { style("33", text) }
  package func cyan(_ text: PrintableText) -> PrintableText { style("36", text) }

  private func style(_ code: StaticString, _ text: PrintableText) -> PrintableText { isOn ? text.styled(code) : text }
}

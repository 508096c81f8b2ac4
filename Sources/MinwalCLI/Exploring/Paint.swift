/// Colours of a terminal, or none.
struct Paint {
  let isOn: Bool

  func bold(_ text: String) -> String { style("1", text) }
  func dim(_ text: String) -> String { style("2", text) }
  func red(_ text: String) -> String { style("31", text) }
  func green(_ text: String) -> String { style("32", text) }
  func yellow(_ text: String) -> String { style("33", text) }
  func cyan(_ text: String) -> String { style("36", text) }

  private func style(_ code: String, _ text: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

import Minwal

/// Reads what an element's attributes tell.
enum AttributeReader {
  static func read(
    _ node: HTMLNode, _ tree: HTMLTree, _ page: Span<UInt8>, into element: inout PageSurvey.Element
  ) {
    for index in Int(node.first)..<Int(node.first) + Int(node.count) {
      let attribute = tree.content.attributes[index]
      switch attribute.known {
      case .class, .id:
        element.evidence.formUnion(tree.withValue(of: attribute, in: page) { ClassWords.shared.evidence(of: $0) })
        if element.evidence.contains(.hidden) { element.isHidden = true }
      case .hidden: element.isHidden = true
      case .ariaHidden:
        if tree.withValue(of: attribute, in: page, { $0.isEqual("true") }) { element.isHidden = true }
      case .style:
        if tree.withValue(of: attribute, in: page, hides) { element.isHidden = true }
      case .role: element.evidence.formUnion(tree.withValue(of: attribute, in: page, role))
      case .itemprop, .property:
        if tree.withValue(of: attribute, in: page, { $0.contains("articleBody") }) {
          element.evidence.insert(.declaredBody)
        } else if tree.withValue(of: attribute, in: page, { $0.contains("alternativeHeadline") }) {
          element.evidence.insert(.deck)
        } else if tree.withValue(of: attribute, in: page, { $0.isEqual("description") }) {
          element.evidence.insert(.lead)
        } else if tree.withValue(of: attribute, in: page, { $0.isEqual("author") }) {
          element.evidence.insert(.author)
        }
      case .rel:
        if tree.withValue(of: attribute, in: page, { $0.isEqual("author") }) { element.evidence.insert(.author) }
      case .other:
        // `data-component` and the like name elements where classes are made by tools.
        guard attribute.nameEnd - attribute.nameStart >= 11, attribute.nameEnd - attribute.nameStart <= 14 else {
          continue
        }
        let name = page.extracting(Int(attribute.nameStart)..<Int(attribute.nameEnd))
        if name.isEqual("data-component") || name.isEqual("data-module") {
          element.evidence.formUnion(tree.withValue(of: attribute, in: page) { ClassWords.shared.evidence(of: $0) })
        }
      default: break
      }
    }
  }

  /// What the role says that is given for aids to read the page.
  private static func role(_ value: Span<UInt8>) -> Evidence {
    if value.isEqual("navigation") || value.isEqual("menu") || value.isEqual("search") { return .navigation }
    if value.isEqual("complementary") { return .sidebar }
    if value.isEqual("banner") { return .header }
    if value.isEqual("contentinfo") { return .footer }
    if value.isEqual("dialog") || value.isEqual("alert") || value.isEqual("alertdialog") { return .popup }
    return []
  }

  /// Whether a style keeps an element from being shown.
  private static func hides(_ style: Span<UInt8>) -> Bool {
    style.hasDeclaration("display", "none") || style.hasDeclaration("visibility", "hidden")
  }
}

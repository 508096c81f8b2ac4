/// Tells which elements are not part of the text by what they are and how they are named, as long as they do not hold much of
/// the page's prose: names are weak evidence, and a site may call the whole page `sidebar-right`.
struct Pruner: Sendable {
  /// Why each element is left out; `nil` for those that are not left out themselves or with one around them.
  var reasons: [RemovalReason?] = []
  /// The prose in each element.
  var mass: [Int32] = []
  /// Whether what is there for browsers without scripts may be text.
  private var keepsNoscript = false
  /// Whether what stands below pictures may be text.
  var keepsCaptions = false
  /// The prose of the page.
  private(set) var total: Int32 = 0
  /// How many quotations begin before each element.
  private var quotes: [Int32] = []

  /// Marks elements.
  ///
  /// - Parameters:
  ///   - survey: The page.
  ///   - byWords: Whether the names of classes count.
  ///   - keepsNoscript: Whether what is there for browsers without scripts may be text.
  ///   - title: The first text of the title, or -1.
  mutating func run(_ survey: PageSurvey, byWords: Bool, keepsNoscript: Bool, title: Int) {
    let elements = survey.elements
    self.keepsNoscript = keepsNoscript
    reasons.removeAll(keepingCapacity: true)
    reasons.reserveCapacity(elements.count)
    weigh(survey)
    quotes.removeAll(keepingCapacity: true)
    quotes.append(0)
    for element in elements {
      quotes.append(quotes[quotes.count - 1] + (element.tag == .blockquote && element.weight > 20 ? 1 : 0))
    }
    guard !elements.isEmpty else { return }
    for _ in elements.indices { reasons.append(nil) }
    // What is certain goes first, so that it does not make the rest of the page look large.
    // A page that shows its parts one after the other hides all but the first.
    var hidden: Int64 = 0
    var index = 0
    while index < elements.count {
      if elements[index].isHidden, elements[index].evidence.isDisjoint(with: [.cookies, .popup, .form]) {
        hidden += Int64(mass[index])
        index = Int(elements[index].end)
      } else {
        index += 1
      }
    }
    let hides = hidden * 100 < Int64(max(1, mass[0])) * 75
    mark(survey) { element, part, whole in
      Self.certain(element, part, whole, byWords, keepsNoscript, hides: hides)
    }
    weigh(survey)
    // Where most prose is in captions, they are the text: of a series of pictures.
    var captions: Int64 = 0
    var place = 0
    while place < elements.count {
      let element = elements[place]
      if reasons[place] == nil, element.tag == .figcaption || element.evidence.reason == .caption {
        captions += Int64(mass[place])
        place = Int(element.end)
      } else {
        place += 1
      }
    }
    let keeps = keepsCaptions
    mark(survey) { element, part, whole in
      let reason = Self.likely(element, part, whole, byWords, title, captions)
      return keeps && reason == .caption ? nil : reason
    }
    weigh(survey)
    if byWords { markTeasers(survey, title) }
  }

  /// Leaves out lists of other texts: of their parts, at least three, each has headings that are links, and little text.
  ///
  /// Only where the page has a title and prose elsewhere: on a page without, such a list is what there is.
  private mutating func markTeasers(_ survey: PageSurvey, _ title: Int) {
    guard title >= 0 else { return }
    let elements = survey.elements
    var headings: [Int32] = [0]
    var linked: [Int32] = [0]
    for element in elements {
      let counts = element.traits.contains(.heading) && element.weight > 0
      headings.append(headings[headings.count - 1] + (counts ? 1 : 0))
      linked.append(linked[linked.count - 1] + (counts && element.linked * 5 > element.weight * 4 ? 1 : 0))
    }
    // Of each element: how many such parts it has, and their text.
    var parts = [Int32](repeating: 0, count: elements.count)
    var weights = [Int32](repeating: 0, count: elements.count)
    for index in elements.indices.reversed() where reasons[index] == nil && elements[index].parent >= 0 {
      let element = elements[index]
      let all = headings[Int(element.end)] - headings[index]
      guard element.traits.contains(.block), !element.traits.contains(.heading), all > 0, element.weight < 800,
        all == linked[Int(element.end)] - linked[index], parts[index] < 2
      else { continue }
      parts[Int(element.parent)] += 1
      weights[Int(element.parent)] += element.weight
    }
    var index = 0
    var hasMarked = false
    while index < elements.count {
      let element = elements[index]
      let holdsTitle = Int(element.firstText) <= title && title < Int(element.endText)
      let isBody = !element.evidence.isDisjoint(with: [.body, .declaredBody])
      if reasons[index] != nil || isBody {
        index = Int(element.end)
      } else if parts[index] >= 3, weights[index] * 5 >= element.weight * 4, !holdsTitle, total - mass[index] >= 150 {
        for inner in index..<Int(element.end) { reasons[inner] = .related }
        hasMarked = true
        index = Int(element.end)
      } else {
        index += 1
      }
    }
    if hasMarked { weigh(survey) }
  }

  /// Marks nothing.
  mutating func keepAll(_ survey: PageSurvey) {
    reasons = [RemovalReason?](repeating: nil, count: survey.elements.count)
  }

  /// Keeps what was left out for a reason, and leaves out all else.
  mutating func keepOnly(_ kept: RemovalReason, _ survey: PageSurvey) {
    for index in reasons.indices {
      guard reasons[index] == kept else {
        reasons[index] = .outside
        continue
      }
      switch survey.elements[index].tag {
      case .form, .button, .label, .nav, .footer: reasons[index] = .form
      default:
        // What is in it goes with it.
        let parent = Int(survey.elements[index].parent)
        reasons[index] = parent >= 0 && reasons[parent] == .form ? .form : nil
      }
    }
  }

  private mutating func mark(_ survey: PageSurvey, _ reason: (PageSurvey.Element, Int64, Int64) -> RemovalReason?) {
    let elements = survey.elements
    let usesMass = mass[0] > 200
    let whole = Int64(max(1, usesMass ? mass[0] : elements[0].weight))
    var index = 0
    while index < elements.count {
      let element = elements[index]
      if reasons[index] != nil {
        index = Int(element.end)
        continue
      }
      let part = Int64(usesMass ? mass[index] : element.weight)
      if let reason = reason(element, part, whole), !protects(index, reason, survey) {
        for inner in index..<Int(element.end) { reasons[inner] = reason }
        index = Int(element.end)
      } else {
        index += 1
      }
    }
  }

  /// Sums the prose in each element, without what is left out.
  private mutating func weigh(_ survey: PageSurvey) {
    let elements = survey.elements
    mass.removeAll(keepingCapacity: true)
    mass.reserveCapacity(elements.count)
    for index in elements.indices {
      mass.append(!reasons.isEmpty && reasons[index] != nil ? 0 : prose(elements[index]))
    }
    for index in elements.indices.reversed() {
      let parent = Int(elements[index].parent)
      if parent >= 0 { mass[parent] += mass[index] }
    }
    total = mass.first ?? 0
  }

  /// How much of an element's own text is prose.
  func prose(_ element: PageSurvey.Element) -> Int32 {
    guard keepsNoscript || !element.context.contains(.noscript) else { return 0 }
    let least: Int32 = element.context.contains(.heading) ? 140 : element.traits.contains(.paragraph) ? 40 : 80
    guard element.own >= least, element.ownLinked * 2 < element.own else { return 0 }
    return element.own - element.ownLinked
  }

  private static func certain(
    _ element: PageSurvey.Element, _ part: Int64, _ whole: Int64, _ byWords: Bool, _ keepsNoscript: Bool,
    hides: Bool
  ) -> RemovalReason? {
    let isMinor = part * 100 < whole * 40
    switch element.tag {
    case .html, .body: return nil
    case .noscript, .template: return keepsNoscript ? nil : .noscript
    case .nav, .menu: if isMinor { return .navigation }
    case .footer: if isMinor { return .footer }
    case .dialog: if isMinor { return .popup }
    case .button: if isMinor { return .form }
    case .label: if isMinor, element.context.contains(.form) { return .form }
    default: break
    }
    if element.isHidden, isMinor, hides || element.tag != .div && element.tag != .section { return .hidden }
    guard byWords, mayBeNamed(element) else { return nil }
    // More may be written below a text than in it, and about cookies than about anything else.
    let leavesEnough = part * 100 < whole * 30 || whole - part > 250
    if element.evidence.contains(.cookies), leavesEnough { return .cookieNotice }
    if element.evidence.contains(.comments), leavesEnough { return .comments }
    return nil
  }

  private static func likely(
    _ element: PageSurvey.Element, _ part: Int64, _ whole: Int64, _ byWords: Bool, _ title: Int,
    _ captions: Int64
  ) -> RemovalReason? {
    let isMinor = part * 100 < whole * 40
    // What leads to the text stands below its title, and whatever has the title may have all of the text.
    if title >= 0, Int(element.firstText) <= title, title < Int(element.endText), mayBeNamed(element) { return nil }
    switch element.tag {
    case .html, .body: return nil
    case .aside: if isMinor { return .sidebar }
    case .form: if isMinor, byWords { return .form }
    case .figcaption: if captions * 100 < whole * 40 { return .caption }
    case .header: if part * 100 < whole * 20 { return .header }
    default: break
    }
    guard byWords, let reason = element.evidence.reason else { return nil }
    if reason == .caption, captions * 100 >= whole * 40 { return nil }
    switch element.tag {
    case .p, .li: return element.weight < 200 ? reason : nil
    default: break
    }
    guard mayBeNamed(element), !element.evidence.contains(.lead) else { return nil }
    return part * 100 < whole * 30 ? reason : nil
  }

  /// Whether names of classes count for an element.
  private static func mayBeNamed(_ element: PageSurvey.Element) -> Bool {
    switch element.tag {
    case .html, .body, .article, .main, .h1, .blockquote, .table, .tbody, .tr, .td, .a, .b, .i, .em, .strong, .p, .li:
      false
    default: true
    }
  }

  /// Whether an element holds a quoted post, which is part of the text whatever it is called.
  private func protects(_ index: Int, _ reason: RemovalReason, _ survey: PageSurvey) -> Bool {
    switch reason {
    case .navigation, .footer, .sidebar, .header, .form, .comments, .related, .hidden, .noscript: return false
    default: break
    }
    return quotes[Int(survey.elements[index].end)] > quotes[index + 1]
  }
}

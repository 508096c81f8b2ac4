/// Finds the element that holds the text.
struct RootFinder {
  let survey: PageSurvey
  let pruner: Pruner
  /// The heading with the title, or -1.
  let title: Int

  /// The element, and how it was found.
  ///
  /// - Returns: The element, the first element behind its text, and how it was found.
  func find() -> (element: Int, end: Int, rung: MainText.Rung) {
    let (element, rung) = findElement()
    let end = Int(survey.elements[element].end)
    if rung == .densest, title >= 0, title < element, prose(from: title, to: element) >= 150, isTeaserList(element) {
      // The text is what stands before.
      var around = Int(survey.elements[element].parent)
      while around >= 0, !contains(around, title) { around = Int(survey.elements[around].parent) }
      return (max(0, around), element, .titled)
    }
    return (element, end, rung)
  }

  /// The prose between two elements.
  private func prose(from start: Int, to end: Int) -> Int {
    (start..<end).reduce(0) { sum, index in
      pruner.reasons[index] == nil ? sum + Int(pruner.prose(survey.elements[index])) : sum
    }
  }

  private func findElement() -> (element: Int, rung: MainText.Rung) {
    let elements = survey.elements
    let mass = pruner.mass
    var body = 0
    for index in elements.indices where elements[index].tag == .body {
      body = index
      break
    }
    let total = mass[body]
    guard total > 0 else { return (body, .body) }
    func holds(_ index: Int, _ percent: Int64) -> Bool { Int64(mass[index]) * 100 > Int64(total) * percent }

    var declared = -1
    var bodies: [Int] = []
    var articles: [Int] = []
    for index in elements.indices where pruner.reasons[index] == nil && mass[index] > 0 {
      let element = elements[index]
      if element.evidence.contains(.declaredBody), declared < 0 || mass[index] > mass[declared] { declared = index }
      if element.traits.contains(.container) {
        if element.evidence.contains(.body), holds(index, 50) { bodies.append(index) }
        if element.tag == .article { articles.append(index) }
      }
    }
    if declared >= 0, holds(declared, 35) { return (declared, .declared) }
    if let best = bodies.max(by: { mass[$0] < mass[$1] }) {
      // In order of the document the last of them is the deepest, or as good.
      let deep = bodies.last { Int64(mass[$0]) * 10 >= Int64(mass[best]) * 9 }
      return (deep ?? best, .named)
    }
    if title >= 0, let own = articles.last(where: { contains($0, title) }), mass[own] >= 150, holds(own, 8) {
      return (descend(from: own, 90), .article)
    }
    if let best = articles.max(by: { mass[$0] < mass[$1] }), holds(best, 30) {
      return (descend(from: best, 90), .article)
    }
    let densest = descend(from: body, 96)
    if title >= 0, !contains(densest, title), let near = near(title, without: densest),
      mass[near] * 2 > mass[densest] || isTeaserList(densest) || hasField(densest)
    {
      return (descend(from: near, 80), .titled)
    }
    return (densest, .densest)
  }

  private func contains(_ outer: Int, _ inner: Int) -> Bool {
    outer <= inner && inner < Int(survey.elements[outer].end)
  }

  /// The largest element around the title that has prose and not the densest part of the page.
  private func near(_ title: Int, without densest: Int) -> Int? {
    var best: Int?
    var place = Int(survey.elements[title].parent)
    while place >= 0, !contains(place, densest) {
      if pruner.mass[place] >= 200 { best = place }
      place = Int(survey.elements[place].parent)
    }
    return best
  }

  /// Whether readers write in an element.
  private func hasField(_ index: Int) -> Bool { survey.elements[index].endArea > survey.elements[index].firstArea }

  /// Whether an element lists other texts: headings that are links stand in it, about as many as paragraphs.
  private func isTeaserList(_ outer: Int) -> Bool {
    var links = 0
    var paragraphs = 0
    for index in outer..<Int(survey.elements[outer].end) where pruner.reasons[index] == nil {
      let element = survey.elements[index]
      if element.traits.contains(.heading), element.weight > 0, element.linked * 5 > element.weight * 4 {
        links += 1
      } else if pruner.prose(element) > 0 {
        paragraphs += 1
      }
    }
    return links >= 2 && links * 3 >= paragraphs
  }

  /// Goes down as long as one child holds nearly all.
  private func descend(from start: Int, _ percent: Int64) -> Int {
    let elements = survey.elements
    let base = Int64(pruner.mass[start])
    var place = start
    while true {
      var best = -1
      var child = place + 1
      while child < Int(elements[place].end) {
        if best < 0 || pruner.mass[child] > pruner.mass[best] { best = child }
        child = Int(elements[child].end)
      }
      guard best >= 0, Int64(pruner.mass[best]) * 100 >= base * percent else { return place }
      switch elements[best].tag {
      case .p, .ul, .ol, .table, .tbody, .tr, .blockquote, .li, .pre, .dl: return place
      default: place = best
      }
    }
  }
}

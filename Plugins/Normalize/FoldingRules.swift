import Minwal

/// What each character becomes that an option replaces or removes wherever it stands.
struct FoldingRules {
  /// By character: what it becomes (nothing: it is removed), and why. The first option that names a character counts.
  private(set) var rules: [UInt32: (becomes: [UInt32], cause: Cause)] = [:]

  init(_ settings: Settings) {
    if settings.presentationForms == .letters { addPresentationForms() }
    if settings.lineEnds == .lf { map(Characters.otherLineEnds, to: [0x0A], .lineEnds) }
    if settings.controls == .remove { remove(Characters.controls, .controls) }
    if settings.zeroWidth == .remove { remove(Characters.zeroWidth, .zeroWidth) }
    if settings.bidiMarks == .remove { remove(Characters.bidiMarks, .bidiMarks) }
    if settings.spaces == .tidy { map(Characters.spaces, to: [0x20], .spaces) }
    if settings.tatweel == .remove { remove([0x640...0x640], .tatweel) }
    if settings.harakat != .keep { remove(Characters.vowelMarks, .harakat) }
    if settings.harakat == .removeAll { remove(Characters.quranicSigns, .harakat) }
    if settings.alef == .fold { map([0x622...0x623, 0x625...0x625, 0x671...0x671], to: [0x627], .alef) }
    if settings.hamza == .fold {
      add(0x624, [0x648], .hamza)
      add(0x626, [0x64A], .hamza)
    }
    if settings.yeh == .fold { add(0x649, [0x64A], .yeh) }
    if settings.tehMarbuta == .fold { add(0x629, [0x647], .tehMarbuta) }
    if settings.lookAlikes == .fold {
      for (letter, arabic) in Characters.lookAlikes { add(letter, arabic, .lookAlikes) }
    }
    addDigits(settings.digits)
    if settings.punctuation == .ascii {
      for (mark, ascii) in Characters.punctuation { add(mark, [ascii], .punctuation) }
    }
    if settings.quotes == .ascii {
      map(Characters.doubleQuotes, to: [0x22], .quotes)
      map(Characters.singleQuotes, to: [0x27], .quotes)
    }
    if settings.dashes == .ascii { map(Characters.dashes, to: [0x2D], .dashes) }
    if settings.ellipses == .dots { add(0x2026, [0x2E, 0x2E, 0x2E], .ellipses) }
    if settings.case == .fold {
      if settings.hasTurkicCase {
        add(0x49, [0x131], .case)
        add(0x130, [0x69], .case)
      }
      addCaseFolding()
    }
  }

  private mutating func add(_ scalar: UInt32, _ becomes: [UInt32], _ cause: Cause) {
    if rules[scalar] == nil { rules[scalar] = (becomes, cause) }
  }

  private mutating func map(_ ranges: [ClosedRange<UInt32>], to becomes: [UInt32], _ cause: Cause) {
    for range in ranges {
      for scalar in range { add(scalar, becomes, cause) }
    }
  }

  private mutating func remove(_ ranges: [ClosedRange<UInt32>], _ cause: Cause) { map(ranges, to: [], cause) }

  /// The letters are composed, in case that no normal form is asked for.
  private mutating func addPresentationForms() {
    var letters = ScalarSequence()
    for range in Characters.presentationForms {
      for scalar in range {
        letters.clear()
        letters.append(decomposing: scalar, compatible: true)
        letters.order()
        letters.compose()
        let becomes = letters.elements.map(\.scalar)
        if becomes != [scalar] { add(scalar, becomes, .presentationForms) }
      }
    }
  }

  private mutating func addDigits(_ digits: Normalize.Digits) {
    let arabicIndic: UInt32 = 0x660
    let persian: UInt32 = 0x6F0
    let moves: [(from: UInt32, to: UInt32)] =
      switch digits {
      case .keep: []
      case .ascii: [(arabicIndic, 0x30), (persian, 0x30)]
      case .arabicIndic: [(persian, arabicIndic)]
      case .persian: [(arabicIndic, persian)]
      }
    for (from, to) in moves {
      for value in 0..<10 as Range<UInt32> { add(from + value, [to + value], .digits) }
    }
  }

  private mutating func addCaseFolding() {
    let rows = CaseFoldingData.rows
    var place = 0
    while place < rows.count {
      let count = Int(rows[place + 1])
      add(rows[place], Array(rows[(place + 2)..<(place + 2 + count)]), .case)
      place += 2 + count
    }
  }

  /// What a character becomes when rules and decomposition are applied until nothing changes; `decompose` appends
  /// what a character without a rule consists of.
  func closure(of scalar: UInt32, decompose: (UInt32, inout [UInt32]) -> Void) -> [UInt32] {
    var result = [scalar]
    // Rules lead from variants to plain characters, so that two or three rounds are enough; the limit is for a rule
    // that someone adds in a circle.
    for _ in 0..<8 {
      var next: [UInt32] = []
      for element in result {
        if let rule = rules[element] { next += rule.becomes } else { decompose(element, &next) }
      }
      if next == result { break }
      result = next
    }
    return result
  }
}

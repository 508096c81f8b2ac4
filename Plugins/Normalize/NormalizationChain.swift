import Minwal
import MinwalLanguage

/// The passes that a stage's options ask for, in their order.
struct NormalizationChain: Sendable {
  private let settings: Settings
  private let declared: Language?
  private let recipe: Language?

  private var mojibake: MojibakePass?
  private var entities: EntityPass?
  private let plan: ScalarPlan
  private var scalars: ScalarPass
  /// For Turkish and Azeri; made when the first such document comes.
  private var turkicScalars: ScalarPass?
  /// Unless all tatweels go, which folding does.
  private var tatweels: TatweelPass?
  /// Whether the last document was in Turkish or Azeri.
  private var isTurkic = false
  /// The alphabet of the last document, if its letters are to be its own.
  private var alphabet: Alphabet?
  /// For the last alphabet that a document was in.
  private var letters: (alphabet: Alphabet, pass: LettersPass)?
  private var joiners: JoinerPass?
  private var layout: LayoutPass
  private var context: ContextPass

  init(_ settings: Settings, declared: Language?, recipe: Language?) {
    self.settings = settings
    self.declared = declared
    self.recipe = recipe
    plan = ScalarPlan(settings)
    mojibake = settings.mojibake == .repair ? MojibakePass() : nil
    entities = settings.entities == .decode ? EntityPass() : nil
    scalars = ScalarPass(plan)
    tatweels = settings.tatweel == .unstretch ? TatweelPass(plan) : nil
    joiners = settings.zeroWidth == .remove ? JoinerPass(plan) : nil
    layout = LayoutPass(settings)
    context = ContextPass(settings)
  }

  /// Normalizes a document's text.
  mutating func normalize(_ document: inout Document) throws {
    let language = declared ?? document.language ?? recipe
    try normalize(&document, .of(language == .undetermined ? nil : language))
  }

  /// Normalizes a line that stands beside the text of the document that came last.
  mutating func normalize(_ line: inout NormalizedLine) throws { try normalize(&line, .asBefore) }

  /// How the language is known.
  private enum Guide {
    /// A language, or else what the text looks like.
    case of(Language?)
    /// As for the last text.
    case asBefore
  }

  /// A reference can be escaped, cut by an invisible character, and escaped once more; but not by anyone who means well.
  private static let mostRounds = 8

  private mutating func normalize(_ target: inout some NormalizedText, _ guide: Guide) throws {
    for round in 0..<Self.mostRounds {
      let isReady = try decode(&target)
      if round > 0 && isReady { break }
      try fold(&target, guide)
      // What was taken out of the text may have stood within a reference; nearly all texts have none.
      guard mojibake != nil || entities != nil && (entities?.sawAmpersand ?? false || settings.unicode == .nfkc) else {
        break
      }
    }
    if layout.isNeeded { try target.apply(&layout) }
    if context.isNeeded { try target.apply(&context) }
  }

  /// Takes off what was wrapped around the text. Returns whether there was nothing to do.
  private mutating func decode(_ target: inout some NormalizedText) throws -> Bool {
    var isReady = true
    if var pass = mojibake.take() {
      defer { mojibake = pass }
      // What was read in the wrong encoding twice is as well-formed as the other.
      for _ in 0..<Self.mostRounds {
        try target.apply(&pass)
        guard pass.changed else { break }
        isReady = false
      }
    }
    if var pass = entities.take() {
      defer { entities = pass }
      try target.apply(&pass)
      if pass.changed { isReady = false }
    }
    return isReady
  }

  private mutating func fold(_ target: inout some NormalizedText, _ guide: Guide) throws {
    if case .of(let language) = guide { isTurkic = settings.case == .fold && isTurkic(language, target.text) }
    try applyScalars(to: &target)
    if var pass = tatweels, TatweelPass.tatweel(in: target.text.span, from: 0) != nil {
      try target.apply(&pass)
      if pass.movedMark { try applyScalars(to: &target) }
    }
    let sawJoiner = isTurkic ? turkicScalars?.sawJoiner ?? false : scalars.sawJoiner
    if case .of(let language) = guide { alphabet = usesAlphabet ? alphabet(language, target.text) : nil }
    if let alphabet {
      var pass = letters(of: alphabet)
      try target.apply(&pass)
      if pass.changedMarked { try applyScalars(to: &target) }
    }
    if sawJoiner, var pass = joiners { try target.apply(&pass) }
  }

  private mutating func applyScalars(to target: inout some NormalizedText) throws {
    guard isTurkic else { return try target.apply(&scalars) }
    var pass = turkicScalars ?? makeTurkicScalars()
    turkicScalars = nil
    defer { turkicScalars = pass }
    try target.apply(&pass)
  }

  private func makeTurkicScalars() -> ScalarPass {
    var settings = settings
    settings.hasTurkicCase = true
    return ScalarPass(ScalarPlan(settings))
  }

  private mutating func letters(of alphabet: Alphabet) -> LettersPass {
    if let letters, letters.alphabet == alphabet { return letters.pass }
    let pass = LettersPass(alphabet, plan)
    letters = (alphabet, pass)
    return pass
  }

  /// Whether letters go by the language. Folding them to the Arabic ones is stronger.
  private var usesAlphabet: Bool { settings.letters == .language && settings.lookAlikes == .keep }

  private func alphabet(_ language: Language?, _ text: Text) -> Alphabet? {
    if let language { return Alphabet(language) }
    guard Alphabet.isPossible(for: text) else { return nil }
    return LanguageDetector.language(of: text.span).flatMap(Alphabet.init)
  }

  /// Whether a text is in a language that has ı and i with capitals of their own.
  private func isTurkic(_ language: Language?, _ text: Text) -> Bool {
    if let language { return ["tr", "tur", "az", "aze", "azj", "crh", "gag"].contains(language.rawValue) }
    // ı, İ, ğ and ş begin with C4 and C5. A text without I has nothing to decide.
    guard text.hasLeads(0xC4, within: text.count),
      text.span.firstIndex(of: UInt8(ascii: "I")) != nil || text.span.firstIndex(of: 0xC4) != nil
    else { return false }
    return LanguageDetector.language(of: text.span)?.rawValue == "tr"
  }
}

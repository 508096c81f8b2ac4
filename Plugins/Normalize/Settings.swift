import Minwal

/// Options with the profile filled in.
struct Settings: Equatable, Sendable {
  var mojibake = Normalize.Repair.keep
  var entities = Normalize.Entities.keep
  var unicode = Normalize.UnicodeForm.none
  var spaces = Normalize.Tidying.keep
  var controls = Normalize.Removal.keep
  var zeroWidth = Normalize.Removal.keep
  var bidiMarks = Normalize.Removal.keep
  var lineEnds = Normalize.LineEnds.keep
  var blankLines = Normalize.BlankLines.keep
  var quotes = Normalize.ToASCII.keep
  var dashes = Normalize.ToASCII.keep
  var ellipses = Normalize.Ellipses.keep
  var tatweel = Normalize.Tatweel.keep
  var harakat = Normalize.Harakat.keep
  var presentationForms = Normalize.PresentationForms.keep
  var alef = Normalize.Folding.keep
  var hamza = Normalize.Folding.keep
  var yeh = Normalize.Folding.keep
  var tehMarbuta = Normalize.Folding.keep
  var lookAlikes = Normalize.Folding.keep
  var letters = Normalize.Letters.keep
  var digits = Normalize.Digits.keep
  var punctuation = Normalize.Punctuation.keep
  var `case` = Normalize.Folding.keep

  /// Whether İ and I fold to i and ı.
  var hasTurkicCase = false

  /// Settings that change nothing.
  static let nothing = Settings()

  private init() {}

  init(_ profile: Normalize.Profile) {
    unicode = .nfc
    controls = .remove
    zeroWidth = .remove
    lineEnds = .lf
    guard profile != .minimal else { return }

    entities = .decode
    spaces = .tidy
    bidiMarks = .remove
    blankLines = .collapse
    tatweel = .unstretch
    presentationForms = .letters
    guard profile != .arabic else {
      letters = .language
      return
    }

    unicode = .nfkc
    tatweel = .remove
    quotes = .ascii
    dashes = .ascii
    ellipses = .dots
    harakat = .removeAll
    alef = .fold
    hamza = .fold
    yeh = .fold
    tehMarbuta = .fold
    lookAlikes = .fold
    digits = .ascii
    punctuation = .ascii
    `case` = .fold
  }

  init(_ options: Normalize.Options) {
    let profile = Settings(options.profile)
    mojibake = options.mojibake ?? profile.mojibake
    entities = options.entities ?? profile.entities
    unicode = options.unicode ?? profile.unicode
    spaces = options.spaces ?? profile.spaces
    controls = options.controls ?? profile.controls
    zeroWidth = options.zeroWidth ?? profile.zeroWidth
    bidiMarks = options.bidiMarks ?? profile.bidiMarks
    lineEnds = options.lineEnds ?? profile.lineEnds
    blankLines = options.blankLines ?? profile.blankLines
    quotes = options.quotes ?? profile.quotes
    dashes = options.dashes ?? profile.dashes
    ellipses = options.ellipses ?? profile.ellipses
    tatweel = options.tatweel ?? profile.tatweel
    harakat = options.harakat ?? profile.harakat
    presentationForms = options.presentationForms ?? profile.presentationForms
    alef = options.alef ?? profile.alef
    hamza = options.hamza ?? profile.hamza
    yeh = options.yeh ?? profile.yeh
    tehMarbuta = options.tehMarbuta ?? profile.tehMarbuta
    lookAlikes = options.lookAlikes ?? profile.lookAlikes
    letters = options.letters ?? profile.letters
    digits = options.digits ?? profile.digits
    punctuation = options.punctuation ?? profile.punctuation
    `case` = options.case ?? profile.case
  }
}

import Minwal

/// Why a piece of text was changed: one for each option, in the order in which they are asked. If several options
/// change one character, the first is the reason.
enum Cause: UInt8, CaseIterable {
  case mojibake
  case entities
  case presentationForms
  case lineEnds
  case controls
  case zeroWidth
  case bidiMarks
  case spaces
  case tatweel
  case harakat
  case alef
  case hamza
  case yeh
  case tehMarbuta
  case lookAlikes
  case letters
  case digits
  case punctuation
  case quotes
  case dashes
  case ellipses
  case `case`
  case unicode
  case blankLines

  /// What reports show.
  var reason: Reason { Self.reasons[Int(rawValue)] }

  /// The reasons, in the order of the cases.
  static let reasons: [Reason] = allCases.map { cause in
    switch cause {
    case .mojibake:
      Reason("mojibake", "Characters that came of reading UTF-8 as another encoding became what they were.")
    case .entities: Reason("entities", "A character reference of HTML became its character.")
    case .presentationForms: Reason("presentation-forms", "An Arabic presentation form became plain letters.")
    case .lineEnds: Reason("line-ends", "A line end became a line feed.")
    case .controls: Reason("controls", "A control character was removed.")
    case .zeroWidth: Reason("zero-width", "An invisible character was removed.")
    case .bidiMarks: Reason("bidi-marks", "A mark of the writing direction was removed.")
    case .spaces:
      Reason("spaces", "Spaces became one plain space, or were removed at the end of a line or before a mark.")
    case .tatweel: Reason("tatweel", "A tatweel was removed.")
    case .harakat: Reason("harakat", "A vowel mark or Quranic sign was removed.")
    case .alef: Reason("alef", "A form of alef became bare alef.")
    case .hamza: Reason("hamza", "A hamza was taken off waw or yeh.")
    case .yeh: Reason("yeh", "An alef maksura became yeh.")
    case .tehMarbuta: Reason("teh-marbuta", "A teh marbuta became heh.")
    case .lookAlikes: Reason("look-alikes", "A Persian or Urdu letter became the Arabic one.")
    case .letters: Reason("letters", "A letter became the one that the document's language writes.")
    case .digits: Reason("digits", "A digit, or a separator in a number, was replaced.")
    case .punctuation: Reason("punctuation", "A punctuation mark was replaced.")
    case .quotes: Reason("quotes", "A quotation mark became ASCII.")
    case .dashes: Reason("dashes", "A dash became ASCII.")
    case .ellipses: Reason("ellipses", "An ellipsis was rewritten.")
    case .case: Reason("case", "A letter lost its case.")
    case .unicode: Reason("unicode", "Characters were brought into the Unicode normal form.")
    case .blankLines: Reason("blank-lines", "A blank line was removed.")
    }
  }
}

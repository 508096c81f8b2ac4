public import Minwal

extension Normalize {
  /// What a recipe may ask of `normalize`. The profile decides where an option is not given.
  public struct Options: StageOptions {
    @Option("What the text is for; every other option departs from it one by one.")
    public var profile = Profile.minimal
    @Option("The language of the documents, for 'letters' and 'case'; unless given, each document's own.")
    public var language: Language? = nil
    @Option("Text that was UTF-8 and was read as windows-1252 or windows-1256.") public var mojibake: Repair? = nil
    @Option("Character references of HTML, such as &quot; and &#1548;.") public var entities: Entities? = nil
    @Option("The Unicode normal form.") public var unicode: UnicodeForm? = nil
    @Option("Spaces: kinds of them, runs of them, those at the ends of lines and before punctuation marks.")
    public var spaces: Tidying? = nil
    @Option("Control characters other than tabs and line ends.") public var controls: Removal? = nil
    @Option("Zero-width spaces, soft hyphens, word joiners, byte order marks, and joiners that join nothing.")
    public var zeroWidth: Removal? = nil
    @Option("Marks and overrides of the writing direction.") public var bidiMarks: Removal? = nil
    @Option("CR, CRLF, NEL, VT, FF, LS and PS.") public var lineEnds: LineEnds? = nil
    @Option("Runs of blank lines, and those at the ends of the text.") public var blankLines: BlankLines? = nil
    @Option("Quotation marks and apostrophes.") public var quotes: ToASCII? = nil
    @Option("Dashes, typographic hyphens and the minus sign.") public var dashes: ToASCII? = nil
    @Option("The ellipsis and three dots.") public var ellipses: Ellipses? = nil
    @Option("The stretching stroke inside Arabic words (kashida).") public var tatweel: Tatweel? = nil
    @Option("Arabic vowel marks, and the signs of the Quran.") public var harakat: Harakat? = nil
    @Option("Arabic letters and ligatures coded by their shape, as PDF files have them.")
    public var presentationForms: PresentationForms? = nil
    @Option("Alef with hamza, madda or wasla, to bare alef.") public var alef: Folding? = nil
    @Option("Hamza on waw and on yeh, to the bare letter.") public var hamza: Folding? = nil
    @Option("Alef maksura, to yeh.") public var yeh: Folding? = nil
    @Option("Teh marbuta, to heh.") public var tehMarbuta: Folding? = nil
    @Option("Persian and Urdu kaf, yeh and heh, to the Arabic letters that look like them.")
    public var lookAlikes: Folding? = nil
    @Option("Kaf, yeh and heh that Arabic, Persian, Urdu, Kurdish and Uyghur code each in another way.")
    public var letters: Letters? = nil
    @Option("ASCII, Arabic-Indic and Persian digits.") public var digits: Digits? = nil
    @Option("Comma, semicolon, question mark and per cent sign.") public var punctuation: Punctuation? = nil
    @Option("Upper and lower case, in Turkish and Azeri with ı and i apart.") public var `case`: Folding? = nil

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      let settings = Settings(self)
      if settings.unicode == .nfkc {
        if problems.isGiven("presentation-forms"), settings.presentationForms == .keep {
          problems.warning("presentation-forms", "'keep' has no effect: unicode: nfkc replaces them anyway")
        }
        if problems.isGiven("ellipses"), settings.ellipses == .keep {
          problems.warning("ellipses", "'keep' has no effect: unicode: nfkc makes dots of the ellipsis anyway")
        }
      }
      if problems.isGiven("letters"), settings.letters == .language, settings.lookAlikes == .fold {
        problems.warning("letters", "'language' has no effect: look-alikes: fold makes all of them Arabic")
      }
      if settings == .nothing {
        problems.warning("profile", "with these options 'normalize' changes nothing")
      }
    }
  }

  /// What normalized text is for.
  public enum Profile: String, OptionChoice {
    case minimal
    case arabic
    case search
    public var help: String {
      switch self {
      case .minimal: "What is invisible: NFC, line ends, control and zero-width characters."
      case .arabic:
        "For reading: also entities, spaces, tatweel, shapes, the language's letters; no letter or mark is lost."
      case .search: "For an index: NFKC, and all that spellings differ by is folded."
      }
    }
  }

  /// A normal form of UAX #15.
  public enum UnicodeForm: String, OptionChoice {
    case none
    case nfc
    case nfkc
    public var help: String {
      switch self {
      case .none: "Leave composed and decomposed characters as they are."
      case .nfc: "Composed; the text looks the same."
      case .nfkc: "Composed, and variants of width, position and style are lost: ﬁ, ², ﷺ, Ａ."
      }
    }
  }

  /// Whether spaces are tidied.
  public enum Tidying: String, OptionChoice {
    case keep
    case tidy
    public var help: String {
      switch self {
      case .keep: "Leave them."
      case .tidy:
        "One plain space for any run; none at the ends of lines, before ،؛؟۔, or in Arabic script before .!,;?"
      }
    }
  }

  /// Whether text that was read in the wrong encoding is fixed.
  public enum Repair: String, OptionChoice {
    case keep
    case repair
    public var help: String {
      switch self {
      case .keep: "Leave it."
      case .repair: "Fix lines that are certain to be such text: CafÃ© to Café. Text that is in order stays."
      }
    }
  }

  /// Whether character references are decoded.
  public enum Entities: String, OptionChoice {
    case keep
    case decode
    public var help: String { self == .keep ? "Leave them." : "The characters that they represent." }
  }

  /// Whose letters are used.
  public enum Letters: String, OptionChoice {
    case keep
    case language
    public var help: String {
      switch self {
      case .keep: "Leave them."
      case .language: "Those of the document's language: كتاب علي in Persian becomes کتاب علی; Arabic stays."
      }
    }
  }

  /// Whether characters are removed.
  public enum Removal: String, OptionChoice {
    case keep
    case remove
    public var help: String { self == .keep ? "Leave them." : "Remove them." }
  }

  /// What becomes of tatweel.
  public enum Tatweel: String, OptionChoice {
    case keep
    case unstretch
    case remove
    public var help: String {
      switch self {
      case .keep: "Leave them."
      case .unstretch: "Remove them, but for one that ends a prefix or sign: بـ 53, لـ«...», 1445 هـ."
      case .remove: "Remove them."
      }
    }
  }

  /// Whether variants become one.
  public enum Folding: String, OptionChoice {
    case keep
    case fold
    public var help: String { self == .keep ? "Leave them." : "Make them one." }
  }

  /// What ends a line.
  public enum LineEnds: String, OptionChoice {
    case keep
    case lf
    public var help: String { self == .keep ? "Leave them." : "A line feed for each." }
  }

  /// Whether blank lines are collapsed.
  public enum BlankLines: String, OptionChoice {
    case keep
    case collapse
    public var help: String {
      self == .keep ? "Leave them." : "One between paragraphs; none before the first or after the last."
    }
  }

  /// Whether typographic characters become ASCII.
  public enum ToASCII: String, OptionChoice {
    case keep
    case ascii
    public var help: String { self == .keep ? "Leave them." : "The plain ASCII character." }
  }

  /// How an ellipsis is written.
  public enum Ellipses: String, OptionChoice {
    case keep
    case dots
    case character
    public var help: String {
      switch self {
      case .keep: "Leave them."
      case .dots: "Three dots for the character."
      case .character: "The character for three dots and more."
      }
    }
  }

  /// Which marks on Arabic letters are removed.
  public enum Harakat: String, OptionChoice {
    case keep
    case removeVowels = "remove-vowels"
    case removeAll = "remove-all"
    public var help: String {
      switch self {
      case .keep: "Leave them."
      case .removeVowels: "Remove short vowels, tanween, shadda, sukun and the dagger alef."
      case .removeAll: "Remove these, and the signs of recitation in the Quran."
      }
    }
  }

  /// What becomes of presentation forms.
  public enum PresentationForms: String, OptionChoice {
    case keep
    case letters
    public var help: String { self == .keep ? "Leave them." : "The letters that they show." }
  }

  /// Which digits are used.
  public enum Digits: String, OptionChoice {
    case keep
    case ascii
    case arabicIndic = "arabic-indic"
    case persian
    public var help: String {
      switch self {
      case .keep: "Leave them."
      case .ascii: "0123456789, with the separators in numbers: 3.14 for ٣٫١٤, 1,250 for ١٬٢٥٠."
      case .arabicIndic: "٠١٢٣٤٥٦٧٨٩, but for words with Latin letters: COVID-19, addresses."
      case .persian: "۰۱۲۳۴۵۶۷۸۹, but for words with Latin letters."
      }
    }
  }

  /// Whose punctuation marks are used.
  public enum Punctuation: String, OptionChoice {
    case keep
    case arabic
    case ascii
    public var help: String {
      switch self {
      case .keep: "Leave them."
      case .arabic: "،؛؟٪ in Arabic text; numbers, times and addresses stay as they are."
      case .ascii: ",;?% and the dot, whichever the text."
      }
    }
  }
}

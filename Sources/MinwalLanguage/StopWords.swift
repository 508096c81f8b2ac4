public import MinwalText

/// The stop words of languages: words that every text has, so that they tell nothing of what one is about.
public enum StopWords {
  /// The list of a language: one word a line, `#` starts a comment.
  public struct List: Sendable {
    public let language: Language
    /// What English calls the language.
    public let name: String
    /// The list itself, in UTF-8. A function, so that nothing is loaded until it is asked for.
    public let contents: @Sendable () -> [UInt8]

    fileprivate init(_ tag: String, _ name: String, _ contents: @escaping @Sendable () -> [UInt8]) {
      language = Language(tag)
      self.name = name
      self.contents = contents
    }
  }

  /// The lists that there are, sorted by tag. Languages that ``Stemmer`` knows have one.
  public static let lists = [
    List("ar", "Arabic") { PackageResources.ar_txt }, List("de", "German") { PackageResources.de_txt },
    List("en", "English") { PackageResources.en_txt }, List("es", "Spanish") { PackageResources.es_txt },
    List("fa", "Persian") { PackageResources.fa_txt }, List("fr", "French") { PackageResources.fr_txt },
    List("it", "Italian") { PackageResources.it_txt }, List("pt", "Portuguese") { PackageResources.pt_txt },
    List("ru", "Russian") { PackageResources.ru_txt }, List("tr", "Turkish") { PackageResources.tr_txt },
  ]

  /// The list of a language; `nil` if there is none.
  public static func list(of language: Language) -> List? { lists.first { $0.language == language } }
}

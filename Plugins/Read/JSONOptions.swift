public import Minwal

/// The options of readers whose records are JSON objects.
public struct JSONOptions: StageOptions {
  @Option(
    "The encoding of files that are not UTF-8, as iconv calls it: windows-1256. A byte order mark wins over it, as do records that are UTF-8."
  )
  public var encoding: Encoding? = nil
  @Option("What becomes of bytes that are not UTF-8.") public var invalidUtf8 = InvalidUTF8.repair
  @Option("The field of a record that holds the document's id.") public var idField = "id"
  @Option(
    "The field of a record that holds the text, by its name or path (`article.body`), or a list of fields. Texts of several fields, and of a field that is a list, are joined."
  )
  public var textField: FieldPaths = "text"
  @Option("The field of a record that holds the headline.") public var titleField = "title"
  @Option("The field of a record that holds the language's tag.") public var languageField = "language"
  @Option("What is put between texts that are joined.") public var join = "\n\n"

  public init() {}
}

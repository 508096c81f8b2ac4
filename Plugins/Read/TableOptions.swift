public import Minwal

/// The options of readers of tables in text: comma- and tab-separated values.
public struct TableOptions: StageOptions {
  @Option("The encoding of the table, as iconv calls it. A byte order mark wins over it.") public var encoding:
    Encoding? = nil
  @Option("What becomes of bytes that are not UTF-8.") public var invalidUtf8 = InvalidUTF8.repair
  @Option(
    "What separates the cells of a row, one character; unless given, a comma for csv and a tab for tsv, or what a first line `sep=` says."
  )
  public var delimiter: Delimiter? = nil
  @Option("Whether cells may be quoted (RFC 4180), so that they can contain line breaks and delimiters.") public
    var quotes =
    true
  @Option("The names of the columns, for tables without a row of names.") public var columns: [String]? = nil
  @Option("The column that holds the document's id.") public var idField = "id"
  @Option("The column that holds the text, or a list of columns whose texts are joined.") public var textField:
    FieldPaths = "text"
  @Option("The column that holds the headline.") public var titleField = "title"
  @Option("The column that holds the language's tag.") public var languageField = "language"
  @Option("What is put between texts that are joined.") public var join = "\n\n"

  public init() {}

  /// The columns that the recipe names; others are read if they are there.
  var neededColumns: [String] {
    let usual = Self()
    let others = [
      (idField, usual.idField), (titleField, usual.titleField), (languageField, usual.languageField),
    ]
    return textField.all + others.filter { $0.0 != $0.1 }.map(\.0)
  }

  public func validate(_ problems: inout OptionProblems) {
    guard let columns else { return }
    let fields = [("id-field", idField), ("title-field", titleField), ("language-field", languageField)]
    let given = neededColumns
    for name in given where !columns.contains(name) {
      let option = fields.first { $0.1 == name }?.0 ?? "text-field"
      problems.error(
        option, "'columns' has no column '\(name)'" + NearestName.hint(name, in: columns, "columns"))
    }
  }
}

/// The character between two cells: ASCII, and neither a quotation mark nor a line break.
public struct Delimiter: OptionValue {
  /// The character.
  let byte: UInt8

  public static var optionType: OptionType { .string }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Delimiter? {
    guard let text = String.decode(node, in: scope) else { return nil }
    guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80, ![0x22, 0x0A, 0x0D].contains(byte) else {
      scope.report(
        .wrongType, "\(scope.subject) is not a delimiter", at: node,
        notes: [#"expected one character of ASCII, such as ";" or "\t""#])
      return nil
    }
    return Delimiter(byte: byte)
  }

  public var configNode: ConfigNode { String(Unicode.Scalar(byte)).configNode }
}

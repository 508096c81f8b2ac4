package import Minwal

/// Guesses which fields of JSON Lines hold the text, the id, the title and the language.
package struct FieldGuess: Sendable {
  /// The text's field; `nil` if no field is long enough to be read.
  package private(set) var text: String?
  package private(set) var id: String?
  package private(set) var title: String?
  package private(set) var language: String?

  /// What was seen of a field.
  private struct Field {
    var name: String
    var strings: [String] = []
    var others = 0
    var meanLength: Int { strings.isEmpty ? 0 : strings.reduce(0) { $0 + $1.utf8.count } / strings.count }
  }

  private static let textNames = ["text", "content", "body", "article", "raw_content", "document", "description"]
  private static let idNames = ["id", "_id", "uuid", "guid", "doc_id", "key", "url", "uri", "link"]
  private static let titleNames = ["title", "headline", "heading", "name", "subject"]
  private static let languageNames = ["language", "lang", "locale", "language_code"]

  /// Looks at some records.
  package init(_ records: [[JSONMember]]) {
    var fields: [Field] = []
    for member in records.joined() {
      let index =
        fields.firstIndex { $0.name == member.name }
        ?? {
          fields.append(Field(name: member.name))
          return fields.count - 1
        }()
      if let string = member.value.stringValue {
        fields[index].strings.append(string)
      } else {
        fields[index].others += 1
      }
    }
    func named(_ names: [String], _ fits: (Field) -> Bool) -> String? {
      names.compactMap { name in fields.first { $0.name.lowercased() == name && fits($0) }?.name }.first
    }
    // A text is the longest field, unless one has its name and is nearly as long.
    let longest = fields.max { $0.meanLength < $1.meanLength }
    let length = longest?.meanLength ?? 0
    text =
      named(Self.textNames) { $0.meanLength > 0 && $0.meanLength * 4 >= length }
      ?? (length >= 40 ? longest?.name : nil)
    let body = text
    id = named(Self.idNames) { field in
      field.name != body && field.strings.count + field.others == records.count
        && (field.strings.isEmpty || Set(field.strings).count == field.strings.count)
    }
    title = named(Self.titleNames) { $0.name != body && (1...300).contains($0.meanLength) }
    language = named(Self.languageNames) { field in
      !field.strings.isEmpty && field.strings.allSatisfy { (2...3).contains(Language($0).rawValue.utf8.count) }
    }
  }
}

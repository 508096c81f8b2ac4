package import Minwal
import MinwalRecipe
import MinwalRuntime

/// The reference page of a reader, from its declaration and its examples.
package enum ReaderPage {
  /// The page of a reader.
  ///
  /// - Throws: ``ExampleRun/Failure`` if an example cannot be read.
  package static func text(_ reader: ReaderType) throws -> String {
    let spec = reader.spec
    var result = "# \(spec.name)\n\n\(Markdown.prose(spec.summary))\n"
    if !spec.discussion.isEmpty { result += "\n\(Markdown.prose(spec.discussion))\n" }
    result +=
      "\n"
      + Markdown.table(
        ["the reader", ""],
        [["files", ReaderReference.suffixes(spec).map(Markdown.code) ?? "those that a recipe names for it"]])
    if !reader.options.isEmpty { result += "\n## Options\n\n" + OptionSection.text(reader.options) }
    if !spec.reasons.isEmpty {
      result += "\n## Reasons\n\nWhat it changes on the way from bytes to text, as `why` names it.\n\n"
      result += OptionSection.table("reason", spec.reasons.map { ($0.name, $0.help) })
    }
    if !spec.passesOver.isEmpty {
      result += "\n## Passed over\n\nRecords that are no documents, which the report counts by reason.\n\n"
      result += OptionSection.table("reason", spec.passesOver.map { ($0.name, $0.help) })
    }
    if !spec.examples.isEmpty { result += "\n## Examples\n" }
    for example in spec.examples { result += "\n" + (try text(example, of: reader)) }
    return result
  }

  private static func text(_ example: ReaderExample, of reader: ReaderType) throws -> String {
    guard case .mapping(let entries) = example.options.kind else {
      throw ExampleRun.Failure(message: "the options of an example are not a mapping")
    }
    let scope = OptionScope(folder: "")
    guard let instance = reader.make(entries, in: scope, OptionOwner("the example"), StageContext()) else {
      throw ExampleRun.Failure(message: scope.diagnostics.map(\.message).joined(separator: "; "))
    }
    let options = entries.map { ", \($0.key): \($0.value.written)" }.joined()
    var result = "### \(Markdown.prose(example.title))\n\n"
    result += Markdown.block("input: { \(reader.spec.name): \(example.file)\(options) }\n", "yaml")
    result += "\nFile:\n\n" + Markdown.block(example.input)
    var documents = ""
    for document in try ReaderPreview(instance, Text(example.input), file: example.file).documents {
      documents += try line(document.get())
    }
    return result + "\nDocuments:\n\n" + Markdown.block(documents, "json")
  }

  private static func line(_ document: Document) -> String {
    var json = JSONWriter()
    json.object { json in
      json.name("id")
      json.string(document.id)
      if let title = document.title {
        json.name("title")
        json.string(title)
      }
      json.name("text")
      json.string(document.text.span)
      for member in document.metadata.members {
        json.name(member.name)
        json.value(member.value)
      }
    }
    json.endLine()
    return String(decodingUTF8: json.buffer.span)
  }
}

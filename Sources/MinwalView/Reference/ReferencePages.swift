package import Minwal
import MinwalRecipe

/// The reference as Markdown files: an index, the keys of recipes, the codes of messages, and a page for each stage and reader.
package struct ReferencePages {
  /// What each page begins with, so that no one edits it and old ones can be told from what people wrote.
  package static let mark = "<!-- Written by 'minwal reference' from the declarations in the code. -->\n\n"
  /// Where the pages of stages are.
  package static let stageFolder = "stages"
  /// Where the pages of readers are.
  package static let readerFolder = "readers"

  /// Paths below the folder of the reference, and contents.
  package let files: [(path: String, text: String)]

  /// Makes the pages.
  ///
  /// - Throws: ``ExampleRun/Failure`` that names the example which cannot be run.
  package init(_ registry: Registry) throws {
    var files = [
      ("README.md", Self.index(registry)), ("recipe.md", Self.recipe(registry)), ("codes.md", Self.codes(registry)),
      ("recipe.schema.json", RecipeSchema.make(registry).indented),
    ]
    for stage in registry.stages {
      do {
        files.append(("\(Self.stageFolder)/\(stage.spec.name).md", try StagePage.text(stage, registry)))
      } catch let failure as ExampleRun.Failure {
        throw ExampleRun.Failure(message: "an example of the stage '\(stage.spec.name)' fails: \(failure.message)")
      }
    }
    for reader in registry.readers {
      do {
        files.append(("\(Self.readerFolder)/\(reader.spec.name).md", try ReaderPage.text(reader)))
      } catch let failure as ExampleRun.Failure {
        throw ExampleRun.Failure(message: "an example of the reader '\(reader.spec.name)' fails: \(failure.message)")
      }
    }
    self.files = files.map { path, text in (path, path.hasSuffix(".md") ? Self.mark + text : text) }
  }

  private static func index(_ registry: Registry) -> String {
    var result = "# Reference\n\n- [Recipes](recipe.md): the keys of a recipe, input and limits\n"
    result += "- [Codes](codes.md) of messages, as `minwal explain` has them\n"
    result += "- [recipe.schema.json](recipe.schema.json): recipes as JSON Schema, for editors\n\n"
    return result
      + Markdown.table(
        ["stage", "what it does"],
        registry.stages.map { stage in
          let name = stage.spec.name
          return ["[\(Markdown.code(name))](\(stageFolder)/\(name).md)", Markdown.prose(stage.spec.summary)]
        }) + "\n"
      + Markdown.table(
        ["reader", "what it does"],
        registry.readers.map { reader in
          let name = reader.spec.name
          return ["[\(Markdown.code(name))](\(readerFolder)/\(name).md)", Markdown.prose(reader.spec.summary)]
        })
  }

  private static func recipe(_ registry: Registry) -> String {
    var result = "# Recipes\n\nThe keys of a recipe, in the order in which one writes them.\n\n"
    result += Markdown.table(
      ["key", "meaning"],
      RecipeKey.all.map { key in
        [Markdown.code(key.name) + (key.isRequired ? " **required**" : ""), Markdown.prose(key.help)]
      })
    for key in RecipeKey.all {
      switch key.value {
      case .value(let type) where !type.choices.isEmpty:
        result += "\n## \(key.name)\n\n" + OptionSection.table("value", type.choices.map { ($0.name, $0.help) })
      case .options(let options): result += "\n## \(key.name)\n\n" + OptionSection.text(options)
      case .input:
        result += "\n## \(key.name)\n\n" + OptionSection.text(InputOptions.declarations) + "\n" + readers(registry)
      case .value, .version, .stages, .parameters, .tests: break
      }
    }
    return result
  }

  /// The keys that name files for one reader.
  private static func readers(_ registry: Registry) -> String {
    "In the place of `files`, the name of a reader says what the files are, and has options of its own.\n\n"
      + Markdown.table(
        ["key", "meaning"],
        registry.readers.map { reader in
          let name = reader.spec.name
          return ["[\(Markdown.code(name))](\(readerFolder)/\(name).md)", Markdown.prose(reader.spec.summary)]
        })
  }

  private static func codes(_ registry: Registry) -> String {
    var result = "# Codes\n\nEach message and each error of a document has a code in brackets.\n"
    for explanation in registry.allExplanations {
      result += "\n## \(explanation.code)\n\n\(Markdown.prose(explanation.title))\n"
      for paragraph in explanation.text.split(separator: "\n\n") {
        let isCode = paragraph.hasPrefix("  ")
        result += "\n" + (isCode ? Markdown.block(unindented(paragraph)) : Markdown.prose(String(paragraph)) + "\n")
      }
    }
    return result
  }

  private static func unindented(_ text: Substring) -> String {
    text.split(separator: "\n").map { String($0.hasPrefix("  ") ? $0.dropFirst(2) : $0) }.joined(separator: "\n")
  }
}

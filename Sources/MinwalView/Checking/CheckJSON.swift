import Minwal
package import MinwalRecipe

/// What `minwal check --json` prints: one JSON object on a line, as docs/check.schema.json has it.
package enum CheckJSON {
  /// The findings of checks, in the order of the recipes and, within each, of the files.
  package static func line(_ checks: [(file: String, check: RecipeCheck)]) -> String {
    var json = JSONWriter()
    json.object { json in
      json.name("minwal")
      json.string(minwalVersion)
      json.name("recipes")
      json.array { json in
        for (file, check) in checks {
          json.object { json in
            json.name("file")
            json.string(file)
            json.name("valid")
            json.bool(!check.hasErrors)
            json.name("diagnostics")
            json.array { json in for diagnostic in check.diagnostics { encode(diagnostic, &json) } }
            json.name("stages")
            json.array { json in for step in check.recipe?.steps ?? [] { json.string(step.title) } }
          }
        }
      }
    }
    json.endLine()
    return String(decodingUTF8: json.buffer.span)
  }

  private static func encode(_ diagnostic: Diagnostic, _ json: inout JSONWriter) {
    json.object { json in
      json.name("severity")
      json.string(diagnostic.severity.rawValue)
      json.name("code")
      json.string(diagnostic.code.rawValue)
      json.name("message")
      json.string(URLSecrets.hidden(in: diagnostic.message))
      encode(diagnostic.range, &json)
      json.name("notes")
      json.array { json in
        for note in diagnostic.notes {
          json.object { json in
            json.name("message")
            json.string(URLSecrets.hidden(in: note.message))
            encode(note.range, &json)
          }
        }
      }
      json.name("suggestion")
      if let suggestion = diagnostic.suggestion { json.string(suggestion) } else { json.null() }
    }
  }

  /// A place: the file, line and columns, or `null` for each.
  private static func encode(_ range: SourceRange?, _ json: inout JSONWriter) {
    json.name("file")
    if let range { json.string(URLSecrets.hidden(in: range.file)) } else { json.null() }
    let numbers = [("line", range?.line), ("column", range?.column), ("end", range.map { $0.column + $0.length })]
    for (name, number) in numbers {
      json.name(name)
      if let number { json.integer(number) } else { json.null() }
    }
  }
}

import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalView

/// What `run --dry-run` prints.
struct PreviewText {
  let recipe: Recipe
  let preview: RunPreview

  var text: PrintableText {
    var result: PrintableText =
      "\(recipe.name): would read \(Figures.count(preview.files, "file")), \(Figures.bytes(preview.bytes))\n"
    for kind in preview.kinds {
      let compressed: PrintableText =
        kind.compressed > 0 ? ", \(Figures.count(kind.compressed)) of them compressed" : ""
      result +=
        "  \(kind.reader): \(Figures.count(kind.files, "file")), \(Figures.bytes(kind.bytes))" + compressed + "\n"
    }
    if let estimate = preview.estimate {
      result += "  about \(Figures.count(estimate.documents, "document"))"
      if let seconds = estimate.seconds { result += ", some \(Figures.estimate(seconds))" }
      result += "\n"
    }
    for stream in preview.streams { result += "  \(stream): of unknown size\n" }
    if preview.unreadable > 0 {
      result += "  cannot be read: \(Figures.count(preview.unreadable, "file"))\n"
      for problem in preview.problems {
        result +=
          "    \(PrintableText(problem.path).shortened(200)): \(PrintableText(problem.message).shortened(300))\n"
      }
    }
    if let example = preview.strayLinks.examples.first {
      result +=
        "  would pass over: \(Figures.count(preview.strayLinks.count, "link")) out of the input, such as \(example)\n"
    }
    if let example = preview.specialFiles.examples.first {
      result +=
        "  would pass over: \(Figures.count(preview.specialFiles.count, "special file")) (pipes, sockets, devices), such as "
        + "\(example)\n"
    }
    for empty in preview.empty { result += "  warning: no file is to be found in '\(empty)'\n" }
    for output in preview.outputs {
      result += output.isThere ? "would replace: \(output.path)\n" : "would write: \(output.path)\n"
    }
    if !preview.quarantine.isEmpty { result += "documents that fail: \(preview.quarantine)/\n" }
    if let room = preview.room { result += "free on that disk: \(Figures.bytes(room))\n" }
    return result
  }
}

import CleanPlugin
import Minwal
import MinwalTestSupport

/// The stage with its defaults. Copying it is much cheaper than reading the packs again.
private let cleaner = Result { try makeStage(Clean.self) }

/// Cleans a text with the default options.
func clean(_ text: String, title: String? = nil, traced: Bool = false) throws -> Document {
  var stage = try cleaner.get()
  var document = Document(id: "test", text: text)
  document.title = title
  if traced { document.startTracing() }
  _ = try stage.process(&document)
  return document
}

/// The lines that are left of a text, without blank ones.
func linesLeft(_ text: String, _ options: [ConfigNode.Entry] = []) throws -> [String] {
  MarkedPage.lines(of: String(try run(Clean.self, options, on: text).text))
}

// Measures Minwal: `Bench engines`, `Bench recipes`, or both. Figures are medians; on a busy machine, compare only
// those of one run. `Bench corpus N` writes N documents as JSON Lines to standard output.

import Foundation

let arguments = CommandLine.arguments.dropFirst()
let corpus = try Corpus()
if arguments.first == "corpus", let count = arguments.dropFirst().first.flatMap({ Int($0) }) {
  corpus.printJSONLines(count)
  exit(0)
}
if arguments.isEmpty || arguments.contains("engines") { try Engines(corpus: corpus, runs: 9).run() }
if arguments.isEmpty || arguments.contains("recipes") { try Recipes(corpus: corpus, runs: 5).run() }

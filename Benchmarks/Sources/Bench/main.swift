// Measures Minwal: `Bench engines`, `Bench recipes`, or both. Figures are medians; on a busy machine, compare only
// those of one run. The documents come from `Benchmarks/corpus.py`.

import Foundation

let arguments = CommandLine.arguments.dropFirst()
let corpus = try Corpus(400)
if arguments.isEmpty || arguments.contains("engines") { try Engines(corpus: corpus, runs: 9).run() }
if arguments.isEmpty || arguments.contains("recipes") { try Recipes(corpus: corpus, runs: 5).run() }

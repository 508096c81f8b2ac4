import Minwal

/// An option that other tools have, or a number that the parser of arguments would take for an option.
enum ForeignOption {
  /// What to type instead, by what other tools have.
  private static let advice: [(names: Set<String>, advice: String)] = [
    (["--format", "--output-format", "-f"], "the format is an option of 'export': --set export.format=jsonl"),
    (["--out", "--output-dir", "--output-folder", "--outdir", "--dest"], "the folder for output: --output DIR"),
    (["--in", "--input-dir", "--input-file", "--source", "--files"], "what to read: --input PATH"),
    (["--recipe", "--config", "--pipeline", "-c"], "the recipe is named without an option: minwal run RECIPE.yaml"),
    (["--threads", "--workers", "--parallel", "--procs", "--np", "-t", "-p"], "how many at once: --jobs N"),
    (["--lang", "--language", "-l"], "the language is a key of the recipe: --set language=ar"),
    (["--encoding", "-e"], "the encoding is an option of the input: --set input.encoding=windows-1256"),
    (["--max", "--max-documents", "--head", "-n"], "how many documents to read: --limit N"),
    (["--verbose", "-v"], "to log what happens: --log-format text"),
    (["--stages", "--stage"], "stages are in the recipe; 'minwal stages' lists what there are"),
  ]
  /// The options of `run` and `learn` that take a number.
  private static let numbers: Set<String> = [
    "--limit", "--sample", "--jobs", "-j", "--checkpoint-interval", "--shards",
  ]
  private static let commands: Set<String> = ["run", "retry", "learn"]
  /// The commands besides whose options take numbers, and may be called as those of other tools.
  private static let others: Set<String> = ["plan", "worker", "merge", "try"]

  /// What is wrong with the arguments; `nil` if nothing of this kind is.
  static func problem(_ arguments: [String]) -> PrintableText? {
    guard let command = arguments.first, commands.contains(command) || others.contains(command) else { return nil }
    for (argument, next) in zip(arguments.dropFirst(), Array(arguments.dropFirst(2)) + [""]) {
      if argument == "--" { return nil }
      if numbers.contains(argument), next.hasPrefix("-"), Double(next) != nil {
        return
          "error: '\(argument)' takes a number from \(argument == "--checkpoint-interval" ? "0" : "1"), not \(next)\n"
      }
      guard commands.contains(command) else { continue }
      let name = String(argument.prefix { $0 != "=" })
      if let found = advice.first(where: { $0.names.contains(name) }) {
        return "error: 'minwal \(command)' has no option '\(name)'\n  note: \(found.advice)\n"
      }
    }
    return nil
  }
}

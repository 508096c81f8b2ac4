import ArgumentParser
import Minwal
import MinwalRecipe

struct CheckStageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-stage", abstract: "Tells whether a program works as a stage.",
    discussion: """
      Starts the program as the stage 'command' does, and tries what may come to it: an ordinary document, an empty one, \
      a megabyte on a line, null characters, right-to-left text, batches, requests that are none, and being asked to \
      end. Everything that is not as it should be comes with what to do about it.

        minwal check-stage ./my_stage
        minwal check-stage --option level=2 python3 my_stage.py

      Exit codes: 0 it works; 1 it does not.
      """)

  @ArgumentParser.Option(
    name: .customLong("option"),
    help: ArgumentHelp("Give the program this option, as a recipe would. May be repeated.", valueName: "name=value"))
  var options: [String] = []

  @ArgumentParser.Option(
    name: .customLong("environment"),
    help: ArgumentHelp(
      "Pass this environment variable on to the program, as 'environment' of a recipe does. May be repeated.",
      valueName: "name"))
  var environment: [String] = []

  @ArgumentParser.Option(help: ArgumentHelp("How long it may take for a request (default: 30).", valueName: "seconds"))
  var timeout = 30

  @Argument(parsing: .captureForPassthrough, help: "The program and its arguments, as 'run' of the stage has them.")
  var program: [String]

  func validate() throws {
    // What stands where the program should is not taken for an option of this command.
    if ["-h", "--help"].contains(program.first) { throw CleanExit.helpRequest(self) }
    guard let name = program.first, !name.hasPrefix("-") else {
      throw ValidationError("Name the program to check after the options.")
    }
    if !(1...86_400).contains(timeout) { throw ValidationError("'--timeout' takes seconds from 1 to 86,400.") }
    for option in options where !option.dropFirst().contains("=") {
      throw ValidationError("'--option' takes NAME=VALUE, not '\(option)'.")
    }
    if let problem = ProgramProblem(name, in: "", .arguments(of: "minwal check-stage")) {
      throw ValidationError(([problem.message] + problem.notes.map(\.message)).joined(separator: "\n"))
    }
  }

  func run() throws {
    let entries = try options.map { option in
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let (node, problems) = YAMLReader.read(
        SourceFile(name: "--option \(parts[0])", text: Text(String(parts[1]))), environment: { _ in nil })
      guard let node, problems.isEmpty else {
        throw ValidationError("'\(parts[1])' is not a value: \(problems.first?.message ?? "it is not YAML").")
      }
      return ConfigNode.Entry(String(parts[0]), node)
    }
    var conformance = StageConformance(
      ProgramCall(program, folder: "", environment: environment), options: OpenOptions(entries),
      timeout: .seconds(timeout))
    conformance.run()
    if let description = conformance.description {
      let summary = description.summary.isEmpty ? "" : ": \(description.summary)"
      Terminal.output("\(description.name)\(summary)\n")
    }
    for finding in conformance.findings {
      guard let problem = finding.problem else {
        Terminal.output("  ok    \(finding.demand)\n")
        continue
      }
      Terminal.output("  FAIL  \(finding.demand)\n")
      for line in problem.split(separator: "\n") { Terminal.output("        \(line)\n") }
      if !finding.advice.isEmpty { Terminal.output("        what to do: \(finding.advice)\n") }
    }
    let failures = conformance.findings.filter { $0.problem != nil }.count
    let count = conformance.findings.count
    if failures == 0 {
      Terminal.output("it works as a stage: all \(count) checks passed\n")
      return
    }
    let rest = conformance.isCutShort ? "; fix this first, and the rest will be checked" : ""
    Terminal.output("it does not work as a stage: \(failures) of \(count) checks failed\(rest)\n")
    throw ExitStatus.nonconforming.code
  }
}

import ArgumentParser
import Glibc
public import Minwal
import MinwalRuntime

/// The whole command line, for the stages of some plugins. A package of your own calls it with its plugins beside
/// Minwal's:
/// ```swift
/// await MinwalTool.main(plugins: .standard + [.mine])
/// ```
public enum MinwalTool {
  /// The stages that commands know.
  @TaskLocal static var registry = Registry()

  /// Runs the command that the process's arguments name, and ends the process.
  public static func main(plugins: [Plugin]) async -> Never {
    do {
      Orphans.adopt()
      let registry = try Registry(plugins)
      let arguments = Self.arguments
      if arguments == [WorkerProcess.argument] {
        WorkerProcess.serve(registry)
        Terminal.error("minwal: '\(WorkerProcess.argument)' is for 'minwal run --isolate'; it is of no use by hand\n")
        exit(ExitStatus.usage.rawValue)
      }
      if let problem = UnknownCommand.problem(arguments, of: MinwalCommand.self) {
        Terminal.error(problem)
        exit(ExitStatus.usage.rawValue)
      }
      if let problem = ForeignOption.problem(arguments) {
        Terminal.error(problem)
        exit(ExitStatus.usage.rawValue)
      }
      requireDescriptors()
      await $registry.withValue(registry) { await runCommand(arguments) }
      exit(0)
    } catch {
      Terminal.error("minwal: \(error)\n")
      exit(ExitStatus.bug.rawValue)
    }
  }

  /// Runs the command; a mistake in its arguments, which may be names of files, is reported like any other.
  private static func runCommand(_ arguments: [String]) async {
    do {
      var command = try await MinwalCommand.asyncParseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch {
      let status = MinwalCommand.exitCode(for: error)
      if status == .success { MinwalCommand.exit(withError: error) }
      let message = MinwalCommand.fullMessage(for: error)
      if !message.isEmpty { Terminal.error(printable(message) + "\n") }
      exit(status.rawValue)
    }
  }

  /// A message of the parser of arguments, whose line breaks are its own: those of arguments, which may come from the names
  /// of files, are none.
  private static func printable(_ message: String) -> PrintableText {
    var message = message
    for argument in Set(arguments).sorted(by: { $0.utf8.count > $1.utf8.count }) {
      let shown = PrintableText(argument).string
      if shown != argument { message = message.replacing(argument, with: shown) }
    }
    return PrintableText(lines: URLSecrets.hidden(in: message))
  }

  /// What follows the program's name, as paths: names of files that are not UTF-8 can be given. What is meant as a text
  /// is to be taken as `pathText`.
  private static var arguments: [String] {
    let all = unsafe CommandLine.unsafeArgv
    var arguments: [String] = []
    for index in 1..<max(1, Int(CommandLine.argc)) {
      if let argument = unsafe all[index] { arguments.append(unsafe String(pathCString: argument)) }
    }
    return arguments
  }

  /// Ends the process if it may open fewer files than it cannot do without. The library below Swift's tasks would trap
  /// when it gets none, in the middle of a run.
  private static func requireDescriptors() {
    let fewest: rlim_t = 14
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < fewest else {
      return
    }
    limit.rlim_cur = min(fewest, limit.rlim_max)
    if limit.rlim_cur == fewest, unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { return }
    Terminal.error(
      "minwal: it may open \(limit.rlim_cur) files only, and needs \(fewest); 'ulimit -n \(fewest)' allows that\n")
    exit(ExitStatus.inputOutput.rawValue)
  }
}

struct MinwalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "minwal",
    abstract: "Cleans, normalizes, segments and summarizes text by recipes.",
    discussion: """
      A recipe is a YAML file that chains stages. Begin with:

        minwal check RECIPE.yaml          look for mistakes, without reading a document
        minwal try RECIPE.yaml FILE       see what each stage does to a document
        minwal test RECIPE.yaml           run the recipe's tests
        minwal run RECIPE.yaml --limit 5 --output -
                                    run it on five documents, without writing a file
        minwal stages                     what stages there are

      Exit codes: 0 all exported or dropped by rule; 1 tests have failed, or nothing was found; 3 some documents were \
      quarantined; 64 usage; 65 the recipe has errors; 66 the input is missing; 70 a bug in Minwal; 74 reading or writing failed; 75 interrupted.
      """,
    version: minwalVersion,
    subcommands: [
      RunCommand.self, RetryCommand.self, PlanCommand.self, WorkerCommand.self, MergeCommand.self, CheckCommand.self,
      TryCommand.self, WhyCommand.self, TestCommand.self,
      LearnCommand.self, CompareCommand.self, StagesCommand.self, ReadersCommand.self, CheckStageCommand.self,
      ExplainCommand.self,
      SchemaCommand.self, ReferenceCommand.self, NewCommand.self,
    ])
}

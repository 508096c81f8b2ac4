import ArgumentParser
import Minwal

/// A subcommand that there is none of, which the parser of arguments would take for something that is too much.
enum UnknownCommand {
  /// What is wrong with the first arguments; `nil` if they name a command, or none.
  static func problem(_ arguments: [String], of command: any ParsableCommand.Type) -> PrintableText? {
    var command = command
    var path = "minwal"
    for argument in arguments {
      let commands = command.configuration.subcommands
      if commands.isEmpty || argument.hasPrefix("-") { return nil }
      if argument == "help", path == "minwal" { continue }
      var names: [String] = []
      for command in commands { if let name = command.configuration.commandName { names.append(name) } }
      guard let index = names.firstIndex(of: argument), names.count == commands.count else {
        if path == "minwal", let note = file(argument) {
          return "error: '\(path)' has no command '\(argument)'\n  note: \(note)\n"
        }
        let near = NearestName.of(argument, in: names).map { "did you mean '\($0)'?" }
        let note = near ?? "its commands are: \(names.joined(separator: ", "))"
        return "error: '\(path)' has no command '\(argument)'\n  note: \(note)\n"
      }
      command = commands[index]
      path += " \(argument)"
    }
    return nil
  }

  /// What to type where a file stands in the place of a command; `nil` if it is none.
  private static func file(_ argument: String) -> String? {
    if argument.hasSuffix(".yaml") || argument.hasSuffix(".yml") {
      return "to run a recipe: minwal run \(Terminal.quoted(argument))"
    }
    guard (try? FileSystem.status(argument)) != nil else { return nil }
    return "to run a recipe over it: minwal run RECIPE.yaml --input \(Terminal.quoted(argument))"
  }
}

/// The environment of a program that a recipe names: what most programs cannot do without, and what the recipe passes on.
///
/// The environment of this process may have keys and passwords, which are no business of every program that a recipe
/// starts.
public enum ProgramEnvironment {
  /// What every program gets, as far as it is set: where programs, the person's files and temporary files are, and the
  /// locale, by which programs such as `sort` and `tr` tell what a character is.
  public static let names = [
    "PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "LC_COLLATE", "LC_MESSAGES", "LC_MONETARY", "LC_NUMERIC",
    "LC_TIME",
  ]

  /// Chooses a program's variables.
  ///
  /// - Parameter passed: Names of variables that it gets besides.
  /// - Returns: Each as `NAME=value`.
  static func variables(passing passed: [String]) -> [String] {
    let wanted = Set(names + passed)
    return Spawn.environment.filter { entry in
      guard let end = entry.utf8.firstIndex(of: UInt8(ascii: "=")) else { return false }
      return wanted.contains(String(entry[..<end]))
    }
  }

  /// Checks the names of an option that passes variables on.
  public static func validate(_ names: [String], option: String, _ problems: inout OptionProblems) {
    for name in names {
      if name.isEmpty || name.utf8.contains(0) {
        problems.error(option, "'\(option)' has a name that no variable can have")
      } else if let end = name.utf8.firstIndex(of: UInt8(ascii: "=")) {
        problems.error(
          option, "'\(option)' takes names of variables, not values: '\(name[..<end])=…'",
          notes: [
            """
            write \(name[..<end]) to pass on the value that it has where Minwal is started, or set it in 'run': \
            [env, NAME=value, program]
            """
          ])
      }
    }
  }
}

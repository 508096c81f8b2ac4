public import Minwal

extension Command {
  public struct Options: StageOptions {
    @Option("The program that works as the stage, and its arguments, such as [python3, my_stage.py].")
    public var run: ProgramCall
    @Option("The program's own options; it declares and explains them.") public var options = OpenOptions()
    @Option("How many documents the program gets at a time.", in: 1...10_000) public var batch = 64
    @Option(
      "How long the program may take for what it gets at a time.",
      in: TimeSpan(milliseconds: 10)...TimeSpan.seconds(86_400))
    public var timeout = TimeSpan.seconds(30)
    @Option("Environment variables that the program gets in addition to PATH, HOME, TMPDIR, LANG and LC_….")
    public var environment: [String] = []

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      ProgramEnvironment.validate(environment, option: "environment", &problems)
    }
  }
}

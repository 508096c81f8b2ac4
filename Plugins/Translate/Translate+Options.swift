public import Minwal

extension Translate {
  public struct Options: StageOptions {
    @Option("The language to translate to.") public var to: Language
    @Option("The language of the documents; unless given, each document's own.") public var from: Language? = nil
    @Option("What to translate.") public var of: [TranslatedPart] = [.summary]
    @Option(
      "A program that text goes through, such as [apertium, -u, eng-spa]. {from} and {to} are replaced by the languages."
    )
    public var run: ProgramCall? = nil
    @Option("With 'run': environment variables that the program gets in addition to PATH, HOME, TMPDIR, LANG and LC_….")
    public var environment: [String] = []
    @Option("The address of a server that speaks the protocol of LibreTranslate.") public var url: String? = nil
    @Option("The environment variable that has the key which the server wants.") public var keyVariable: String? = nil
    @Option(
      "A file that keeps what was translated, for later runs; relative to the recipe, and created if it is not there.")
    public var memory: StateFile? = nil
    @Option("How many texts go to a process, or into a request.", in: 1...1000) public var batch = 32
    @Option(
      "How long a process or request may take.", in: TimeSpan(milliseconds: 100)...TimeSpan.seconds(86_400))
    public var timeout = TimeSpan.seconds(30)
    @Option("How often a request that failed is repeated, with longer and longer pauses.", in: 0...20)
    public var retries = 5
    @Option("How many requests may go to the server each second, from all workers together.", in: 0.001...10_000)
    public var rate: Double? = nil

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      UnitMaker.validate(of: of, from: from, to: to, &problems)
      ProgramEnvironment.validate(environment, option: "environment", &problems)
      if run == nil, problems.isGiven("environment") {
        problems.warning("environment", "'environment' has no effect without 'run'")
      }
      switch (run, url) {
      case (nil, nil):
        problems.error(
          "run", "'translate' does not know by what",
          notes: ["expected 'run', a program such as [apertium, -u, eng-spa], or 'url', a server's address"])
      case (_?, _?): problems.error("url", "'run' and 'url' are both given, and one thing translates")
      case (nil, let url?):
        if !url.hasPrefix("http://") && !url.hasPrefix("https://") {
          problems.error(
            "url", "'\(Address(url).shown)' is not the address of a server", notes: ["expected http://… or https://…"])
        }
      case (_?, nil):
        for option in ["key-variable", "retries", "rate"] where problems.isGiven(option) {
          problems.warning(option, "'\(option)' has no effect with 'run'")
        }
      }
    }
  }
}

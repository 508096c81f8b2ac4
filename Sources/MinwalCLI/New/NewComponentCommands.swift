import ArgumentParser

struct NewStageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stage", abstract: "Adds a stage to a checkout of Minwal: code, tests, reference, registration.",
    discussion: """
      The stage works at once: it drops short documents and calms those that shout. Make yours of it. Outside of a \
      checkout, 'minwal new package' writes a package of your own.
      """)

  @Argument(help: "What recipes will call it, in kebab-case: read-aloud.")
  var name: String

  func run() throws { try ComponentAddition(NewCommand.name(name, .stage), .stage).write() }
}

struct NewReaderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reader", abstract: "Adds a reader to a checkout of Minwal: code, tests, reference, registration.",
    discussion: """
      The reader works at once: it reads notes with a line '%' between them. Make yours of it. Outside of a checkout, \
      'minwal new package --reader' writes a package of your own.
      """)

  @Argument(help: "The key of 'input' that names files for it, and their suffix, in kebab-case: field-notes.")
  var name: String

  func run() throws { try ComponentAddition(NewCommand.name(name, .reader), .reader).write() }
}

/// Collects what is wrong with configured values, and knows what they are relative to.
public final class OptionScope {
  /// The folder that relative paths start from.
  public let folder: String
  /// Those of files that have others.
  private let folders: [String: String]
  private let sink: DiagnosticSink
  /// What is being read, for messages: "option 'sentences'".
  public package(set) var subject: String

  /// Creates a scope for values whose relative paths start from `folder`.
  ///
  /// - Parameters:
  ///   - folder: The recipe's.
  ///   - folders: By the files that values are in, where these have folders of their own.
  ///   - subject: What is being read.
  ///   - sink: Gets the problems.
  public init(
    folder: String, folders: [String: String] = [:], subject: String = "the value",
    reportingTo sink: DiagnosticSink = DiagnosticSink()
  ) {
    self.sink = sink.scoped()
    self.folder = folder
    self.folders = folders
    self.subject = subject
  }

  /// What has been found so far.
  public var diagnostics: [Diagnostic] { sink.all }

  /// A scope of the same folders, to see what would be reported.
  package var scratch: OptionScope { OptionScope(folder: folder, folders: folders, subject: subject) }

  /// A path that a value names, made relative to the folder of the file that the value is in.
  public func resolve(_ path: String, in node: ConfigNode) -> String { FileSystem.join(folder(of: node), path.asPath) }

  /// The folder of the file that a value is in.
  public func folder(of node: ConfigNode) -> String { node.range.flatMap { folders[$0.file] } ?? folder }

  /// Reports a problem at a value.
  public func report(
    _ code: Diagnostic.Code, _ message: String, at node: ConfigNode, notes: [Diagnostic.Note] = []
  ) {
    add(Diagnostic(code, message, at: node, notes: notes))
  }

  /// Reports that a value is of the wrong type.
  public func reportType(_ expected: OptionType, _ node: ConfigNode, notes: [Diagnostic.Note] = []) {
    report(
      .wrongType, "\(subject) must be \(expected.description), not \(node.kindDescription)", at: node, notes: notes)
  }

  /// Reports an option that does not exist.
  ///
  /// - Parameters:
  ///   - entry: The option.
  ///   - names: The options that there are.
  ///   - owner: Whose they are: "stage 'clean'".
  package func reportUnknown(_ entry: ConfigNode.Entry, names: [String], owner: String) {
    var notes: [Diagnostic.Note] = []
    if let nearest = NearestName.of(entry.key, in: names) { notes.append(.meant(nearest)) }
    notes.append(names.isEmpty ? "it has no options" : "its options are: \(names.joined(separator: ", "))")
    add(
      Diagnostic(
        .unknownOption, "\(owner) has no option '\(entry.key)'", at: entry.keyRange ?? entry.value.range, notes: notes))
  }

  /// A sink that passes on to this scope, for rules that concern several options.
  var problems: DiagnosticSink { sink.scoped() }

  /// Reports a problem.
  public func add(_ diagnostic: Diagnostic) { sink.add(diagnostic) }

  /// Whether anything was reported that forbids a run.
  public var hasErrors: Bool { sink.hasErrors }
}

/// Where all who look for problems report them.
///
/// A sink that is made from another completes what it gets with what is known where it was made (from where a file is
/// used, where an option belongs), and passes it on.
public final class DiagnosticSink {
  /// What was reported to this sink, completed.
  public private(set) var all: [Diagnostic] = []
  private let parent: DiagnosticSink?
  private let complete: (Diagnostic) -> Diagnostic

  /// Creates a sink of its own.
  public init() {
    parent = nil
    complete = { $0 }
  }

  private init(_ parent: DiagnosticSink, _ complete: @escaping (Diagnostic) -> Diagnostic) {
    self.parent = parent
    self.complete = complete
  }

  /// A sink that passes on what it gets.
  ///
  /// - Parameter complete: Adds to a problem what is known here.
  /// - Returns: The sink.
  public func scoped(_ complete: @escaping (Diagnostic) -> Diagnostic = { $0 }) -> DiagnosticSink {
    DiagnosticSink(self, complete)
  }

  /// Reports a problem.
  public func add(_ diagnostic: Diagnostic) {
    let completed = complete(diagnostic)
    all.append(completed)
    parent?.add(completed)
  }

  /// Whether anything was reported that forbids a run.
  public var hasErrors: Bool { all.contains { $0.severity == .error } }
}

extension TextFilter {
  /// Texts that a program is tried on, of which nearly every program can do one: nothing, which most can; prose; and what
  /// is well-formed for a program that reads markup.
  private static let samples = ["", "Gamma delta 1.\nAlpha beta.\n", "<p>Gamma delta 1.</p>\n"]
  /// How long it may take for each: no one likes to wait when a recipe is checked.
  private static let patience = TimeSpan.seconds(2)
  private static let patienceInRun = TimeSpan.seconds(10)

  /// Why the program works on no text at all; `nil` if it works on one, or may.
  package func hopelessness() -> StageError? {
    var last: PipedProcess.Failure?
    for sample in Self.samples {
      guard let failure = trial(sample, Self.patienceInRun) else { return nil }
      last = failure
    }
    return last.map { self.failure($0) }
  }

  /// What is wrong with the program or its arguments, as far as that can be told before there is a document; `nil` if
  /// nothing is.
  ///
  /// A program that fails and says nothing may mean something by it, as `grep` does that finds nothing, and one that is
  /// slow may have much to load.
  package func mistake() -> String? {
    var last: PipedProcess.Failure?
    for sample in Self.samples {
      switch trial(sample, Self.patience) {
      case .notStarted(let reason)?: return "could not be started: \(reason)"
      case let failure? where Self.isCertain(failure): last = failure
      default: return nil
      }
    }
    return last?.description
  }

  private static func isCertain(_ failure: PipedProcess.Failure) -> Bool {
    switch failure {
    case .ended(.signal, _): true
    // What a shell and 'env' say of a program that they cannot start.
    case .ended(.exited(126), _), .ended(.exited(127), _): true
    case .ended(_, let stderrTail): !stderrTail.isEmpty
    default: false
    }
  }

  private func trial(_ sample: String, _ patience: TimeSpan) -> PipedProcess.Failure? {
    var input = ByteBuffer()
    input.append(sample)
    do {
      _ = try attempt(input, min(timeout, patience))
      return nil
    } catch {
      return error
    }
  }
}

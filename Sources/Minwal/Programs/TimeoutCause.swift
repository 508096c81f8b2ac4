/// How a program was silent that did not answer in time: what it may have forgotten.
package enum TimeoutCause: Hashable, Sendable {
  /// It answered as soon as its standard input was closed: the answer had been waiting in its own memory.
  case unflushed
  /// It has written nothing, to this request or at all.
  case nothing(sinceStart: Bool)
  /// It has written something, and the line had no end.
  case unfinished(bytes: Int)

  /// How long a program may take to write what it holds back.
  private static let grace = TimeSpan(milliseconds: 1000)

  /// Finds out what a program holds back, and ends it.
  ///
  /// - Parameters:
  ///   - process: The program.
  ///   - before: How many bytes it had written before it was asked.
  init(of process: PipedProcess, since before: Int) {
    let heard = process.received
    _ = process.end(within: Self.grace, isWork: true)
    if process.unasked.span.firstIndex(of: 0x0A) != nil {
      self = .unflushed
    } else if heard > before {
      self = .unfinished(bytes: heard - before)
    } else {
      self = .nothing(sinceStart: heard == 0)
    }
  }

  /// What it did, and what may be wrong; to be put behind the program's name.
  package var hint: String {
    switch self {
    case .unflushed:
      "answered only when its standard input was closed: it does not flush its output after each line "
        + "(in Python: print(…, flush=True))"
    case .nothing(let sinceStart):
      "wrote nothing \(sinceStart ? "since it was started" : "of its answer"): does it flush its output after each line "
        + "(in Python: print(…, flush=True))?"
    case .unfinished(let bytes):
      "wrote \(bytes) bytes and no line feed: does it end its answer with one, and flush it?"
    }
  }
}

import Glibc

/// How a process ended.
public enum ProcessEnding: Hashable, Sendable, CustomStringConvertible {
  /// By itself, with a code.
  case exited(Int32)
  /// By a signal.
  case signal(Int32)

  /// The ending that `wait` reports.
  package init(status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .exited(status >> 8 & 0xFF) : .signal(signal)
  }

  /// "ended with code 1", "was ended by a signal: segmentation fault (signal 11)".
  public var description: String {
    switch self {
    case .exited(let code): "ended with code \(code)"
    case .signal(let number): "was ended by a signal: \(Self.name(ofSignal: number))"
    }
  }

  /// A signal in words: "illegal instruction (signal 4)".
  package static func name(ofSignal number: Int32) -> String {
    guard let text = unsafe strsignal(number) else { return "signal \(number)" }
    return unsafe "\(String(cString: text).lowercased()) (signal \(number))"
  }
}

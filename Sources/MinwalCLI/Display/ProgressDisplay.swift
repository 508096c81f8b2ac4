import ArgumentParser
import Minwal
import MinwalRuntime
import Synchronization
import MinwalView

/// How progress is shown on standard error.
enum ProgressStyle: String, CaseIterable, ExpressibleByArgument {
  case auto, bar, plain, json, none

  /// How it is shown where standard error has a log: no bar unless one was asked for.
  var besideLog: ProgressStyle { self == .auto ? .none : self }
}

/// Shows how far a run is.
final class ProgressDisplay: Sendable {
  private let style: ProgressStyle
  private let name: String
  private let last = Mutex(0.0)

  init(_ style: ProgressStyle, name: String) {
    self.style = style == .auto ? (Terminal.isInteractive ? .bar : .none) : style
    self.name = name
  }

  /// What the runner calls; `nil` if nothing is to be shown.
  var report: (@Sendable (Progress) -> Void)? {
    guard style != .none else { return nil }
    return { [self] progress in show(progress) }
  }

  /// What the runner calls where no one keeps a log: what stages say comes between the lines of progress.
  var events: RunEventReport {
    { [self] event in
      guard case .note(let stage, let message) = event else { return }
      clear()
      Terminal.error("\(stage): \(message)\n")
    }
  }

  /// Removes the bar, so that other messages begin on a clean line.
  func clear() {
    if style == .bar { Terminal.error("\r\u{1B}[2K") }
  }

  private func show(_ progress: Progress) {
    switch style {
    case .bar: Terminal.error("\r\u{1B}[2K" + line(progress))
    case .json: Terminal.error(json: json(progress))
    default:
      // A line every two seconds, for logs.
      let isDue = last.withLock { last in
        guard progress.seconds - last >= 2 else { return false }
        last = progress.seconds
        return true
      }
      if isDue { Terminal.error(line(progress) + "\n") }
    }
  }

  private func line(_ progress: Progress) -> PrintableText {
    let counts = progress.counts
    var parts: [PrintableText] = [
      progress.phase.map { "\(name): \($0)" } ?? "\(name)",
      "\(Figures.count(counts.read)) documents",
    ]
    if progress.seconds > 0 {
      parts.append("\(Figures.decimal(Double(counts.bytes) / 1e6 / progress.seconds, 1)) MB/s")
    }
    if let total = progress.totalBytes, total > 0 {
      parts.append("\(min(100, counts.bytes * 100 / total)) %")
    }
    if let left = progress.secondsLeft { parts.append("\(Figures.estimate(left)) left") }
    if counts.dropped > 0 { parts.append("\(Figures.count(counts.dropped)) dropped") }
    if counts.quarantined > 0 { parts.append("\(Figures.count(counts.quarantined)) quarantined") }
    return parts.joined(separator: "  ")
  }

  private func json(_ progress: Progress) -> String {
    let counts = progress.counts
    var json = JSONWriter()
    json.object { json in
      json.name("recipe")
      json.string(name)
      json.name("phase")
      json.string(progress.phase ?? "run")
      for (name, value) in [
        ("read", counts.read), ("exported", counts.exported), ("dropped", counts.dropped),
        ("quarantined", counts.quarantined), ("bytes", counts.bytes),
      ] {
        json.name(name)
        json.integer(value)
      }
      json.name("seconds")
      json.number(progress.seconds)
      json.name("total-bytes")
      if let total = progress.totalBytes { json.integer(total) } else { json.null() }
      json.name("seconds-left")
      json.number(progress.secondsLeft)
    }
    json.endLine()
    return String(decodingUTF8: json.buffer.span)
  }
}

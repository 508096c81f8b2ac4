/// How much someone may say: much at once, and then a little each second.
struct LogRateLimiter: Sendable {
  /// Messages that may come at once, and each second.
  static let burst = 100.0
  static let perSecond = 10.0

  private var left = Self.burst
  private var last: UInt64
  private var withheld = 0

  /// Begins at some moment, in nanoseconds.
  init(at now: UInt64) { last = now }

  /// What to pass on of a message: nothing, or the message, after how many were left out before it.
  mutating func passing(_ message: String, at now: UInt64) -> [String] {
    if now > last { left = min(Self.burst, left + Double(now - last) / 1e9 * Self.perSecond) }
    last = max(now, last)
    guard left >= 1 else {
      withheld += 1
      return []
    }
    left -= 1
    return takeWithheld() + [message]
  }

  /// How many messages were left out, in words, and forgets it.
  mutating func takeWithheld() -> [String] {
    defer { withheld = 0 }
    return withheld == 0 ? [] : [withheld == 1 ? "(1 message was left out)" : "(\(withheld) messages were left out)"]
  }
}

/// Random numbers that are the same in every run (SplitMix64), for property tests.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts a sequence; each seed has its own.
  public init(_ seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A whole number below `bound`, which must be positive.
  public mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  /// One of some things, of which there must be one.
  public mutating func pick<C: RandomAccessCollection>(_ choices: C) -> C.Element {
    choices[choices.index(choices.startIndex, offsetBy: below(choices.count))]
  }

  /// A string of up to `limit` pieces out of `alphabet`.
  public mutating func string(_ limit: Int, of alphabet: [String]) -> String {
    var result = ""
    for _ in 0..<below(limit + 1) { result += pick(alphabet) }
    return result
  }

  /// Bytes with a few of them overwritten, removed, doubled or put in.
  public mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0...below(3) {
      let byte = UInt8.random(in: 0...255, using: &self)
      guard !result.isEmpty else { return [byte] }
      let index = below(result.count)
      switch below(4) {
      case 0: result[index] = byte
      case 1: result.remove(at: index)
      case 2: result.insert(result[index], at: index)
      default: result.insert(byte, at: index)
      }
    }
    return result
  }
}

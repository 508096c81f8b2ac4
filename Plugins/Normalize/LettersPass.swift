import Minwal

/// Gives the letters of a language in Arabic script their own code points.
///
/// It runs on text that folding has left in order, and changes letters only, so that what decides is the same the next
/// time.
struct LettersPass: Pass {
  private let alphabet: Alphabet
  private let plan: ScalarPlan
  /// What letters of two bytes become, from U+0600 on; 0 for those that stay.
  private var letters = [UInt32](repeating: 0, count: 0x100)
  private var pairs = BytePairs()
  /// Whether a letter with a mark on it was changed in the last text, with which it may compose now.
  private(set) var changedMarked = false

  private static let heh: UInt32 = 0x647
  private static let farsiYeh: UInt32 = 0x6CC

  init(_ alphabet: Alphabet, _ plan: ScalarPlan) {
    self.alphabet = alphabet
    self.plan = plan
    for (from, to) in alphabet.plainLetters {
      letters[Int(from & 0xFF)] = to
      add(from)
    }
    switch alphabet {
    case .kurdish: add(Self.heh)
    case .uyghur:
      add(Self.heh)
      add(Self.farsiYeh)
    default: break
    }
  }

  private mutating func add(_ letter: UInt32) {
    pairs.add(UInt8(0xC0 | letter >> 6), UInt8(0x80 | letter & 0x3F))
  }

  mutating func run<Sink: EditSink & ~Copyable & ~Escapable>(_ text: Text, _ sink: inout Sink, skips: Bool) {
    changedMarked = false
    let bytes = text.span
    var scan = BytePairs.Scan()
    var position = 0
    while true {
      if skips { position = pairs.first(in: text.buffer.paddedBytes, from: position, to: bytes.count, &scan) }
      guard position < bytes.count else { return }
      let (scalar, length) = bytes.scalar(at: position)
      var end = position + length
      if scalar & ~0xFF == 0x600, let letter = letter(for: scalar, bytes, at: position, end: &end) {
        if end < bytes.count, !plan.startsSegment(bytes.scalar(at: end).value) { changedMarked = true }
        let utf8: [2 of UInt8] = [UInt8(0xC0 | letter >> 6), UInt8(0x80 | letter & 0x3F)]
        sink.replace(position..<end, with: utf8.span, .letters)
      }
      position = end
    }
  }

  /// What a letter becomes; `end` moves behind what goes with it.
  private func letter(for scalar: UInt32, _ bytes: Span<UInt8>, at position: Int, end: inout Int) -> UInt32? {
    let plain = letters[Int(scalar & 0xFF)]
    if plain != 0 { return plain }
    switch (alphabet, scalar) {
    case (.kurdish, Self.heh): return isVowel(bytes, at: position, end: &end) ? 0x6D5 : nil
    case (.uyghur, Self.heh):
      if isVowel(bytes, at: position, end: &end) { return 0x6D5 }
      let joiners = Joiners(bytes, at: end)
      return joiners.hasJoiner || (joiners.end == end && joiners.follower.map(Self.joins) ?? false) ? 0x6BE : nil
    case (.uyghur, Self.farsiYeh): return isConsonant(bytes, position, end) ? 0x64A : 0x649
    default: return nil
    }
  }

  /// Whether a heh is the vowel ە. That one does not join what follows, so anyone who has no key for it types heh at the
  /// end of a word, and heh with a non-joiner within.
  private func isVowel(_ bytes: Span<UInt8>, at position: Int, end: inout Int) -> Bool {
    guard position > 0, Self.isLetter(bytes.scalar(before: position).value) else { return false }
    let joiners = Joiners(bytes, at: end)
    if let follower = joiners.follower, !plan.startsSegment(follower) { return false }
    if joiners.hasNonJoiner {
      end = joiners.end
      return true
    }
    return !joiners.hasJoiner && !(joiners.follower.map(Self.joins) ?? false)
  }

  /// Whether a yeh is y and not i: at the start of a word, or beside a vowel, since Uyghur parts vowels by a hamza.
  private func isConsonant(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let before = start > 0 ? bytes.scalar(before: start).value : 0x20
    let after = end < bytes.count ? bytes.scalar(at: end).value : 0x20
    return !Self.isLetter(before) || Self.isVowel(before) || Self.isVowel(after)
  }

  private static func isVowel(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x627, 0x6D5, 0x6D0, 0x649, 0x648, 0x6C7, 0x6C6, 0x6C8: true
    default: false
    }
  }

  /// Whether a character joins a letter before it.
  private static func joins(_ scalar: UInt32) -> Bool { isLetter(scalar) || scalar == 0x640 }

  private static func isLetter(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x620...0x63F, 0x641...0x64A, 0x66E...0x66F, 0x671...0x6D3, 0x6D5, 0x6EE...0x6EF, 0x6FA...0x6FC, 0x6FF: true
    default: false
    }
  }
}

/// The joiners at a place, however many, of which a later pass leaves one at the most.
private struct Joiners {
  private(set) var hasNonJoiner = false
  private(set) var hasJoiner = false
  private(set) var end: Int
  /// What stands behind them; `nil` at the end of the text.
  private(set) var follower: UInt32?

  init(_ bytes: Span<UInt8>, at start: Int) {
    end = start
    while end < bytes.count {
      let (scalar, length) = bytes.scalar(at: end)
      switch scalar {
      case Characters.nonJoiner: hasNonJoiner = true
      case Characters.joiner: hasJoiner = true
      default:
        follower = scalar
        return
      }
      end += length
    }
  }
}

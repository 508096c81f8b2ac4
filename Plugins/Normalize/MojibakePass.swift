import Minwal
import MinwalLanguage

/// Repairs text that was UTF-8 and was read as windows-1252 or windows-1256: «Ã©» for «é», «ط§» for «ا».
///
/// A line is changed only if that makes it better: nearly all its characters beyond ASCII make up well-formed UTF-8
/// again when they are put back into the code page's bytes; what comes of it are characters that people write; and it
/// is more than chance. A capital before a closing quotation mark («MANHÃ”») may be well-formed too, and alone proves
/// nothing.
struct MojibakePass: Pass {
  /// Whether the last text was changed.
  private(set) var changed = false

  private let readings = [
    Reading(page: .windows1252, proof: 4, weightOfLetters: 4),
    Reading(page: .windows1256, proof: 8, weightOfLetters: 1),
  ]

  mutating func run<Sink: EditSink & ~Copyable & ~Escapable>(_ text: Text, _ sink: inout Sink, skips: Bool) {
    changed = false
    let bytes = text.span
    var start = 0
    while start < bytes.count {
      let end = bytes.firstIndex(of: 0x0A, from: start) ?? bytes.count
      for reading in readings where reading.isBetter(bytes, start..<end) {
        changed = true
        repair(bytes, start..<end, reading, &sink)
        break
      }
      start = end + 1
    }
  }

  private func repair<Sink: EditSink & ~Copyable & ~Escapable>(
    _ bytes: Span<UInt8>, _ line: Range<Int>, _ reading: Reading, _ sink: inout Sink
  ) {
    var position = line.lowerBound
    while position < line.upperBound {
      if bytes[position] >= 0x80, let sequence = reading.sequence(bytes, at: position, to: line.upperBound) {
        var character = ByteBuffer()
        character.append(sequence.scalar)
        sink.replace(position..<sequence.end, with: character.span, .mojibake)
        position = sequence.end
      } else {
        position += bytes.scalar(at: position).length
      }
    }
  }
}

/// A code page that UTF-8 may have been read by.
private struct Reading: Sendable {
  let page: LegacyCodePage
  /// The weight that a line needs.
  let proof: Int
  /// The weight of two characters of which the second may be a letter of the page: in Persian letters of windows-1256
  /// that is no rare sight.
  let weightOfLetters: Int

  /// A character that several have come from.
  struct Sequence {
    var scalar: Unicode.Scalar
    var end: Int
    /// How many characters have come from it.
    var length: Int
    var weight: Int
  }

  /// Whether a line gets better if it is put back.
  func isBetter(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var weight = 0
    var support = 0
    var against = 0
    var position = line.lowerBound
    while position < line.upperBound {
      guard bytes[position] >= 0x80 else {
        position += 1
        continue
      }
      if let sequence = sequence(bytes, at: position, to: line.upperBound) {
        weight += sequence.weight
        support += sequence.length
        position = sequence.end
      } else {
        let (scalar, length) = bytes.scalar(at: position)
        if Self.speaksAgainst(scalar) { against += 1 }
        position += length
      }
    }
    return weight >= proof && support >= 9 * against
  }

  /// What other options may remove does not count, so that the answer is the same when they have.
  private static func speaksAgainst(_ scalar: UInt32) -> Bool {
    switch LetterKind(scalar) {
    case .letter, .digit, .other: true
    case .mark, .ignored, .space: false
    }
  }

  /// The character whose bytes begin at a place, if they are well-formed UTF-8 of a character that people write.
  func sequence(_ bytes: Span<UInt8>, at start: Int, to limit: Int) -> Sequence? {
    let (first, firstLength) = bytes.scalar(at: start)
    guard let lead = page.byte(of: first), lead >= 0xC2, lead <= 0xF4 else { return nil }
    let count = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
    var value = UInt32(lead) & (0x3F >> UInt32(count))
    var position = start + firstLength
    var last: UInt32 = 0
    for _ in 0..<count {
      guard position < limit, bytes[position] >= 0x80 else { return nil }
      let (scalar, length) = bytes.scalar(at: position)
      guard let byte = page.byte(of: scalar), byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
      last = scalar
      position += length
    }
    let least: UInt32 = count == 1 ? 0x80 : count == 2 ? 0x800 : 0x1_0000
    guard value >= least, Self.isWritten(value), let scalar = Unicode.Scalar(value) else { return nil }
    return Sequence(
      scalar: scalar, end: position, length: count + 1,
      weight: count > 1 ? 2 * (count + 1) : weight(lead: lead, last: last))
  }

  /// The weight of two characters.
  private func weight(lead: UInt8, last: UInt32) -> Int {
    switch LetterKind(last) {
    case .letter, .ignored: return weightOfLetters
    default: break
    }
    // Signs of Latin-1: no one writes «Â» before them, nor windows-1256's «آ».
    if lead == 0xC2 { return 4 }
    switch last {
    // What may stand behind a word.
    case 0x2018...0x201E, 0x2013, 0x2014, 0x2026, 0x2122, 0x203A, 0xBB, 0xAE, 0xA0, 0xB0, 0xB2, 0xB3, 0x60C, 0x61B,
      0x61F:
      return 1
    default: return 4
    }
  }

  /// Whether a character is of the blocks in which the text of websites is written.
  private static func isWritten(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA0...0x17F, 0x218...0x21B, 0x2C6...0x2DC, 0x300...0x304, 0x370...0x3FF, 0x400...0x45F, 0x490...0x4FF: true
    case 0x5B0...0x5F4, 0x600...0x6FF, 0x900...0xDFF, 0xE00...0xE5B, 0x10D0...0x10FF, 0x1E00...0x1EFF: true
    case 0x200B...0x206F, 0x20A0...0x214F, 0x2190...0x27BF, 0x3000...0x9FFF, 0xAC00...0xD7A3: true
    case 0xFB50...0xFDFF, 0xFE00...0xFE0F, 0xFE70...0xFEFF, 0xFF00...0xFFEF, 0x1F300...0x1FAFF: true
    default: false
    }
  }
}

import Minwal

/// Writes lines the way they are compared, and notes their shape on the way.
///
/// Folded text has lower-case letters without accents, one form of alef, ya and ta marbuta, no tatweel or vowel signs;
/// `0` for each number however long; one space for what lies between words; `:` where a colon stands inside.
struct Folding {
  /// What a line looks like.
  struct Shape: Equatable {
    /// Bytes of folded text.
    var count = 0
    /// Words; in scripts without spaces, three characters count as one.
    var words = 0
    var numbers = 0
    /// Whether there is a letter of any script.
    var hasLetters = false
    /// Whether there is a visible sign that is neither letter nor digit.
    var hasSigns = false
    /// Whether a number is written like a date or time: `3/4/2018`, `17:05`.
    var hasDateNumber = false
    /// Whether a number has the three parts of a date.
    var hasFullDate = false
    /// The line, or the piece of a pattern, ends with a colon.
    var trailingColon = false
    /// Signs that part the names in menus and paths: `>`, `|`, `»`.
    var dividers = 0
    /// The most words between two dividers.
    var longestPiece = 0
    /// How the line ends, closing quotes aside.
    var ending = Ending.open
    /// Whether it begins as items of lists, quotes and turns of a dialogue do.
    var isMarked = false
    /// Whether it has a comma.
    var hasComma = false
    /// Whether it has the sign ©.
    var hasCopyright = false
    /// Whether a number may be a year.
    var hasYear = false
    /// Bytes of folded text before the first sign that parts a label from what it stands for, as in `Read also: …`; 0
    /// without one, less if more words stand before it than a label has.
    var label = 0
    /// Whether that sign is a colon.
    var labelHasColon = false
  }

  /// How a line ends.
  enum Ending {
    /// With a letter, a digit or a sign that ends nothing.
    case open
    /// With a full stop of any script.
    case stop
    /// With `?`, `!` or an ellipsis.
    case call
    /// With a comma, a semicolon or a colon: more is to come.
    case pause
  }

  /// A copy of the static table, which is quicker to reach.
  let twoBytes = Self.tableOfTwoBytes

  /// The folded text of the last line, then leftovers.
  private(set) var bytes: [UInt8] = []

  /// Folds some text, which is a line or the beginning of one.
  ///
  /// With `walking`, every character is looked at by itself, for tests of the fast way.
  mutating func fold(_ line: Span<UInt8>, walking: Bool = false) -> Shape {
    // Nothing grows by being folded but a letter beside a digit or an ideograph, by a space. A block is written whole.
    let room = line.count * 2 + 16
    if bytes.count < room { bytes = [UInt8](repeating: 0, count: room) }
    let table = twoBytes
    var output = bytes.mutableSpan
    return Self.fold(line, into: &output, table.span, walking: walking)
  }

  private static func fold(
    _ line: Span<UInt8>, into output: inout MutableSpan<UInt8>, _ table: Span<UInt16>, walking: Bool
  ) -> Shape {
    var shape = Shape()
    var count = 0
    var position = 0
    var needsSpace = false
    var colon = false
    var ideographs = 0
    var piece = 0
    var last = Class.space
    var beforeDivider = true
    var openGuillemet = false
    var scalar: UInt32 = 0
    while position < line.count {
      // Inside of a word, sixteen bytes at once.
      if last == .letter, !needsSpace, !walking, Self.mayBeBlock(line, at: position) {
        let block = Self.block(of: line, at: position)
        if block.count > 0 {
          var target = unsafe output.mutableBytes
          target.storeBytes(of: block.folded, toByteOffset: count, as: ByteBlock.self)
          needsSpace = block.endsInSpace
          beforeDivider = needsSpace
          count += needsSpace ? block.count - 1 : block.count
          shape.words += needsSpace ? block.spaces - 1 : block.spaces
          piece += needsSpace ? block.spaces - 1 : block.spaces
          position += block.count
          scalar = 0x20
          continue
        }
      }
      let before = scalar
      var length = 1
      let lead = line[position]
      if lead < 0x80 {
        scalar = UInt32(lead)
      } else if lead >= 0xC0, lead < 0xE0, position + 1 < line.count {
        // Nearly all characters of Arabic text: not worth a call.
        scalar = UInt32(lead & 0x1F) << 6 | UInt32(line[position + 1] & 0x3F)
        length = 2
      } else {
        (scalar, length) = line.scalar(at: position)
      }
      let kind: Class
      let value: UInt32
      if scalar < 0x800 {
        let entry = table[Int(scalar)]
        if entry < Self.firstOther, last == .letter, !needsSpace {
          // A letter of a word continues it.
          count = write(UInt32(entry), into: &output, at: count)
          position += length
          continue
        }
        (kind, value) = (Self.class(of: entry), UInt32(entry & 0x7FF))
      } else {
        (kind, value) = foldedByRules(scalar)
      }
      defer { position += length }
      switch kind {
      case .dropped: continue
      case .space:
        needsSpace = true
        beforeDivider = true
        continue
      case .sign:
        if count == 0 { shape.isMarked = shape.isMarked || marksLines(scalar) }
        shape.hasSigns = true
        needsSpace = true
        if scalar == 0x3A || scalar == 0xFF1A { colon = count > 0 }
        if scalar == 0x2C || scalar == 0x60C || scalar == 0x3001 || scalar == 0xFF0C { shape.hasComma = true }
        if scalar == 0xAB { openGuillemet = true }
        if shape.label == 0, count > 0, endsLabel(scalar, after: before), !(scalar == 0xBB && openGuillemet) {
          shape.label = shape.words <= mostLabelWords ? count : -1
          shape.labelHasColon = scalar == 0x3A || scalar == 0xFF1A
        }
        if count > 0, divides(scalar, spaced: beforeDivider), !(scalar == 0xBB && openGuillemet) {
          shape.dividers += 1
          shape.longestPiece = max(shape.longestPiece, piece)
          piece = 0
        }
        if let ending = ending(scalar, after: before) { shape.ending = ending }
        beforeDivider = scalar == 0x7C
        last = .sign
        continue
      case .digit:
        // "1,234", "12:30" and "3/4/2018" are one number each.
        let end = endOfNumber(in: line, from: position, &shape, table)
        if last == .digit && !needsSpace { position = end - length; continue }
        if count == 0, end < line.count, [0x2E, 0x29, 0x2D].contains(line[end]) { shape.isMarked = true }
        shape.numbers += 1
        if end - position == 4, line[position] == 0x32 && line[position + 1] == 0x30 || line[position] == 0x31 {
          shape.hasYear = true
        }
        separate(&output, &count, &colon, last != .space || needsSpace)
        output[count] = 0x30
        count += 1
        shape.words += 1
        piece += 1
        position = end - length
      case .letter:
        shape.hasLetters = true
        if scalar == 0xA9 { shape.hasCopyright = true }
        if needsSpace || last == .digit || last == .space || last == .ideograph {
          separate(&output, &count, &colon, true)
          shape.words += 1
          piece += 1
        }
        count = write(value, into: &output, at: count)
      case .ideograph:
        shape.hasLetters = true
        if needsSpace || last == .digit || last == .letter { separate(&output, &count, &colon, true) }
        ideographs += 1
        if ideographs % 3 == 1 {
          shape.words += 1
          piece += 1
        }
        count = write(value, into: &output, at: count)
      }
      needsSpace = false
      beforeDivider = false
      shape.ending = .open
      last = kind
    }
    shape.count = count
    shape.trailingColon = colon
    shape.longestPiece = max(shape.longestPiece, piece)
    return shape
  }

  /// Writes what stands between two words: a colon if there was one.
  private static func separate(
    _ output: inout MutableSpan<UInt8>, _ count: inout Int, _ colon: inout Bool, _ isNeeded: Bool
  ) {
    if count > 0 && (isNeeded || colon) {
      output[count] = colon ? UInt8(ascii: ":") : 0x20
      count += 1
    }
    colon = false
  }

  @inline(__always)
  private static func write(_ value: UInt32, into output: inout MutableSpan<UInt8>, at start: Int) -> Int {
    if value < 0x80 {
      output[start] = UInt8(truncatingIfNeeded: value)
      return start + 1
    }
    if value < 0x800 {
      output[start] = UInt8(truncatingIfNeeded: 0xC0 | value >> 6)
      output[start + 1] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
      return start + 2
    }
    return writeLong(value, into: &output, at: start)
  }

  private static func writeLong(_ value: UInt32, into output: inout MutableSpan<UInt8>, at start: Int) -> Int {
    var count = start
    if value < 0x10000 {
      output[count] = UInt8(truncatingIfNeeded: 0xE0 | value >> 12)
    } else {
      output[count] = UInt8(truncatingIfNeeded: 0xF0 | value >> 18)
      count += 1
      output[count] = UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F)
    }
    output[count + 1] = UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F)
    output[count + 2] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
    return count + 3
  }

  /// Where the number ends that has a digit at `start`: digits, and single signs between two of them.
  private static func endOfNumber(
    in line: Span<UInt8>, from start: Int, _ shape: inout Shape, _ table: Span<UInt16>
  ) -> Int {
    var position = start
    var end = start
    var slashes = 0
    var dots = 0
    while position < line.count {
      let (scalar, length) = line.scalar(at: position)
      if self.class(of: scalar, table) == .digit {
        position += length
        end = position
      } else if position == end, [0x2C, 0x2E, 0x2F, 0x3A, 0x2D, 0x60C, 0x66B, 0x66C, 0x2019].contains(scalar) {
        if scalar == 0x2F || scalar == 0x3A || scalar == 0x2D { slashes += 1 }
        if scalar == 0x2E { dots += 1 }
        position += length
        // A sign counts only if a digit follows.
        guard position < line.count, self.class(of: line.scalar(at: position).value, table) == .digit else {
          if scalar == 0x2F || scalar == 0x3A || scalar == 0x2D { slashes -= 1 }
          if scalar == 0x2E { dots -= 1 }
          break
        }
      } else {
        break
      }
    }
    if slashes > 0 || dots > 1 { shape.hasDateNumber = true }
    if slashes == 2 || dots == 2 { shape.hasFullDate = true }
    return end
  }
}

import Minwal

/// Signs inside a line that make it doubtful whether it is boilerplate.
struct LineSigns {
  /// A colon with a word behind it: `Colour: blue`.
  private(set) var isField = false
  /// A dash or a bracket between names: `Cairo – our correspondents`.
  private(set) var isDateline = false

  init(_ line: Span<UInt8>) {
    var position = 0
    var before: UInt32 = 0
    var hasColon = false
    while position < line.count {
      let (scalar, length) = line.scalar(at: position)
      position += length
      switch scalar {
      case 0x3A, 0xFF1A: hasColon = true
      case 0x2013, 0x2014, 0x28, 0xFF08: isDateline = isDateline || before != 0
      case 0x2D: isDateline = isDateline || before == 0x20
      case 0x20: break
      default: isField = isField || hasColon
      }
      before = scalar
    }
  }
}

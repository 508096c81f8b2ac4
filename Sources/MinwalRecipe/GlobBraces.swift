import Minwal

/// The braces of a pattern, and the patterns that come of them: `{a,b}c` stands for `ac` and `bc`.
///
/// Braces that are not closed, or have no comma, are plain characters. How many patterns there are is counted before any
/// is made, in one pass, since a line of a recipe can stand for more than fit into memory.
struct GlobBraces {
  private enum Sign {
    case open, comma, close
  }

  /// How many bytes all patterns may have together.
  private static let mostBytes = 1 << 20

  private let bytes: [UInt8]
  /// What braces and commas do; `nil` for a plain character.
  private let signs: [Sign?]

  /// Finds the braces of a pattern.
  init(_ pattern: String) {
    bytes = Array(pattern.utf8)
    var signs: [Sign?] = Array(repeating: nil, count: bytes.count)
    /// The braces that are open, each with its commas so far.
    var open: [(index: Int, commas: [Int])] = []
    for (index, byte) in bytes.enumerated() {
      Steps.count()
      switch byte {
      case UInt8(ascii: "{"): open.append((index, []))
      case UInt8(ascii: ","): if !open.isEmpty { open[open.count - 1].commas.append(index) }
      case UInt8(ascii: "}"):
        guard let last = open.popLast(), !last.commas.isEmpty else { continue }
        signs[last.index] = .open
        Steps.count(last.commas.count)
        for comma in last.commas { signs[comma] = .comma }
        signs[index] = .close
      default: break
      }
    }
    self.signs = signs
  }

  /// Whether there are more patterns than ``Glob/mostAlternatives``, or they are longer than any that a person writes.
  var standForTooMany: Bool {
    let (count, length) = size
    return count > Glob.mostAlternatives || length > Self.mostBytes
  }

  /// How many patterns there are, and how many bytes they have together; large numbers are cut.
  private var size: (count: Int, length: Int) {
    /// What comes of the choices before the one that is being read, of it, and of its own current one.
    var levels: [(choices: (count: Int, length: Int), current: (count: Int, length: Int))] = [((0, 0), (1, 0))]
    func cut(_ number: Int) -> Int { min(number, 1 << 24) }
    for sign in signs {
      Steps.count()
      var (choices, current) = levels[levels.count - 1]
      switch sign {
      case nil: current.length = cut(current.length + current.count)
      case .open:
        levels.append(((0, 0), (1, 0)))
        continue
      case .comma:
        choices = (cut(choices.count + current.count), cut(choices.length + current.length))
        current = (1, 0)
      case .close:
        choices = (cut(choices.count + current.count), cut(choices.length + current.length))
        levels.removeLast()
        let outer = levels[levels.count - 1]
        let length = outer.current.length * choices.count + outer.current.count * choices.length
        current = (cut(outer.current.count * choices.count), cut(length))
        choices = outer.choices
      }
      levels[levels.count - 1] = (choices, current)
    }
    return levels[0].current
  }

  /// The patterns; none if there are too many.
  var expanded: [String] {
    guard !standForTooMany else { return [] }
    var levels: [(choices: [[UInt8]], current: [[UInt8]])] = [([], [[]])]
    for (byte, sign) in zip(bytes, signs) {
      let top = levels.count - 1
      switch sign {
      case nil: for index in levels[top].current.indices { levels[top].current[index].append(byte) }
      case .open: levels.append(([], [[]]))
      case .comma:
        levels[top].choices += levels[top].current
        levels[top].current = [[]]
      case .close:
        let choices = levels[top].choices + levels[top].current
        levels.removeLast()
        levels[top - 1].current = levels[top - 1].current.flatMap { start in choices.map { start + $0 } }
      }
    }
    return levels[0].current.map { String(decoding: $0, as: UTF8.self) }
  }
}

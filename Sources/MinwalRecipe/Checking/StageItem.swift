import Minwal

/// An item of a list of stages, after files that are used were put in their places.
struct StageItem {
  /// A value that was given for a parameter, and stands in the item now.
  struct Argument {
    var name: String
    /// Where the placeholder was.
    var place: SourceRange
    /// Where the value is, and all that is in it.
    var ranges: Set<SourceRange>
  }

  var node: ConfigNode
  /// The places of `use` that led here, the nearest first.
  var chain: [SourceRange] = []
  /// What `when` beside these asks for.
  var condition: Condition?
  var arguments: [Argument] = []
  /// Whether there was no value for something in it.
  var lacksValues = false

  /// The stage's name, if the item has one.
  var name: String? {
    switch node.kind {
    case .string(let name): name
    case .mapping(let entries): entries.first?.key
    default: nil
    }
  }

  /// Where the stage is named.
  var nameRange: SourceRange? {
    if case .mapping(let entries) = node.kind { entries.first?.keyRange } else { node.range }
  }

  /// Gives the stage an option, in place of one that it has.
  mutating func set(_ option: ConfigNode.Entry) {
    switch node.kind {
    case .string(let name):
      node.kind = .mapping([ConfigNode.Entry(name, at: node.range, ConfigNode(.mapping([option]), at: node.range))])
    case .mapping(var entries):
      guard let first = entries.first else { return }
      switch first.value.kind {
      case .null: entries[0].value = ConfigNode(.mapping([option]), at: first.keyRange)
      case .mapping(let given):
        entries[0].value.kind = .mapping(given.filter { $0.key != option.key } + [option])
      default: return
      }
      node.kind = .mapping(entries)
    default: break
    }
  }

  /// A finding, with where the item was used from, and what an argument of it stands for.
  func traced(_ diagnostic: Diagnostic) -> Diagnostic {
    var result = diagnostic
    if let range = diagnostic.range, let argument = arguments.last(where: { $0.ranges.contains(range) }) {
      result.notes.append(.init("it stands for $(\(argument.name)) here", at: argument.place))
    }
    guard let file = diagnostic.range?.file, !file.hasPrefix(Override.prefix) else { return result }
    let places = chain.firstIndex { $0.file == file }.map { chain[($0 + 1)...] } ?? chain[...]
    result.notes += places.map { .init("used from here", at: $0) }
    return result
  }
}

extension SourceRange {
  /// `FILE:LINE:COLUMN`.
  var place: String { "\(file):\(line):\(column)" }
}

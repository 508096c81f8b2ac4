import Minwal
import NormalizePlugin

/// `normalize` with all its options: twice is once, and the fast way is the traced way.
struct NormalizeTarget: FuzzTarget {
  private let profiles = Normalize.Profile.allCases.map(\.rawValue)
  /// Each option with each of its choices.
  private let departures = Normalize.Options.declarations.dropFirst().flatMap { option -> [(String, String)] in
    var type = option.type
    if case .optional(let wrapped) = type { type = wrapped }
    guard case .choice(let choices) = type else { return [] }
    return choices.map { (option.name, $0.name) }
  }
  private var stages: [String: Normalize] = [:]

  mutating func test(_ input: inout FuzzInput) {
    var options = ["profile": input.choose(profiles)]
    for _ in 0..<input.choose([0, 1, 2]) {
      let (name, choice) = input.choose(departures)
      options[name] = choice
    }
    let key = "\(options.sorted { $0.key < $1.key })"
    var stage = stages[key] ?? makeStage(Normalize.self, options)
    if stages.count < 500 { stages[key] = stage }
    let text = input.text
    var document = Document(text)
    document.process(by: &stage)
    var traced = Document(text)
    traced.startTracing()
    traced.process(by: &stage)
    expect(traced.text == document.text, "traced and fast differ with \(options)")
    var again = Document(document.text)
    again.process(by: &stage)
    expect(again.text == document.text, "normalizing again changes something with \(options)")
  }
}

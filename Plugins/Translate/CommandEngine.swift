import Minwal

/// Translates by a program that text goes through, such as `apertium eng-spa`: one process for several texts.
struct CommandEngine: TextEngine {
  let identity: String
  let batch: Int
  private let call: ProgramCall
  private let timeout: TimeSpan
  private let note: @Sendable (String) -> Void
  /// One for each pair of languages, since the arguments may name them.
  private var filters: [[String]: TextFilter] = [:]

  init(_ call: ProgramCall, batch: Int, timeout: TimeSpan, note: @escaping @Sendable (String) -> Void) {
    identity = "command \(call.arguments.optionDescription)"
    self.call = call
    self.batch = batch
    self.timeout = timeout
    self.note = note
  }

  /// Stand for the languages in arguments.
  static let placeholders = (source: "{from}", target: "{to}")

  mutating func translate(
    _ texts: [String], from source: Language, to target: Language
  ) throws(StageError) -> [Result<String, StageError>] {
    if source == .undetermined, call.arguments.contains(where: { $0.contains(Self.placeholders.source) }) {
      let error = StageError(
        .unknownLanguage, "its language is not known, and the program must be told; give the option 'from'")
      return texts.map { _ in .failure(error) }
    }
    let arguments = call.arguments.map {
      $0.replacing(Self.placeholders.source, with: source.tag).replacing(Self.placeholders.target, with: target.tag)
    }
    var filter =
      filters[arguments]
      ?? TextFilter(
        ProgramCall(arguments, folder: call.folder, environment: call.environment), grouping: .together,
        timeout: timeout, note: note)
    defer { filters[arguments] = filter }
    var results: [Result<String, StageError>] = []
    for result in try filter.run(texts.map { Text($0) }) { results.append(result.map { String($0) }) }
    return results
  }
}

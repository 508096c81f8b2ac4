import Glibc
import Minwal

/// Fills in units by an engine, and by what it has translated before.
struct EngineTranslator: Translator {
  private var engine: any TextEngine
  private let memory: TranslationMemory
  /// Why units of the last call have no translation, by their places.
  private(set) var failures: [Int: StageError] = [:]

  /// Creates a translator.
  init(_ engine: any TextEngine, memory: TranslationMemory) {
    self.engine = engine
    self.memory = memory
  }

  /// Translates the units that wait for it. One that cannot be translated keeps its state, and has an entry in
  /// ``failures``.
  ///
  /// - Throws: ``StageError`` that ends a run.
  mutating func translate(_ units: inout [TranslationUnit]) throws {
    failures = [:]
    // Equal texts are translated once, and those of one pair of languages together.
    var texts: [TranslationMemory.Scope: [String]] = [:]
    var order: [TranslationMemory.Scope] = []
    var seen: [TranslationMemory.Scope: Set<[UInt8]>] = [:]
    let places = units.indices.filter { units[$0].state == .initial }
    for place in places {
      let scope = self.scope(units[place])
      if texts[scope] == nil { order.append(scope) }
      guard seen[scope, default: []].insert(Array(units[place].source.utf8)).inserted else { continue }
      texts[scope, default: []].append(units[place].source)
    }
    for scope in order {
      let results = try translate(texts[scope] ?? [], scope)
      for place in places where self.scope(units[place]) == scope {
        switch results[Array(units[place].source.utf8)] {
        case .success(let target)?:
          units[place].target = target
          units[place].state = .translated
        case .failure(let error)?: failures[place] = error
        case nil: failures[place] = StageError(.notTranslated, "the engine has not answered for it")
        }
      }
    }
  }

  private func scope(_ unit: TranslationUnit) -> TranslationMemory.Scope {
    TranslationMemory.Scope(engine: engine.identity, source: unit.sourceLanguage, target: unit.targetLanguage)
  }

  /// Translates different texts.
  private mutating func translate(
    _ texts: [String], _ scope: TranslationMemory.Scope
  ) throws(StageError) -> [[UInt8]: Result<String, StageError>] {
    var results: [[UInt8]: Result<String, StageError>] = [:]
    var rest = texts
    while true {
      for (text, translation) in zip(rest, try memory.find(rest, scope)) {
        if let translation { results[Array(text.utf8)] = .success(translation) }
      }
      rest.removeAll { results[Array($0.utf8)] != nil }
      if rest.isEmpty { return results }
      let mine = memory.claim(rest, scope).map { rest[$0] }
      // What others have claimed, they are having translated, and will keep or give up.
      if mine.isEmpty { usleep(2_000) } else { try translate(mine, scope, &results) }
    }
  }

  /// Has the engine translate texts that this worker has claimed.
  private mutating func translate(
    _ mine: [String], _ scope: TranslationMemory.Scope, _ results: inout [[UInt8]: Result<String, StageError>]
  ) throws(StageError) {
    defer { memory.release(mine, scope) }
    // Someone may have kept one between the look and the claim.
    let known = try memory.find(mine, scope)
    var asked: [String] = []
    for (text, translation) in zip(mine, known) {
      if let translation { results[Array(text.utf8)] = .success(translation) } else { asked.append(text) }
    }
    var start = 0
    while start < asked.count {
      let part = Array(asked[start..<min(asked.count, start + engine.batch)])
      start += part.count
      let answers = try engine.translate(part, from: scope.source, to: scope.target)
      var kept: [(text: String, translation: String)] = []
      for (text, answer) in zip(part, answers) {
        results[Array(text.utf8)] = answer
        if case .success(let translation) = answer { kept.append((text, translation)) }
      }
      // At once, so that nothing is lost if the next part fails.
      try memory.keep(kept, scope)
    }
  }
}

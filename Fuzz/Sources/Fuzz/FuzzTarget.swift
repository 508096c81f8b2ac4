import Minwal

/// A part of Minwal that must bear any input.
protocol FuzzTarget {
  /// Hands an input to it and checks what it promises; a broken promise ends the process.
  mutating func test(_ input: inout FuzzInput)
}

/// Ends the process, so that libFuzzer keeps the input.
func expect(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}

/// Makes a stage from options as a recipe has them.
func makeStage<S: Stage>(_ type: S.Type, _ options: [String: String], _ context: StageContext = StageContext()) -> S {
  let entries = options.sorted { $0.key < $1.key }.map { ConfigNode.Entry($0.key, ConfigNode(.string($0.value))) }
  let scope = OptionScope(folder: ".")
  guard let decoded = S.Options.decode(entries, in: scope), let stage = try? S(decoded, context) else {
    fatalError("the target makes a stage of wrong options: \(options) \(scope.diagnostics)")
  }
  return stage
}

extension Document {
  /// A new document with a text.
  init(_ text: Text) {
    self.init()
    reset(id: "fuzz", index: 0) { $0 = text }
  }

  /// Takes the document through a stage that never fails.
  mutating func process(by stage: inout some Stage) {
    do { _ = try stage.process(&self) } catch { fatalError("the stage failed: \(error)") }
    expect(UTF8Validation.firstInvalid(in: text.span) == nil, "the text is not UTF-8 any more")
  }
}

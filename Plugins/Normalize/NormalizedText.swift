import Minwal

/// What passes are applied to: a document, or a line of text beside one.
protocol NormalizedText {
  var text: Text { get }
  /// Changes the text by a pass.
  mutating func apply(_ pass: inout some Pass) throws
}

extension Document: NormalizedText {
  mutating func apply(_ pass: inout some Pass) throws {
    if isTraced {
      try edit { editor in
        let source = editor.source
        pass.run(source, &editor, skips: false)
      }
    } else {
      try replaceText { source, output, reasons in pass.rewrite(source, into: &output, &reasons) }
    }
  }
}

/// A line of text beside a document's, such as its title. No one counts what is changed in it.
struct NormalizedLine: NormalizedText {
  private(set) var text: Text

  init(_ line: String) { text = Text(line) }

  mutating func apply(_ pass: inout some Pass) {
    var result = Text()
    var tally = ReasonTally()
    if result.withUncheckedBuffer({ pass.rewrite(text, into: &$0, &tally) }) { text = result }
  }
}

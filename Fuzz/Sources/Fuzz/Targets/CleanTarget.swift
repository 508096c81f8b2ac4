import Minwal

@testable import CleanPlugin

/// `clean`, alone and with what it learns of the documents that bytes 0xFF separate.
struct CleanTarget: FuzzTarget {
  private let alone = makeStage(Clean.self, ["when-empty": "keep"])
  private let learning = makeStage(Clean.self, ["when-empty": "keep", "learn": "corpus"])

  func test(_ input: inout FuzzInput) {
    let texts = input.texts
    var stage = alone
    for text in texts {
      var document = Document(text)
      document.process(by: &stage)
      expectLinesOf(text, document.text)
      var again = Document(document.text)
      again.process(by: &stage)
      expect(again.text == document.text, "cleaning again changes something")
    }
    guard texts.count > 1 else { return }
    // All at once, and in two parts that are merged.
    var (whole, first, second) = (CleanSurvey(), CleanSurvey(), CleanSurvey())
    var learning = learning
    for (index, text) in texts.enumerated() {
      learning.observe(Document(text), into: &whole)
      if index < texts.count / 2 {
        learning.observe(Document(text), into: &first)
      } else {
        learning.observe(Document(text), into: &second)
      }
    }
    second.merge(first)
    second.tidy()
    whole.tidy()
    expect(second.sites == whole.sites, "what is learned depends on how documents are divided")
    learning.adopt(learning.learn(from: whole))
    _ = learning.learnedReport
    for text in texts {
      var document = Document(text)
      document.process(by: &learning)
      expectLinesOf(text, document.text)
    }
  }

  /// Lines may go, but never change.
  private func expectLinesOf(_ text: Text, _ result: Text) {
    let lines = Set(lines(text))
    expect(self.lines(result).allSatisfy { $0.isEmpty || lines.contains($0) }, "a line was changed")
  }

  private func lines(_ text: Text) -> [[UInt8]] {
    // What ends a line is kept of a blank one: CR LF or LF.
    Array(text.buffer).split(separator: 0x0A).map { line in line.allSatisfy { $0 == 0x0D } ? [] : Array(line) }
  }
}

package import Minwal
import MinwalRecipe
import MinwalRuntime

/// The results of tests for a terminal or a text file.
package struct TestText {
  private let paint: Paint

  /// Longer lines are shortened to so many characters.
  private static let width = 100
  /// Of lines that are not the same and stand together, so many are shown.
  private static let mostLines = 100

  package init(color: Bool) { paint = Paint(isOn: color) }

  /// A recipe's tests and checks, with what failed.
  package func show(_ report: TestReport) -> PrintableText {
    var result = paint.bold("\(report.recipe.file)") + "\n"
    for item in report.results {
      let name = PrintableText(item.test.name).isolated
      if item.failures.isEmpty {
        result += "  \(paint.green("ok"))    \(name)\n"
      } else {
        let place: PrintableText = item.test.range.map { "  \($0.file):\($0.line)" } ?? ""
        result += "  \(paint.red("FAIL"))  \(name)\(paint.dim(place))\n"
        for failure in item.failures { result += show(failure) }
      }
    }
    if report.results.isEmpty && report.probe == nil { result += paint.dim("  no test of this name\n") }
    if let checks = report.checks { result += show(checks) }
    return result
  }

  private func show(_ failure: RecipeTester.Failure) -> PrintableText {
    "        \(failure.message)\n" + show(failure.difference)
  }

  private func show(_ probe: RecipeProbe.Result) -> PrintableText {
    let documents = probe.documents == 1 ? "1 document" : "\(probe.documents) documents"
    if probe.findings.isEmpty { return "  \(paint.green("ok"))    \(paint.dim("checks over \(documents)"))\n" }
    var result: PrintableText = "  \(paint.red("FAIL"))  checks over \(documents)\n"
    for finding in probe.findings {
      let document: PrintableText = finding.document.map { "\(PrintableText($0).isolated): " } ?? ""
      result += "        \(document)\(finding.message)\n" + show(finding.difference)
    }
    return result
  }

  /// Lines that should be the same: what was expected has `-` before it, what came `+`.
  private func show(_ difference: (expected: [String], actual: [String])?) -> PrintableText {
    guard let difference else { return "" }
    return LineComparison(difference.expected, difference.actual).groups.map { show($0) }.joined()
  }

  private func show(_ group: LineComparison.Group) -> PrintableText {
    let margin: PrintableText = "        "
    func line(_ sign: PrintableText, _ text: String) -> PrintableText {
      "\(margin)\(sign) \(VisibleText.revealed(text).shortened(Self.width).isolated)\n"
    }
    switch group {
    case .same(let lines):
      guard lines.count > 4 else { return lines.map { paint.dim(line(" ", $0)) }.joined() }
      return paint.dim(line(" ", lines[0]))
        + paint.dim("\(margin)  … \(lines.count - 2) lines are the same\n")
        + paint.dim(line(" ", lines[lines.count - 1]))
    case .changed(let expected, let actual):
      func rest(_ sign: PrintableText, _ lines: [String]) -> PrintableText {
        let count = lines.count - Self.mostLines
        return count > 0 ? paint.dim("\(margin)\(sign) … \(Figures.count(count)) more lines\n") : ""
      }
      let removed = expected.prefix(Self.mostLines).map { paint.red(line("-", $0)) }
      let added = actual.prefix(Self.mostLines).map { paint.green(line("+", $0)) }
      guard expected.count == actual.count, expected.count <= Self.mostLines else {
        return removed.joined() + rest("-", expected) + added.joined() + rest("+", actual)
      }
      return zip(zip(removed, added), zip(expected, actual)).map { lines, texts in
        "\(lines.0)\(lines.1)\(margin)    \(change(texts.0, texts.1))\n" as PrintableText
      }.joined()
    }
  }

  /// What is not the same in two lines, by names where it cannot be seen.
  private func change(_ expected: String, _ actual: String) -> PrintableText {
    let (old, new) = (Text(expected), Text(actual))
    let edits = EditTrace.Pass(rewriting: new.span, of: old.span, by: "test").edits
    let pieces = edits.map { edit -> PrintableText in
      let before = VisibleText.described(old.string(in: edit.source), Self.width)
      let after = VisibleText.described(new.string(in: edit.output), Self.width)
      if edit.output.isEmpty { return "\(paint.red(before)) is missing" }
      return edit.source.isEmpty ? "\(paint.green(after)) is too much" : "\(paint.red(before)) → \(paint.green(after))"
    }
    return pieces.joined(separator: ", ")
  }

  /// The last line.
  package func summary(_ reports: [TestReport]) -> PrintableText {
    let tests = reports.reduce(0) { $0 + $1.results.count }
    let all = reports.reduce(0) { $0 + $1.count }
    let failed = reports.reduce(0) { $0 + $1.failed }
    func count(_ number: Int, _ what: String) -> PrintableText {
      "\(Figures.count(number)) \(what)\(number == 1 ? "" : "s")"
    }
    let text: PrintableText =
      "\(count(tests, "test"))\(all > tests ? " and the checks" : "") of \(count(reports.count, "recipe")): "
      + "\(Figures.count(all - failed)) passed, \(Figures.count(failed)) failed"
    return (failed > 0 ? paint.red(text) : paint.green(text)) + "\n"
  }
}

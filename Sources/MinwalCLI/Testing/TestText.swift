import Minwal
import MinwalRecipe
import MinwalRuntime

/// The results of tests for a terminal or a text file.
struct TestText {
  private let paint: Paint

  /// Longer lines are shortened to so many characters.
  private static let width = 100
  /// Of lines that are not the same and stand together, so many are shown.
  private static let mostLines = 100

  init(color: Bool) { paint = Paint(isOn: color) }

  /// A recipe's tests and checks, with what failed.
  func show(_ report: TestReport) -> String {
    var result = paint.bold(report.recipe.file) + "\n"
    for item in report.results {
      let name = VisibleText.isolated(VisibleText.line(item.test.name))
      if item.failures.isEmpty {
        result += "  \(paint.green("ok"))    \(name)\n"
      } else {
        let place = item.test.range.map { "  \($0.file):\($0.line)" } ?? ""
        result += "  \(paint.red("FAIL"))  \(name)\(paint.dim(place))\n"
        for failure in item.failures { result += show(failure) }
      }
    }
    if report.results.isEmpty && report.probe == nil { result += paint.dim("  no test of this name\n") }
    if let checks = report.checks { result += show(checks) }
    return result
  }

  private func show(_ failure: RecipeTester.Failure) -> String {
    "        \(VisibleText.line(failure.message))\n" + show(failure.difference)
  }

  private func show(_ probe: RecipeProbe.Result) -> String {
    let documents = probe.documents == 1 ? "1 document" : "\(probe.documents) documents"
    if probe.findings.isEmpty { return "  \(paint.green("ok"))    \(paint.dim("checks over \(documents)"))\n" }
    var result = "  \(paint.red("FAIL"))  checks over \(documents)\n"
    for finding in probe.findings {
      let document = finding.document.map { "\(VisibleText.isolated(VisibleText.line($0))): " } ?? ""
      result += "        \(document)\(VisibleText.line(finding.message))\n" + show(finding.difference)
    }
    return result
  }

  /// Lines that should be the same: what was expected has `-` before it, what came `+`.
  private func show(_ difference: (expected: [String], actual: [String])?) -> String {
    guard let difference else { return "" }
    return LineComparison(difference.expected, difference.actual).groups.map { show($0) }.joined()
  }

  private func show(_ group: LineComparison.Group) -> String {
    let margin = "        "
    func line(_ sign: String, _ text: String) -> String {
      "\(margin)\(sign) \(VisibleText.isolated(VisibleText.shortened(VisibleText.revealed(text), Self.width)))\n"
    }
    switch group {
    case .same(let lines):
      guard lines.count > 4 else { return lines.map { paint.dim(line(" ", $0)) }.joined() }
      return paint.dim(line(" ", lines[0]))
        + paint.dim("\(margin)  … \(lines.count - 2) lines are the same\n")
        + paint.dim(line(" ", lines[lines.count - 1]))
    case .changed(let expected, let actual):
      func rest(_ sign: String, _ lines: [String]) -> String {
        let count = lines.count - Self.mostLines
        return count > 0 ? paint.dim("\(margin)\(sign) … \(Figures.count(count)) more lines\n") : ""
      }
      let removed = expected.prefix(Self.mostLines).map { paint.red(line("-", $0)) }
      let added = actual.prefix(Self.mostLines).map { paint.green(line("+", $0)) }
      guard expected.count == actual.count, expected.count <= Self.mostLines else {
        return removed.joined() + rest("-", expected) + added.joined() + rest("+", actual)
      }
      return zip(zip(removed, added), zip(expected, actual)).map { lines, texts in
        "\(lines.0)\(lines.1)\(margin)    \(change(texts.0, texts.1))\n"
      }.joined()
    }
  }

  /// What is not the same in two lines, by names where it cannot be seen.
  private func change(_ expected: String, _ actual: String) -> String {
    let (old, new) = (Text(expected), Text(actual))
    let pieces = EditTrace.Pass(rewriting: new.span, of: old.span, by: "test").edits.map { edit in
      let before = VisibleText.described(old.string(in: edit.source), Self.width)
      let after = VisibleText.described(new.string(in: edit.output), Self.width)
      if edit.output.isEmpty { return "\(paint.red(before)) is missing" }
      return edit.source.isEmpty ? "\(paint.green(after)) is too much" : "\(paint.red(before)) → \(paint.green(after))"
    }
    return pieces.joined(separator: ", ")
  }

  /// The last line.
  func summary(_ reports: [TestReport]) -> String {
    let tests = reports.reduce(0) { $0 + $1.results.count }
    let all = reports.reduce(0) { $0 + $1.count }
    let failed = reports.reduce(0) { $0 + $1.failed }
    func count(_ number: Int, _ what: String) -> String { "\(Figures.count(number)) \(what)\(number == 1 ? "" : "s")" }
    let text =
      "\(count(tests, "test"))\(all > tests ? " and the checks" : "") of \(count(reports.count, "recipe")): "
      + "\(Figures.count(all - failed)) passed, \(Figures.count(failed)) failed"
    return (failed > 0 ? paint.red(text) : paint.green(text)) + "\n"
  }
}

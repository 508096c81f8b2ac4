import Minwal
import MinwalRecipe
import MinwalRuntime

/// The results of tests as JUnit XML, which build servers read: a suite a recipe, a case a test, and one for the
/// checks.
package enum JUnitReport {
  package static func xml(_ reports: [TestReport]) -> String {
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
    for report in reports {
      let seconds = report.results.reduce(0) { $0 + $1.seconds }
      xml +=
        "  <testsuite name=\"\(HTML.escaped(report.recipe.file))\" tests=\"\(report.count)\" failures=\"\(report.failed)\" errors=\"0\" "
        + "time=\"\(Figures.decimal(seconds, 3))\">\n"
      for result in report.results {
        xml += testCase(
          result.test.name, report.recipe, result.test.range, seconds: result.seconds,
          result.failures.map { ($0.message, $0.difference) })
      }
      if let probe = report.checks {
        xml += testCase(
          "checks", report.recipe, nil, seconds: 0,
          probe.findings.map { (($0.document.map { "\($0): " } ?? "") + $0.message, $0.difference) })
      }
      xml += "  </testsuite>\n"
    }
    return xml + "</testsuites>\n"
  }

  private static func testCase(
    _ name: String, _ recipe: Recipe, _ range: SourceRange?, seconds: Double,
    _ failures: [(message: String, difference: (expected: [String], actual: [String])?)]
  ) -> String {
    let place = range.map { " file=\"\(HTML.escaped($0.file))\" line=\"\($0.line)\"" } ?? ""
    let start =
      "    <testcase name=\"\(HTML.escaped(name))\" classname=\"\(HTML.escaped(recipe.name))\"\(place) "
      + "time=\"\(Figures.decimal(seconds, 3))\""
    guard let first = failures.first else { return start + "/>\n" }
    let text = failures.map { failure in
      let difference = failure.difference.map { difference in
        (["expected:"] + difference.expected + ["actual:"] + difference.actual).map { "\n" + $0 }.joined()
      }
      return failure.message + (difference ?? "")
    }
    return start + ">\n      <failure message=\"\(HTML.escaped(first.message))\">"
      + HTML.escaped(text.joined(separator: "\n")) + "</failure>\n    </testcase>\n"
  }
}

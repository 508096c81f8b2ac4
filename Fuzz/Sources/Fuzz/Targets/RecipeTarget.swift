import CleanPlugin
import ExportPlugin
import Minwal
import NormalizePlugin
import ReadPlugin
import SegmentPlugin
import SummarizePlugin
import TranslatePlugin

@testable import MinwalRecipe

/// The recipe checker and the display of what it finds.
struct RecipeTarget: FuzzTarget {
  private let registry: Registry = {
    do {
      return try Registry([.read, .clean, .normalize, .segment, .summarize, .translate, .export])
    } catch {
      fatalError("\(error)")
    }
  }()

  func test(_ input: inout FuzzInput) {
    let settings = CheckSettings(confinesOutput: true) { $0.isEmpty ? nil : "value" }
    let check = RecipeCheck.check(input.text, name: "fuzz.yaml", folder: "", registry, settings)
    expect((check.recipe == nil) == check.hasErrors, "a recipe and errors, or neither")
    let renderer = DiagnosticRenderer(check)
    for diagnostic in check.diagnostics {
      let shown = renderer.render(diagnostic)
      expect(
        !shown.isEmpty && shown.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A },
        "control characters are shown")
      let code = diagnostic.code.rawValue
      expect((Explanation.builtIn + registry.explanations).contains { $0.code == code }, "nothing explains \(code)")
    }
  }
}

import ArgumentParser
import Minwal
import MinwalView

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Shows what differs between the reports of two runs.",
    discussion: """
      Counts that differ are shown: documents read and exported, documents dropped and changes made, by reason. Times, throughput and memory are \
      shown with the ratio of the second to the first.

      Exit codes: 0 counts and reasons are equal; 1 they differ; 66 a file is missing or no report.
      """)

  @Argument(help: "The first report, which 'minwal run --report' has written.", completion: .file(extensions: ["json"]))
  var a: String

  @Argument(help: "The second report.", completion: .file(extensions: ["json"]))
  var b: String

  @Flag(help: "Print it as JSON, for programs.")
  var json = false

  func run() throws {
    let comparison: ReportComparison
    do {
      comparison = ReportComparison(try SavedReport(file: a), try SavedReport(file: b))
    } catch {
      Terminal.error("error: \(error)\n")
      throw ExitStatus.missingInput.code
    }
    if json { Terminal.output(json: comparison.json) } else { Terminal.output(comparison.text((a, b))) }
    if !comparison.isEqual { throw ExitStatus.different.code }
  }
}

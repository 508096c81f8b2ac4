import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalView

/// Where `--report` goes.
enum ReportFile {
  /// Checks before a run that its report can be written.
  ///
  /// - Throws: The exit code 74.
  static func requireWritable(_ path: String?) throws {
    if let path, path.isReservedForRuns {
      Terminal.error(
        "error: cannot write the report \(path): it would lie in '.minwal', which is reserved for runs\n")
      throw ExitStatus.usage.code
    }
    guard let path, path != "-", let problem = FileSystem.problemWritingFile(path) else { return }
    Terminal.error("error: cannot write the report \(path): \(problem)\n")
    throw ExitStatus.inputOutput.code
  }

  /// Writes the report of some runs, if one was asked for.
  ///
  /// - Throws: The exit code 74; the log, or standard error, says why.
  static func write(_ runs: [(Recipe, RunOutcome)], to path: String?, _ log: RunLog?) throws {
    guard let path else { return }
    if path == "-" { return Terminal.output(json: String(decodingUTF8: RunReport.encoded(runs).span)) }
    do {
      try AtomicFile.write(RunReport.encoded(runs).span, to: path)
    } catch {
      if let log, log.standsAlone { log.fail("\(error)") } else { Terminal.error("error: \(error)\n") }
      throw ExitStatus.inputOutput.code
    }
  }
}

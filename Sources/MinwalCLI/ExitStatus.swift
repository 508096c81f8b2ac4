import ArgumentParser

/// How the process tells what came of it; the numbers above 63 are those of sysexits.h.
enum ExitStatus: Int32 {
  case notFound = 1
  case quarantined = 3
  case usage = 64
  case recipe = 65
  case missingInput = 66
  case bug = 70
  case inputOutput = 74
  case interrupted = 75

  /// A test has failed.
  static var testsFailed: ExitStatus { .notFound }

  /// What was compared is not the same.
  static var different: ExitStatus { .notFound }

  /// A program does not work as a stage.
  static var nonconforming: ExitStatus { .notFound }

  var code: ExitCode { ExitCode(rawValue) }
}

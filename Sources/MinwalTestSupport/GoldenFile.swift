public import Foundation
public import Testing

/// Compares text with a file that was looked at and committed.
///
/// With `MINWAL_UPDATE_GOLDEN=1` the file is written again, and the test fails, so that no one takes it for a check.
public func expectGolden(
  _ actual: String, _ file: URL, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let expected = try? String(contentsOf: file, encoding: .utf8)
  if expected == actual { return }
  if ProcessInfo.processInfo.environment["MINWAL_UPDATE_GOLDEN"] == "1" {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try actual.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("wrote \(file.lastPathComponent); look at it", sourceLocation: sourceLocation)
    return
  }
  guard let expected else {
    Issue.record("there is no \(file.path); it would be:\n\(actual)", sourceLocation: sourceLocation)
    return
  }
  let (old, new) = (lines(expected), lines(actual))
  let first = zip(old, new).prefix { $0 == $1 }.count
  Issue.record(
    """
    \(file.lastPathComponent) differs from line \(first + 1):
    expected: \(old.indices.contains(first) ? old[first] : "<end>")
    actual:   \(new.indices.contains(first) ? new[first] : "<end>")
    """, sourceLocation: sourceLocation)
}

private func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

/// The folder of the project.
public let projectFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

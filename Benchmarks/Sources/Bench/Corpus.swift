import Foundation

/// Documents that differ, as `Benchmarks/corpus.py` makes them up: the same corpus everywhere, and no one's property.
struct Corpus {
  /// The folder of the project.
  static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The first documents.
  let texts: [String]

  /// Makes so many documents.
  init(_ count: Int) throws {
    let output = Pipe()
    let maker = Self.maker(count)
    maker.standardOutput = output
    try maker.run()
    let lines = output.fileHandleForReading.readDataToEndOfFile().split(separator: UInt8(ascii: "\n"))
    maker.waitUntilExit()
    texts = try lines.map { line in
      let row = try JSONSerialization.jsonObject(with: line) as? [String: Any]
      return row?["text"] as? String ?? ""
    }
  }

  var bytes: Int { texts.reduce(0) { $0 + $1.utf8.count } }

  /// The process that prints so many documents as JSON Lines.
  static func maker(_ count: Int) -> Process {
    let maker = Process()
    maker.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    maker.arguments = ["python3", project.appendingPathComponent("Benchmarks/corpus.py").path, "\(count)"]
    return maker
  }
}

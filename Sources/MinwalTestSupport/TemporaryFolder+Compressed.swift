import Foundation
public import MinwalCompression

extension TemporaryFolder {
  /// The text of a file that is compressed, as the compression's own program reads it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - compression: How it is compressed; `nil` for not at all.
  /// - Returns: The text.
  /// - Throws: If there is no such program, or it does not like the file.
  public func text(_ path: String, _ compression: Compression?) throws -> String {
    guard let compression else { return try read(path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [compression.rawValue, "-dc"]
    process.standardInput = try FileHandle(forReadingFrom: url.appendingPathComponent(path))
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    struct Damaged: Error { var status: Int32 }
    guard process.terminationStatus == 0 else { throw Damaged(status: process.terminationStatus) }
    return String(decoding: data, as: UTF8.self)
  }
}

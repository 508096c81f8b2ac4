import Foundation
import Minwal

/// The shipped Arabic samples, over and over: the same corpus everywhere, and no one's property.
struct Corpus {
  /// The folder of the project.
  static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  let texts: [String]

  init() throws {
    let folder = Self.project.appendingPathComponent("pipelines/samples/arabic-news")
    texts = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
      let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
      return String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
        .replacingOccurrences(of: "\u{FEFF}", with: "")
    }
  }

  var bytes: Int { texts.reduce(0) { $0 + $1.utf8.count } }

  /// JSON Lines with so many documents.
  func jsonLines(_ count: Int) -> ByteBuffer {
    var buffer = ByteBuffer()
    for number in 0..<count {
      JSONWriter.append(to: &buffer) { json in
        json.object { json in
          json.name("id")
          json.string("d\(number)")
          json.name("text")
          json.string(texts[number % texts.count])
        }
        json.endLine()
      }
    }
    return buffer
  }

  /// Writes JSON Lines to standard output.
  func printJSONLines(_ count: Int) {
    let lines = jsonLines(count)
    lines.span.withUnsafeBytes { FileHandle.standardOutput.write(Data($0)) }
  }
}

import Foundation
import Minwal
import Testing

@testable import SegmentPlugin

/// The files in `Traps`: what is easily split wrongly, by language. Benchmarks/peers/sentences.py gives them to other
/// tools.
@Suite struct TrapTests {
  /// A trap and its language.
  struct Trap: CustomTestStringConvertible, Sendable {
    let language: Language
    let text: Marked

    var testDescription: String { "\(language): \(text.marked)" }
  }

  @Test(arguments: traps)
  func isSplitAsMarked(_ trap: Trap) throws { #expect(try trap.text.found(trap.language) == trap.text.sentences) }

  @Test func allFilesAreRead() { #expect(Set(Self.traps.map(\.language)).count >= 13) }

  static let traps: [Trap] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Traps")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().flatMap { name -> [Trap] in
      let contents = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
      return contents.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        let text = line.replacing("\\n", with: "\n")
        return Trap(language: Language(String(name.dropLast(4))), text: Marked(stringLiteral: String(text)))
      }
    }
  }()
}

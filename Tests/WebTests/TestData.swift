import Foundation
import Minwal
import MinwalTestSupport

/// The tests of html5lib, which are no part of the project: `HTML5LIB` in the environment tells where they are, if they are
/// not beside the project.
enum TestData {
  /// The folder with `tree_construction.jsonl` and `tokenizer`; `nil` if there is none.
  static let folder: String? = {
    let beside = projectFolder.path + "/../shared/data/html/html5lib"
    let path = unsafe getenv("HTML5LIB").map { unsafe String(cString: $0) } ?? beside
    return contents(of: path + "/tree_construction.jsonl") == nil ? nil : path
  }()

  /// The content of a file, or `nil` if there is none.
  static func contents(of path: String) -> ByteBuffer? { try? FileSystem.contents(of: path, limit: 1 << 30) }
}

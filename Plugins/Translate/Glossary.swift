public import Minwal
import Synchronization

/// Terms and what they are in another language.
public final class Glossary: Sendable {
  private let csv: Text
  private let file: String
  private let general: TermIndex
  /// What other languages need, made when a unit in one of them comes, and shared by all workers.
  private let others = Mutex<[TermFolding: TermIndex]>([:])

  /// Reads a glossary.
  ///
  /// - Parameters:
  ///   - csv: The file's contents.
  ///   - file: The file's name, for messages.
  /// - Throws: ``Diagnostics`` with everything that is wrong, each with its line and column in the file.
  public init(csv: Text, file: String) throws {
    self.csv = csv
    self.file = file
    general = try TermIndex(csv: csv, file: file, folding: .general)
  }

  /// How many terms there are.
  public var count: Int { general.count }

  /// The terms for texts in a language.
  func index(for language: Language) throws -> TermIndex {
    let folding = TermFolding(language)
    guard folding != .general else { return general }
    return try others.withLock { others in
      if let index = others[folding] { return index }
      let index = try TermIndex(csv: csv, file: file, folding: folding)
      others[folding] = index
      return index
    }
  }
}

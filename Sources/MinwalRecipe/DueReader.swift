public import Minwal
import Synchronization

/// A reader that is made when the first file is for it: most runs need one of all that there are.
public final class DueReader: Sendable {
  /// What it is made of.
  public let type: ReaderType
  private let folder: String
  private let context: StageContext
  private let made: Mutex<Result<ReaderInstance, StageError>?>

  /// The reader without options.
  init(_ type: ReaderType, folder: String = "", _ context: StageContext = StageContext()) {
    self.type = type
    self.folder = folder
    self.context = context
    made = Mutex(nil)
  }

  /// A reader that was made of the options that a recipe gives.
  init(_ type: ReaderType, made instance: ReaderInstance) {
    self.type = type
    folder = ""
    context = StageContext()
    made = Mutex(.success(instance))
  }

  public var spec: ReaderSpec { type.spec }

  /// The reader, if it was made by now.
  var ifMade: ReaderInstance? { made.withLock { try? $0?.get() } }

  /// Whether files may go to it that the recipe does not name for it: one that needs options which were not given is
  /// wanted only where it is named.
  public var takesFilesByKind: Bool { ifMade != nil || !type.options.contains(where: \.isRequired) }

  /// Gives the reader.
  ///
  /// - Throws: `StageError` if it cannot be made.
  public func instance() throws(StageError) -> ReaderInstance {
    let result = made.withLock { made in
      let result = made ?? make()
      made = result
      return result
    }
    return try result.get()
  }

  private func make() -> Result<ReaderInstance, StageError> {
    let scope = OptionScope(folder: folder)
    if let instance = type.make([], in: scope, OptionOwner("the reader '\(spec.name)'"), context) {
      return .success(instance)
    }
    let problem = scope.diagnostics.first?.message ?? "the reader '\(spec.name)' cannot be made"
    return .failure(StageError(.wrongKind, problem))
  }
}

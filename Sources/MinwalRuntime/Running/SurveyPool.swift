import Minwal
import Synchronization

/// The surveys of pieces of the corpus, which several workers merge at the same time.
///
/// There are as many as there are workers, so that no one waits to merge, until together they take half of the memory
/// that they may; from then on there is one, and what is added waits its turn.
final class SurveyPool<Survey: StageSurvey>: Sendable {
  private final class Slot: Sendable {
    let survey = Mutex(Survey())
    /// What the survey said of its size after the last merge.
    let byteCount = Atomic(0)
  }

  /// The memory of all surveys together beyond which they are asked to use files.
  static var memory: Int { 256 << 20 }

  private let slots: [Slot]
  private let memory: Int
  private let folder: SpillFolder
  /// The size at which the first survey is asked to use a file.
  private let spillsAt: Atomic<Int>
  private let problem = Mutex<(any Error)?>(nil)

  /// Creates an empty pool.
  ///
  /// - Parameters:
  ///   - workers: How many may merge at the same time.
  ///   - memory: What all may take together.
  ///   - folder: Where files are made for what is more.
  init(workers: Int, memory: Int = memory, folder: SpillFolder) {
    slots = (0..<max(workers, 1)).map { _ in Slot() }
    self.memory = memory
    self.folder = folder
    spillsAt = Atomic(memory)
  }

  /// Why no whole survey will come of it.
  var failure: (any Error)? { problem.withLock { $0 } }

  /// Adds the survey of a piece.
  func add(_ piece: Survey) {
    if isCrowded {
      gather()
    } else {
      for slot in slots where merge(piece, ifFree: slot) { return }
    }
    merge(piece, into: slots[0])
  }

  /// Takes the survey of all pieces out of the pool.
  ///
  /// - Throws: What kept a survey from using a file.
  func takeAll() throws -> Survey {
    gather()
    if let failure { throw failure }
    return take(slots[0])
  }

  private var isCrowded: Bool {
    slots.reduce(0) { $0 + $1.byteCount.load(ordering: .relaxed) } > memory / 2
  }

  /// Makes one of all surveys.
  private func gather() {
    for slot in slots.dropFirst() where slot.byteCount.load(ordering: .relaxed) > 0 {
      merge(take(slot), into: slots[0])
    }
  }

  private func take(_ slot: Slot) -> Survey {
    slot.survey.withLock { survey in
      defer { survey = Survey() }
      slot.byteCount.store(0, ordering: .relaxed)
      return survey
    }
  }

  private func merge(_ piece: Survey, ifFree slot: Slot) -> Bool {
    slot.survey.withLockIfAvailable { merge(piece, into: &$0, of: slot) } != nil
  }

  private func merge(_ piece: Survey, into slot: Slot) {
    slot.survey.withLock { merge(piece, into: &$0, of: slot) }
  }

  private func merge(_ piece: Survey, into survey: inout Survey, of slot: Slot) {
    survey.merge(piece)
    if slot === slots[0], survey.byteCount > spillsAt.load(ordering: .relaxed) {
      do {
        try survey.spill(to: folder)
      } catch {
        problem.withLock { $0 = $0 ?? error }
      }
      spillsAt.store(max(memory, survey.byteCount * 2), ordering: .relaxed)
    }
    // A survey of nothing has nothing to be gathered, though it may have merged pieces.
    slot.byteCount.store(max(survey.byteCount, 1), ordering: .relaxed)
  }
}

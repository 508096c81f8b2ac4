import Minwal
import Synchronization
import Testing

@testable import MinwalRuntime

/// The input gives each batch once, whoever asks, and is never asked by two at a time.
@Suite struct SharedSourceTests {
  private struct Numbers: BatchSource {
    var count = 0
    var empty: [String] { [] }
    let last: Int
    let isBusy: BusyFlag

    mutating func next(into batch: inout RawBatch) throws -> Bool {
      #expect(isBusy.enter())
      defer { isBusy.leave() }
      guard count < last else { return false }
      batch.number = count
      count += 1
      return true
    }
  }

  private final class BusyFlag: Sendable {
    private let state = Mutex(false)
    func enter() -> Bool {
      state.withLock { busy in
        defer { busy = true }
        return !busy
      }
    }
    func leave() { state.withLock { $0 = false } }
  }

  @Test(.timeLimit(.minutes(60)), arguments: [1, 3, 200]) func eachBatchComesOnce(_ workers: Int) async {
    let source = SharedSource(Numbers(last: 5_000, isBusy: BusyFlag()))
    let seen = await withTaskGroup(of: [Int].self) { group in
      for _ in 0..<workers {
        group.addTask {
          var batch = RawBatch()
          var numbers: [Int] = []
          while await source.next(into: &batch) {
            numbers.append(batch.number)
            await Task.yield()
          }
          return numbers
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(seen.sorted() == Array(0..<5_000))
  }
}

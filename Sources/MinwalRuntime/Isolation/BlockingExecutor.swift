import Glibc
import Minwal
import Synchronization

/// Threads for tasks that wait for other processes.
///
/// An ``IsolatedWorker`` blocks while its child works, and so does a stage that takes several documents at a time. On
/// Swift's own threads, of which there are as many as cores, a few documents that take their time would leave none to
/// the other workers and to progress. A thread for each worker is the plainest remedy, and is nothing beside the
/// process that it waits for.
final class BlockingExecutor: TaskExecutor {
  private let threads: Int
  private let jobs = Mutex<[UnownedJob]>([])
  /// Counts what threads have to do: jobs, and to end.
  private let due = Semaphore()

  /// Starts so many threads.
  ///
  /// - Throws: ``FileSystem/Failure`` if the system does not allow so many.
  init(threads: Int) throws(FileSystem.Failure) {
    self.threads = threads
    for _ in 0..<threads {
      let this = unsafe Unmanaged.passRetained(self)
      var thread = pthread_t()
      let code = unsafe pthread_create(
        &thread, nil,
        { context in
          guard let context = unsafe context else { return nil }
          unsafe Unmanaged<BlockingExecutor>.fromOpaque(context).takeRetainedValue().work()
          return nil
        }, this.toOpaque())
      guard code == 0 else {
        unsafe this.release()
        close()
        throw FileSystem.Failure("start", "\(threads) threads", code: code)
      }
      pthread_detach(thread)
    }
  }

  /// Does work that blocks on a thread of its own.
  static func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    let executor = try BlockingExecutor(threads: 1)
    defer { executor.close() }
    return try await Task(executorPreference: executor) { try body() }.value
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    due.signal()
  }

  /// Lets the threads end. Nothing may be left to do.
  func close() {
    for _ in 0..<threads { due.signal() }
  }

  private func work() {
    while true {
      due.wait()
      guard let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
      unsafe job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}

/// A count that threads wait for to be positive. Unchecked, since the system sees to it.
@safe private final class Semaphore: @unchecked Sendable {
  private let semaphore: UnsafeMutablePointer<sem_t>

  init() {
    unsafe semaphore = .allocate(capacity: 1)
    unsafe sem_init(semaphore, 0, 0)
  }

  deinit {
    unsafe sem_destroy(semaphore)
    unsafe semaphore.deallocate()
  }

  func signal() { unsafe sem_post(semaphore) }
  func wait() { while unsafe sem_wait(semaphore) != 0 {} }
}

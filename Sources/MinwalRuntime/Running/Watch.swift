import Minwal

extension Runner {
  /// What those know who look on while a run goes on.
  struct Watch: Sendable {
    var progress: ProgressReport?
    var events: RunEventReport?
    /// When the run began, by ``MonotonicClock``.
    var start: Double
    /// What the input has; `nil` if it is not measured.
    var scan: PendingScan?
    /// How much is to be done, if that is known without the scan.
    var totalBytes: Int?
    /// Bytes that an earlier run had read.
    var resumedBytes = 0
    /// The documents that are taken; `nil` for all.
    var sample: Sample?

    /// Shows progress as long as some work takes.
    func over(
      _ sequencer: Sequencer<some Committing>, phase: String? = nil, _ work: () async throws -> Void
    ) async throws {
      let watcher = progress.map { progress in
        Task {
          while !Task.isCancelled {
            progress(
              Progress(
                counts: sequencer.counts, seconds: MonotonicClock.seconds() - start, resumedBytes: resumedBytes,
                totalBytes: totalBytes ?? (sample == nil ? scan?.now?.bytes : nil), phase: phase))
            try? await Task.sleep(for: .milliseconds(200))
          }
        }
      }
      defer { watcher?.cancel() }
      try await work()
      watcher?.cancel()
      await watcher?.value
    }
  }
}

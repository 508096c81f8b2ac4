/// Takes notice of how far a run is, several times a second.
public typealias ProgressReport = @Sendable (Progress) -> Void

/// How far a run is.
public struct Progress: Sendable {
  public var counts: DocumentCounts
  public var seconds: Double
  /// Bytes that an earlier run had read.
  public var resumedBytes = 0
  /// How many bytes there are to read, where that is known.
  public var totalBytes: Int?
  /// What is going on, unless it is the run itself.
  public var phase: String?

  /// Seconds until the end at the pace so far; `nil` if that cannot be told.
  public var secondsLeft: Double? {
    let read = counts.bytes - resumedBytes
    guard let totalBytes, read > 0, seconds > 0.5 else { return nil }
    return max(0, Double(totalBytes - counts.bytes) / (Double(read) / seconds))
  }
}

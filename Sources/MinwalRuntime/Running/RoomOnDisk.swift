import Minwal
import Synchronization

/// Whether what a run writes is likely to have room, looked at when the size of the input is known.
final class RoomOnDisk: Sendable {
  private let folder: String
  private let warning = Mutex<String?>(nil)
  private let events: RunEventReport?

  /// Prepares to look at the volume of a folder.
  init(_ folder: String, _ events: RunEventReport?) {
    self.folder = folder
    self.events = events
  }

  /// With less than this, nothing is begun.
  static let least = 1 << 20

  /// Compares what is free with the size of the input.
  func compare(with bytes: Int) {
    // Text that is cleaned is about as long as before.
    guard let room = FileSystem.room(below: folder), room < bytes / 2 else { return }
    let message =
      "the input has \(Self.size(bytes)), and \(Self.size(room)) are free in '\(folder.isEmpty ? "." : folder.displayedPath)', so that the "
      + "output may not fit"
    warning.withLock { $0 = message }
    events?(.note(stage: "output", message: message))
  }

  /// What was found, in words; `nil` if there seems to be room.
  var found: String? { warning.withLock { $0 } }

  /// A number of bytes for people.
  static func size(_ bytes: Int) -> String {
    for (unit, size) in [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000)]
    where bytes >= size {
      let tenths = bytes / (size / 10)
      return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return "\(bytes) bytes"
  }
}

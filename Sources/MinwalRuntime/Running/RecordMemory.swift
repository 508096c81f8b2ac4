import Minwal
import Synchronization

/// Memory of records that were written, for the records of batches that follow.
///
/// A batch's records take some hundred kilobytes for a moment. The allocator would give blocks of that size back to the
/// system, which has to clear every page of the next one.
enum RecordMemory {
  private static let spare = Mutex<[ByteBuffer]>([])
  /// No more than these are kept.
  private static let most = 8
  /// A larger one is that of a huge document, which says nothing about those behind it.
  private static let largest = 2 << 20

  /// An empty buffer, with memory if there is some.
  static func take() -> ByteBuffer { spare.withLock { $0.popLast() } ?? ByteBuffer() }

  /// Keeps a buffer's memory. Whoever else has the buffer should let go of it soon.
  static func giveBack(_ buffer: ByteBuffer) {
    guard buffer.capacity > 0, buffer.capacity <= largest else { return }
    spare.withLock { spare in
      guard spare.count < most else { return }
      spare.append(buffer)
      spare[spare.count - 1].clear()
    }
  }
}

import MinwalCompression
import Synchronization

/// The frames of a compressed output: a MiB of records each, and what the last of them has more, so that they do not
/// depend on how the input was cut; compressed by anyone who has time, and given back in order.
struct FrameQueue: Sendable {
  /// How many bytes of records a frame has, at least, but for the last.
  static let frameSize = 1 << 20

  /// A piece that is being compressed.
  private final class Piece: Sendable {
    private enum State {
      case raw(ByteBuffer)
      case done(Result<ByteBuffer, Compressor.Failure>)
    }

    private let state: Mutex<State>
    private let compressor: Compressor

    init(_ bytes: ByteBuffer, _ compressor: Compressor) {
      state = Mutex(.raw(bytes))
      self.compressor = compressor
    }

    /// Compresses the piece unless that is done; waits for another who is at it.
    func compress() {
      state.withLock { state in
        guard case .raw(let bytes) = state else { return }
        do throws(Compressor.Failure) {
          state = .done(.success(try compressor.compress(bytes.span)))
        } catch {
          state = .done(.failure(error))
        }
      }
    }

    /// The frame.
    var frame: ByteBuffer {
      get throws {
        compress()
        return try state.withLock { state in
          guard case .done(let result) = state else { return ByteBuffer() }
          return try result.get()
        }
      }
    }

    /// Whether the frame is there, as far as can be said without waiting.
    var isDone: Bool { state.withLockIfAvailable { if case .done = $0 { true } else { false } } ?? false }
  }

  private let compressor: Compressor
  /// What does not fill a frame yet.
  private(set) var pending: ByteBuffer
  private var pieces: [Piece] = []
  /// How many of the last ones no one was asked to compress.
  private var untaken = 0

  /// Creates a queue, in which some bytes may wait already.
  init(_ compressor: Compressor, pending: ByteBuffer = ByteBuffer()) {
    self.compressor = compressor
    self.pending = pending
  }

  /// Adds bytes to the frame at hand.
  mutating func append(_ bytes: Span<UInt8>) { pending.append(bytes) }

  /// Ends the frame at hand if it is large enough.
  mutating func cut(atLeast size: Int = frameSize) {
    guard pending.count >= size else { return }
    pieces.append(Piece(pending, compressor))
    pending = ByteBuffer()
    untaken += 1
  }

  /// The work that no one has taken yet.
  mutating func takeWork() -> [SinkWork] {
    defer { untaken = 0 }
    return pieces.suffix(untaken).map { piece in { piece.compress() } }
  }

  /// The next frame.
  ///
  /// - Parameter waits: Whether to compress it, or wait for it, if it is not there yet.
  /// - Returns: The frame; `nil` if there is none, or not yet.
  /// - Throws: ``Compressor/Failure``.
  mutating func next(waits: Bool) throws -> ByteBuffer? {
    guard let first = pieces.first, waits || first.isDone else { return nil }
    let frame = try first.frame
    pieces.removeFirst()
    untaken = min(untaken, pieces.count)
    return frame
  }

  /// The frame of what is left, with what stands at the end.
  ///
  /// - Parameters:
  ///   - footer: What stands at the end.
  ///   - isFirst: Whether nothing was written yet: then even nothing needs a frame, or the file would not be one.
  /// - Returns: The frame; `nil` if there is nothing to write.
  /// - Throws: ``Compressor/Failure``.
  func last(_ footer: Span<UInt8>, isFirst: Bool) throws -> ByteBuffer? {
    var bytes = pending
    bytes.append(footer)
    return bytes.isEmpty && !isFirst ? nil : try compressor.compress(bytes.span)
  }
}

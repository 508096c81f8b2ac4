import Glibc
import Minwal

/// One end of a pair of sockets, to send and receive frames. It is closed with the value.
final class Socket: Sendable {
  /// Bytes are received in pieces of this size, so that a wrong count in a header does not ask for memory that it will
  /// not fill.
  private static let pieceSize = 1 << 20

  let descriptor: Int32

  /// Takes over a descriptor.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Two ends that are connected with each other, and that programs which this one starts do not get.
  ///
  /// - Throws: ``FileSystem/Failure`` if the process has too many descriptors already.
  static func pair() throws(FileSystem.Failure) -> (Socket, Socket) {
    var ends: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw FileSystem.Failure("create", "a pair of sockets")
    }
    // As much as the system allows, so that a whole batch is handed over with few turns.
    var size: Int32 = 1 << 20
    for end in ends {
      unsafe setsockopt(end, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    return (Socket(ends[0]), Socket(ends[1]))
  }

  /// Sends bytes as one frame; blocks until the other end has taken most of them.
  ///
  /// - Returns: `false` if no one is at the other end.
  func sendFrame(_ payload: Span<UInt8>, _ identity: FrameIdentity = .unknown) -> Bool {
    let header = Frame(of: payload, identity).header
    return sendAll(header.span) && sendAll(payload)
  }

  private func sendAll(_ bytes: Span<UInt8>) -> Bool {
    unsafe bytes.withUnsafeBytes { all in
      var done = 0
      while done < all.count {
        let count = unsafe Glibc.send(
          descriptor, all.baseAddress?.advanced(by: done), all.count - done, Int32(MSG_NOSIGNAL))
        if count >= 0 { done += count } else if errno != EINTR { return false }
      }
      return true
    }
  }

  /// Receives one frame; blocks until it is there.
  ///
  /// - Parameters:
  ///   - payload: Gets the frame's bytes, in place of what it had.
  ///   - identity: What the frame must be of.
  /// - Returns: `false` if the other end was closed.
  /// - Throws: ``Frame/Malformed``.
  func receiveFrame(
    into payload: inout ByteBuffer, _ identity: FrameIdentity = .unknown
  ) throws(Frame.Malformed) -> Bool {
    var header = ByteBuffer()
    guard receive(Frame.headerSize, into: &header) else {
      if header.isEmpty { return false }
      throw .cutShort
    }
    let frame = try Frame(header: header, identity)
    payload.clear()
    guard receive(frame.size, into: &payload) else { throw .cutShort }
    try frame.check(payload.span)
    return true
  }

  /// Receives so many bytes; `false` if there are fewer.
  private func receive(_ count: Int, into buffer: inout ByteBuffer) -> Bool {
    var isOpen = true
    while buffer.count < count, isOpen {
      unsafe buffer.appendUnchecked(limit: min(count - buffer.count, Self.pieceSize)) { room in
        while true {
          let received = unsafe recv(descriptor, room.baseAddress, room.count, 0)
          if received > 0 { return received }
          if received < 0, errno == EINTR { continue }
          isOpen = false
          return 0
        }
      }
    }
    return buffer.count >= count
  }
}

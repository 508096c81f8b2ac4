import Glibc
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRuntime

@Suite struct FrameTests {
  /// What one end receives when the other sends these bytes and is closed.
  private func receive(_ bytes: [UInt8]) throws -> Result<[UInt8]?, Frame.Malformed> {
    let (near, far) = try Socket.pair()
    // The tests' frames fit into what a socket holds.
    #expect(unsafe send(near.descriptor, bytes, bytes.count, 0) == bytes.count)
    shutdown(near.descriptor, Int32(SHUT_WR))
    var payload = ByteBuffer()
    do {
      return .success(try far.receiveFrame(into: &payload, Self.identity) ? payload.array : nil)
    } catch {
      return .failure(error)
    }
  }

  private func frame(_ payload: [UInt8]) -> [UInt8] {
    Frame(of: payload.span, Self.identity).header.array + payload
  }

  private static let identity = FrameIdentity(fingerprint: "r")

  @Test(arguments: [0, 1, 39, 40, 41, 4096, 100_000]) func comesAsItWent(_ count: Int) throws {
    let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try receive(frame(payload)) == .success(payload))
  }

  @Test func aWholeFrameIsReceivedWhileItIsSent() async throws {
    let (near, far) = try Socket.pair()
    let payload = ByteBuffer((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let sender = Task.detached { near.sendFrame(payload.span) }
    var received = ByteBuffer(Array("what was there before".utf8))
    #expect(try far.receiveFrame(into: &received))
    #expect(received.array == payload.array)
    #expect(await sender.value)
  }

  @Test func theEndIsNoFrame() throws { #expect(try receive([]) == .success(nil)) }

  @Test func aFrameThatIsCutShortIsNone() throws {
    let whole = frame(Array("a frame".utf8))
    for count in 1..<whole.count { #expect(try receive(Array(whole.prefix(count))) == .failure(.cutShort)) }
  }

  @Test func anAnnouncedSizeIsNotTakenAtItsWord() throws {
    var writer = BinaryWriter()
    let magic = Array(frame([]).prefix(24))
    for size in [1 << 40, Int.max, -1] {
      writer.clear()
      writer.write(size)
      writer.write(0)
      #expect(try receive(magic + writer.buffer.array) == .failure(.size(UInt64(bitPattern: Int64(size)))))
    }
    // More than the machine has, and yet below the limit: memory is taken as bytes come.
    writer.clear()
    writer.write(60 << 30)
    writer.write(0)
    #expect(try receive(magic + writer.buffer.array + [1, 2, 3]) == .failure(.cutShort))
  }

  /// An end of another version, or that works on another recipe, is refused.
  @Test func othersAreRefused() throws {
    let (ours, theirs) = (FrameIdentity(fingerprint: "a"), FrameIdentity(fingerprint: "b"))
    let payload = ByteBuffer(Array("x".utf8))
    let header = Frame(of: payload.span, ours).header
    #expect(try Frame(header: header, ours).size == 1 && Frame(header: header).size == 1)
    #expect(throws: Frame.Malformed.recipe) { try Frame(header: header, theirs) }
    var other = header.array
    other[8] = 77
    #expect(throws: Frame.Malformed.version(77)) { try Frame(header: ByteBuffer(other), ours) }
    #expect("\(Frame.Malformed.version(77))".contains("77"))
  }

  @Test func whateverComesNothingElseIsTakenForAFrame() throws {
    var random = SeededGenerator(17)
    for _ in 0..<3_000 {
      let payload = (0..<random.below(60)).map { _ in UInt8.random(in: 0...255, using: &random) }
      let sent = frame(payload)
      let garbage = (0..<random.below(80)).map { _ in UInt8(random.below(256)) }
      let bytes = random.below(2) == 0 ? random.mutated(sent) : garbage
      guard case .success(let received?) = try receive(bytes) else { continue }
      // Bytes behind a frame are the next one's.
      #expect(received == payload && bytes.starts(with: sent))
    }
  }

  @Test func nobodyIsThereToSendTo() throws {
    let (near, far) = try Socket.pair()
    _ = consume far
    let isSent = near.sendFrame(ByteBuffer(Array("x".utf8)).span)
    #expect(!isSent)
  }
}

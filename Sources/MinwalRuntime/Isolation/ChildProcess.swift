import Glibc
import Minwal
import MinwalRecipe

/// A process of the same program that works for this one; ``IsolationHost`` is its side.
///
/// It ends when the other end of its socket is closed, which happens by itself when the parent ends, in whatever way.
final class ChildProcess {
  /// How often a child is looked at that has limits, or that waits for others, in milliseconds.
  private static let interval: Int32 = 10
  /// How many bytes of what a child prints are held back until it is known whether they are its last words.
  private static let heldBack = 1 << 16

  private let identifier: pid_t
  private let socket: Socket
  private let errors: Socket
  private let recorder: FlightRecorder
  private let frames: FrameIdentity
  private var printed = ByteBuffer()
  private var hasClosedErrors = false
  private var isReaped = false

  /// Starts a process.
  ///
  /// - Parameter frames: What it is to work on.
  /// - Throws: ``FileSystem/Failure`` if the system has no room for it.
  init(_ frames: FrameIdentity) throws(FileSystem.Failure) {
    self.frames = frames
    recorder = try FlightRecorder()
    let (mine, theirs) = try Socket.pair()
    let (reading, writing) = try Socket.pair()
    (socket, errors) = (mine, reading)
    identifier = try Spawning.start(socket: theirs, errors: writing, recorder: recorder)
  }

  deinit { end() }

  /// Sends a request and waits for the answer.
  ///
  /// - Parameters:
  ///   - request: The bytes of a frame.
  ///   - limits: What a document may take, as the child's flight recorder shows; `nil` if anything.
  ///   - waitsForOthers: Whether the child may wait for a program or a server, which must not keep this process from
  ///     ending.
  /// - Returns: The bytes of the answer.
  /// - Throws: ``Death`` if there is no answer; there will be none to later requests either.
  func ask(
    _ request: ByteBuffer, limits: DocumentLimits? = nil, waitsForOthers: Bool = false
  ) throws(WorkerExit) -> ByteBuffer {
    recorder.clear()
    guard socket.sendFrame(request.span, frames) else { throw death() }
    try wait(limits, waitsForOthers: waitsForOthers)
    var reply = ByteBuffer()
    let isAnswered: Bool
    do {
      isAnswered = try socket.receiveFrame(into: &reply, frames)
    } catch {
      throw error == .cutShort ? death() : death(.invalidReply)
    }
    guard isAnswered else { throw death() }
    listen()
    showPrinted()
    return reply
  }

  /// Ends a child whose answer came whole but means nothing.
  func invalidReply() -> WorkerExit { death(.invalidReply) }

  /// How much memory it has: what is resident and what was swapped out, as the kernel counts it for the process.
  var memory: ByteCount? {
    guard let status = try? FileSystem.contents(of: "/proc/\(identifier)/status", limit: 1 << 20) else { return nil }
    var kibibytes = 0
    for line in String(decodingUTF8: status.span).split(separator: "\n")
    where line.hasPrefix("VmRSS:") || line.hasPrefix("VmSwap:") {
      kibibytes += line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
    }
    return ByteCount(kibibytes << 10)
  }

  // MARK: Waiting

  /// Waits until there is an answer to read or the process has ended, and ends it if it passes a limit.
  private func wait(_ limits: DocumentLimits?, waitsForOthers: Bool) throws(WorkerExit) {
    var timer = limits?.timeout.map { DocumentTimer(limit: $0, at: Int(MonotonicClock.nanoseconds())) }
    while true {
      var requests = [
        pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: hasClosedErrors ? -1 : errors.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      _ = unsafe poll(&requests, 2, limits == nil && !waitsForOthers ? -1 : Self.interval)
      if requests[1].revents != 0 { listen() }
      if requests[0].revents != 0 { return }
      if waitsForOthers, RunToken.current.isOver { throw death(.interrupted) }
      if let limit = limits?.memory, let memory, memory > limit {
        throw death(.outOfMemory(used: memory, limit: limit))
      }
      let since = recorder.entry.since
      if let limit = limits?.timeout, timer?.hasRunOut(since: since, at: Int(MonotonicClock.nanoseconds())) == true {
        var death = death(.timedOut(limit: limit))
        // It may have got through at the last moment: then the next document is in hand, and not to blame.
        death.isCertain = death.entry.since == since
        throw death
      }
    }
  }

  /// Takes what it has printed so far. Only a part of much is held back.
  private func listen() {
    var isMore = !hasClosedErrors
    while isMore {
      unsafe printed.appendUnchecked(limit: 4096) { room in
        let count = unsafe recv(errors.descriptor, room.baseAddress, room.count, Int32(MSG_DONTWAIT))
        if count == 0 { hasClosedErrors = true }
        isMore = count > 0
        return max(0, count)
      }
      if printed.count > Self.heldBack { showPrinted() }
    }
  }

  /// Passes on what it has printed; failing to is not an error.
  private func showPrinted() {
    if !printed.isEmpty { PrintableText(lines: String(decodingUTF8: printed.span)).print(to: 2) }
    printed.clear()
  }

  // MARK: Ending

  /// Ends the process, if it has not ended by itself, and tells what happened.
  ///
  /// - Parameter kind: Why the parent ends it; `nil` if it has closed its socket, which means that it is ending.
  /// - Returns: Its death.
  private func death(_ kind: WorkerExit.Kind? = nil) -> WorkerExit {
    let status = kind == nil ? reap() : nil
    end()
    listen()
    defer { printed.clear() }
    return WorkerExit(
      kind: kind ?? status.map(WorkerExit.Kind.init(status:)) ?? .invalidReply, entry: recorder.entry,
      stderrTail: String(decodingUTF8: printed.span))
  }

  /// Waits until the process has ended, for a second at most.
  ///
  /// - Returns: Its status; `nil` if it goes on.
  private func reap() -> Int32? {
    var status: Int32 = 0
    for _ in 0..<1000 {
      if unsafe waitpid(identifier, &status, WNOHANG) == identifier {
        isReaped = true
        Orphans.forgetOwn(identifier)
        return status
      }
      usleep(1000)
    }
    return nil
  }

  /// Ends the process.
  private func end() {
    guard !isReaped else { return }
    isReaped = true
    kill(identifier, SIGKILL)
    while waitpid(identifier, nil, 0) < 0, errno == EINTR {}
    Orphans.forgetOwn(identifier)
  }
}

extension WorkerExit.Kind {
  /// The end that `wait` reports.
  fileprivate init(status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .exited(status: status >> 8 & 0xFF) : .signal(signal)
  }
}

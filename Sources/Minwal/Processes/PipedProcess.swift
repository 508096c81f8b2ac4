import CLinux
import Glibc

/// A program that gets bytes through its standard input and answers through its standard output.
///
/// It has a process group of its own, so that Ctrl-C is for this process alone and that what it starts ends with it. It
/// gets no other descriptors of this process, a small environment (`ProgramEnvironment`), and does not outlive it. Reading and writing go on at once, so that
/// neither side can wait for the other for ever. All waiting blocks the thread.
public final class PipedProcess {
  /// Why there is no answer.
  public enum Failure: Error, Hashable, Sendable {
    /// It could not be started.
    case notStarted(String)
    /// It ended, or closed its standard output, before it had answered; `lastWords` is the last line that it printed to
    /// standard error.
    case ended(ProcessEnding?, stderrTail: String)
    /// There was no answer in time.
    case timedOut(TimeSpan)
    /// The answer has more bytes than it may.
    case tooLong(limit: Int)
    /// This process is to end, and there was no answer soon enough.
    case interrupted
  }

  /// Where an answer ends.
  public enum AnswerEnd: Sendable {
    /// At the first line feed, which is not part of it.
    case line
    /// Where the program closes its standard output. Its standard input is closed behind what is sent.
    case close
  }

  private static let pieceSize = 1 << 16
  /// How often it is asked whether this process is to end, in milliseconds.
  private static let interval = 100
  /// How many bytes of a line on standard error are passed on.
  private static let longestMessage = 2000
  /// How much of what came behind an answer is kept for messages.
  private static let most = 1 << 16

  private let identifier: pid_t
  private var input: Int32
  private let output: Int32
  private let errors: Int32
  private var errorsAreOpen = true
  private var ending: ProcessEnding?
  private let note: (String) -> Void
  private var messages = ByteBuffer()
  private var stderrTail = ""
  /// What came behind the last answer, to which no one has asked anything.
  public private(set) var unasked = ByteBuffer()
  /// How many bytes it has written to its standard output.
  public private(set) var received = 0

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - call: The program and its arguments.
  ///   - note: Gets each line that it prints to standard error.
  /// - Throws: ``Failure/notStarted(_:)``.
  public init(_ call: ProgramCall, note: @escaping (String) -> Void = { _ in }) throws(Failure) {
    self.note = note
    ProcessReaper.start()
    var ends: [Int32] = []
    var spawn = Spawn(call.program, call.arguments)
    spawn.searchesPath = true
    spawn.folder = call.folder
    spawn.environment = ProgramEnvironment.variables(passing: call.environment)
    spawn.hasOwnGroup = true
    spawn.isMarked = true
    do {
      for _ in 0..<3 { ends += try Self.pipe() }
      // It reads from the first pipe and writes to the others.
      spawn.descriptors = [(ends[0], 0), (ends[3], 1), (ends[5], 2)]
      identifier = try spawn.start()
    } catch {
      for end in ends { close(end) }
      throw .notStarted(error.reason)
    }
    ProcessReaper.watch(identifier)
    for index in [0, 3, 5] { close(ends[index]) }
    (input, output, errors) = (ends[1], ends[2], ends[4])
    for end in [input, output, errors] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
    // As much as an ordinary user may have, so that a batch goes over in few turns.
    for end in [input, output] { _ = fcntl(end, minwal_set_pipe_size, 1 << 20) }
  }

  deinit {
    _ = end(within: TimeSpan(milliseconds: 0))
    close(output)
    close(errors)
  }

  private static func pipe() throws(FileSystem.Failure) -> [Int32] {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else { throw FileSystem.Failure("create", "a pipe") }
    return ends
  }

  /// Sends bytes and waits for the answer. After a failure, the program must be ended.
  ///
  /// - Parameters:
  ///   - request: What to send.
  ///   - end: Where the answer ends.
  ///   - limit: How many bytes it may have.
  ///   - timeout: How long all of it may take.
  /// - Returns: The answer.
  /// - Throws: ``Failure``.
  public func ask(
    _ request: Span<UInt8>, until end: AnswerEnd, limit: Int, timeout: TimeSpan
  ) throws(Failure) -> ByteBuffer {
    Orphans.reap()
    let deadline = Deadline(timeout)
    var answer = ByteBuffer()
    var sent = 0
    var lineEnd: Int?
    var isOpen = true
    if end == .close, request.isEmpty { closeInput() }
    while isOpen && (end == .close || lineEnd == nil || (sent < request.count && input >= 0)) {
      guard wait(writing: sent < request.count, deadline) else {
        throw RunToken.current.isOver ? .interrupted : .timedOut(timeout)
      }
      if sent < request.count, input >= 0 {
        sent += send(request.extracting(sent..<request.count))
        if end == .close, sent == request.count { closeInput() }
      }
      let before = answer.count
      isOpen = receive(output, into: &answer)
      received += answer.count - before
      if end == .line, lineEnd == nil { lineEnd = answer.span.firstIndex(of: 0x0A, from: before) }
      listenToErrors()
      if (lineEnd ?? answer.count) > limit { throw .tooLong(limit: limit) }
    }
    switch (end, lineEnd) {
    case (.close, _): return answer
    case (.line, let lineEnd?):
      unasked.append(answer.span.extracting((lineEnd + 1)..<min(answer.count, lineEnd + 1 + Self.most)))
      answer.truncate(to: lineEnd)
      return answer
    case (.line, nil):
      // Its standard output is closed: it is ending, or of no more use.
      let ending = self.end(within: TimeSpan(milliseconds: 1000))
      throw .ended(ending, stderrTail: stderrTail)
    }
  }

  /// Sends bytes that need no answer, as far as there is room for them, and closes the program's standard input.
  public func sendLast(_ bytes: Span<UInt8>) {
    if input >= 0 { _ = send(bytes) }
    closeInput()
  }

  /// Takes what the program has printed without having been asked.
  public func listen() {
    if unasked.count < Self.most {
      let before = unasked.count
      _ = receive(output, into: &unasked)
      received += unasked.count - before
    }
    listenToErrors()
  }

  private func listenToErrors() {
    errorsAreOpen = errorsAreOpen && receive(errors, into: &messages)
    passOnMessages()
  }

  /// Closes the program's standard input, which asks it to end.
  public func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// Waits for the program to end, and ends it, with all that it has started, when the time is over.
  ///
  /// - Parameters:
  ///   - timeout: How long to wait.
  ///   - isWork: Whether the program may still be at work, for which no one waits when this process is to end.
  /// - Returns: How it ended; `nil` if it had to be ended.
  public func end(within timeout: TimeSpan, isWork: Bool = false) -> ProcessEnding? {
    if let ending { return ending }
    closeInput()
    let deadline = Deadline(timeout)
    var pause: UInt32 = 20
    var hasEnded = false
    while true {
      var info = unsafe siginfo_t()
      // Left to be waited for: as long as it is, nothing else gets its number, which the group has too.
      let code = unsafe waitid(P_PID, id_t(identifier), &info, WEXITED | WNOHANG | WNOWAIT)
      hasEnded = unsafe code == 0 && info._sifields._sigchld.si_pid == identifier
      if hasEnded || deadline.milliseconds == 0 || (isWork && RunToken.current.isOver) { break }
      listen()
      usleep(pause)
      pause = min(pause * 2, 2000)
    }
    kill(-identifier, SIGKILL)
    ProcessReaper.forget(identifier)
    var status: Int32 = 0
    while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    Orphans.forgetOwn(identifier)
    Orphans.reap()
    listen()
    if !messages.isEmpty {
      messages.append(0x0A)
      passOnMessages()
    }
    let ending = ProcessEnding(status: status)
    self.ending = ending
    return hasEnded ? ending : nil
  }

  /// The last line that it printed to standard error.
  public var lastLine: String { stderrTail }

  // MARK: Reading and writing

  /// Waits until there is something to read, or room to write; `false` when the time is over, or this process is to
  /// end.
  private func wait(writing: Bool, _ deadline: Deadline) -> Bool {
    while true {
      var requests = [
        pollfd(fd: writing ? input : -1, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errorsAreOpen ? errors : -1, events: Int16(POLLIN), revents: 0),
      ]
      let left = deadline.milliseconds
      // A signal may come to another thread, and wakes none.
      let count = unsafe poll(&requests, 3, Int32(min(left, Self.interval)))
      if RunToken.current.isOver { return false }
      // A program that never stops printing is out of time, too.
      if count > 0 { return left > 0 }
      if count == 0 && deadline.milliseconds == 0 { return false }
    }
  }

  /// Sends as much as there is room for.
  ///
  /// - Returns: How many bytes.
  private func send(_ bytes: Span<UInt8>) -> Int {
    // That no one reads is for the answer to tell, and no reason for this process to end.
    PipeSignal.withoutIt {
      var done = 0
      unsafe bytes.withUnsafeBytes { all in
        while done < all.count {
          let count = unsafe write(input, all.baseAddress?.advanced(by: done), min(all.count - done, Self.pieceSize))
          if count >= 0 {
            done += count
          } else if errno == EAGAIN {
            return
          } else if errno != EINTR {
            closeInput()
            done = all.count
          }
        }
      }
      return done
    }
  }

  /// Takes what has come.
  ///
  /// - Returns: `false` if there will be no more.
  private func receive(_ descriptor: Int32, into buffer: inout ByteBuffer) -> Bool {
    var isOpen = true
    var isMore = true
    let start = buffer.count
    // Not for ever: anyone who waits has limits to keep.
    while isMore, buffer.count - start < 16 * Self.pieceSize {
      unsafe buffer.appendUnchecked(limit: Self.pieceSize) { room in
        let count = unsafe read(descriptor, room.baseAddress, room.count)
        if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { isOpen = false }
        isMore = count > 0
        return max(0, count)
      }
    }
    return isOpen
  }

  /// Passes on the lines of standard error that are whole, or too long to wait for.
  private func passOnMessages() {
    var start = 0
    while start < messages.count {
      let end = messages.span.firstIndex(of: 0x0A, from: start)
      guard let end = end ?? (messages.count - start > Self.longestMessage ? messages.count : nil) else { break }
      let line = String(
        decodingUTF8: messages.span.extracting(start..<min(end, start + Self.longestMessage)))
      start = min(end + 1, messages.count)
      guard let last = line.lastIndex(where: { !$0.isWhitespace }) else { continue }
      stderrTail = String(line[...last])
      note(stderrTail)
    }
    guard start > 0 else { return }
    var rest = ByteBuffer()
    rest.append(messages.span.extracting(start..<messages.count))
    messages = rest
  }
}

extension PipedProcess.Failure: CustomStringConvertible {
  /// What the program did, to be put behind its name: "ended with code 1: no such model".
  public var description: String {
    switch self {
    case .notStarted(let reason): "could not be started: \(reason)"
    case .ended(let ending, let stderrTail):
      (ending?.description ?? "closed its standard output") + (stderrTail.isEmpty ? "" : ": \(stderrTail.prefix(300))")
    case .timedOut(let limit): "did not answer within \(limit.optionDescription)"
    case .tooLong(let limit): "gave an answer of more than \(limit / 1_000_000) MB"
    case .interrupted: "had not answered when the run was interrupted"
    }
  }
}

/// A moment at which waiting is over.
private struct Deadline {
  private let at: UInt64

  init(_ timeout: TimeSpan) {
    at = MonotonicClock.nanoseconds() + UInt64(clamping: timeout.milliseconds) * 1_000_000
  }

  /// How long there is to wait, rounded up.
  var milliseconds: Int {
    let now = MonotonicClock.nanoseconds()
    return now >= at ? 0 : Int((at - now + 999_999) / 1_000_000)
  }
}

/// The signal that ends a process which writes into a pipe that no one reads from.
private enum PipeSignal {
  /// Calls `body`, which does not get the signal.
  static func withoutIt<Result>(_ body: () -> Result) -> Result {
    var signal = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&signal)
    unsafe sigaddset(&signal, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signal, &before)
    let result = body()
    // One that came is for this thread, and waits.
    var none = timespec()
    while unsafe sigtimedwait(&signal, nil, &none) == SIGPIPE {}
    unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
    return result
  }
}

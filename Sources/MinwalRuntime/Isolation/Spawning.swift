@unsafe @preconcurrency import Glibc
import Minwal

/// How child processes are started: by `posix_spawn`, since a fork of a program with several threads can do next to nothing.
///
/// The child is this very executable, whatever has become of its file since, so that it has the same stages. It gets the
/// descriptors that ``Inherited`` lists and no others, and SIGINT, SIGTERM and SIGHUP are blocked in it: the parent decides
/// when to end.
enum Spawning {
  /// What a child finds where. Its standard input is empty; its standard output goes where its messages go, since data
  /// comes through the socket.
  enum Inherited {
    static let socket: Int32 = 3
    static let recorder: Int32 = 4
  }

  /// The argument that makes the program a child.
  static let argument = "isolated-stages"

  /// Starts a child.
  ///
  /// - Parameters:
  ///   - socket: What it gets requests from and answers to.
  ///   - errors: What it prints to.
  ///   - recorder: Where it notes what it has in hand.
  /// - Returns: Its process identifier.
  /// - Throws: ``FileSystem/Failure`` if the system has no room for it.
  static func start(socket: Socket, errors: Socket, recorder: FlightRecorder) throws(FileSystem.Failure) -> pid_t {
    keepOtherDescriptors()
    // Out of the way of the numbers that they will have there.
    let (socket, errors) = (try socket.duplicate(from: 10), try errors.duplicate(from: 10))
    let memory = fcntl(recorder.descriptor, F_DUPFD_CLOEXEC, 10)
    guard memory >= 0 else { throw FileSystem.Failure("start", "a child process") }
    defer { close(memory) }

    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (source, target) in [
      (errors.descriptor, 1), (errors.descriptor, 2), (socket.descriptor, Inherited.socket),
      (memory, Inherited.recorder),
    ] {
      unsafe posix_spawn_file_actions_adddup2(&actions, source, target)
    }

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var blocked = sigset_t()
    unsafe sigemptyset(&blocked)
    for signal in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&blocked, signal) }
    unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    var arguments = unsafe cStrings([CommandLine.arguments.first ?? "minwal", argument])
    var environment = unsafe cStrings(childEnvironment)
    defer { unsafe (arguments + environment).forEach { unsafe free($0) } }
    var identifier: pid_t = 0
    let code = unsafe posix_spawn(&identifier, "/proc/self/exe", &actions, &attributes, &arguments, &environment)
    guard code == 0 else { throw FileSystem.Failure("start", "a child process", code: code) }
    return identifier
  }

  /// This process's environment, without Swift's search for a backtrace: that takes seconds, and nobody would read it.
  private static var childEnvironment: [String] {
    let name = "SWIFT_BACKTRACE="
    var variables: [String] = []
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let variable = unsafe String(cString: entry)
      if !variable.hasPrefix(name) { variables.append(variable) }
      unsafe next = next.successor()
    }
    return variables + [name + "enable=no"]
  }

  private static func cStrings(_ strings: [String]) -> [UnsafeMutablePointer<CChar>?] {
    unsafe strings.map { unsafe strdup($0) } + [nil]
  }

  /// Sees to it that descriptors which somebody has handed to this process stay with it: a child would hold the lock
  /// that a shell script has by one of them.
  private static func keepOtherDescriptors() {
    for name in FileSystem.names(in: "/proc/self/fd") ?? [] {
      guard let descriptor = Int32(name), descriptor > 2 else { continue }
      let flags = fcntl(descriptor, F_GETFD)
      if flags >= 0, flags & FD_CLOEXEC == 0 { _ = fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC) }
    }
  }
}

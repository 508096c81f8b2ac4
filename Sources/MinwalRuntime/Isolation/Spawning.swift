import Glibc
import Minwal

/// How the child processes of an isolated run are started.
///
/// The child is this very executable, whatever has become of its file since, so that it has the same stages. It gets
/// the descriptors that ``Inherited`` lists and no others, and SIGINT, SIGTERM and SIGHUP are blocked in it: the parent
/// decides when to end.
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
    var spawn = Spawn("/proc/self/exe", [CommandLine.arguments.first ?? "minwal", argument])
    spawn.hasEmptyInput = true
    spawn.descriptors = [
      (errors.descriptor, 1), (errors.descriptor, 2), (socket.descriptor, Inherited.socket),
      (recorder.descriptor, Inherited.recorder),
    ]
    spawn.blockedSignals = [SIGINT, SIGTERM, SIGHUP]
    // Without Swift's search for a backtrace: that takes seconds, and no one would read it.
    let name = "SWIFT_BACKTRACE="
    spawn.environment = spawn.environment.filter { !$0.hasPrefix(name) } + [name + "enable=no"]
    // What stages start there is to be found from here, too.
    spawn.isMarked = true
    return try spawn.start()
  }
}

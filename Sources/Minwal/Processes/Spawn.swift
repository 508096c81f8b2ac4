import CLinux
@unsafe @preconcurrency import Glibc

/// How a process is started: by `posix_spawn`, since a fork of a program with several threads can do next to nothing.
///
/// The process gets the descriptors that are listed here and no others.
package struct Spawn {
  /// The program: a path, or with ``searchesPath`` a name.
  package var program: String
  /// The arguments, with the program's name as the first.
  package var arguments: [String]
  /// Where it runs; `nil` for where this process does. A relative path of the program starts from there.
  package var folder: String?
  /// `NAME=value`.
  package var environment = Spawn.environment
  /// This process's descriptors, and the numbers that they get.
  package var descriptors: [(mine: Int32, theirs: Int32)] = []
  package var searchesPath = false
  /// Whether standard input is empty.
  package var hasEmptyInput = false
  /// Whether it leads a process group of its own.
  package var hasOwnGroup = false
  /// Whether it, and all that it starts, is ended with this process (``Guardian``).
  package var isMarked = false
  /// Signals that do not reach it; all others do what they do by default.
  package var blockedSignals: [Int32] = []

  /// Describes a process.
  package init(_ program: String, _ arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  /// This process's environment.
  package static var environment: [String] {
    var variables: [String] = []
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      variables.append(unsafe String(pathCString: entry))
      unsafe next = next.successor()
    }
    return variables
  }

  /// Starts the process.
  ///
  /// - Returns: Its identifier. The caller reports the end to ``Orphans`` after waiting for it.
  /// - Throws: ``FileSystem/Failure`` if there is no such program, or the system has no room for it.
  package func start() throws(FileSystem.Failure) -> Int32 {
    var copies: [Int32] = []
    defer { for copy in copies { close(copy) } }
    // Out of the way of the numbers that they will have there.
    let lowest = (descriptors.map(\.theirs).max() ?? 2) + 1
    for (mine, _) in descriptors {
      let copy = fcntl(mine, F_DUPFD_CLOEXEC, lowest)
      guard copy >= 0 else { throw failure(errno) }
      copies.append(copy)
    }

    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    if hasEmptyInput { unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) }
    for (copy, descriptor) in zip(copies, descriptors) {
      unsafe posix_spawn_file_actions_adddup2(&actions, copy, descriptor.theirs)
    }
    // What a shell has handed to this process stays with it: a child would hold the lock that a script has by one of
    // them.
    unsafe posix_spawn_file_actions_addclosefrom_np(&actions, lowest)
    if let folder, !folder.isEmpty {
      let code = unsafe folder.withPathBytes { unsafe posix_spawn_file_actions_addchdir_np(&actions, $0) }
      guard code == 0 else { throw failure(code) }
    }

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in blockedSignals { unsafe sigaddset(&signals, signal) }
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (hasOwnGroup ? POSIX_SPAWN_SETPGROUP : 0)
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

    var arguments = unsafe cStrings(arguments)
    var variables = unsafe cStrings(isMarked ? ProcessReaper.marked(environment) : environment)
    defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
    var identifier: pid_t = 0
    let code = unsafe program.withPathBytes { program in
      searchesPath
        ? unsafe posix_spawnp(&identifier, program, &actions, &attributes, &arguments, &variables)
        : unsafe posix_spawn(&identifier, program, &actions, &attributes, &arguments, &variables)
    }
    guard code == 0 else { throw failure(code) }
    Orphans.noteOwn(identifier)
    return identifier
  }

  private func failure(_ code: Int32) -> FileSystem.Failure { FileSystem.Failure("start", program, code: code) }

  private func cStrings(_ strings: [String]) -> [UnsafeMutablePointer<CChar>?] {
    unsafe strings.map { unsafe $0.withPathBytes { unsafe strdup($0) } } + [nil]
  }
}

import Glibc
public import Minwal
import MinwalRecipe

/// The work of a child process: takes an assignment, then batch after batch, and answers each with what came of it.
public enum WorkerProcess {
  /// The argument that makes a program a child; its parent passes it.
  public static var argument: String { Spawning.argument }

  /// Serves the parent until it ends, and then ends the process. It returns only in a process that is not a child: then
  /// someone has passed the argument by hand.
  ///
  /// - Parameter registry: The stages that a recipe may name.
  public static func serve(_ registry: Registry) {
    guard let recorder = try? FlightRecorder(inherited: Spawning.Inherited.recorder) else { return }
    let socket = Socket(Spawning.Inherited.socket)
    endWithParent()
    // That a document is bad does not justify a core file.
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    MessageMemory.keep()
    offerItself()
    var request = ByteBuffer()
    var frames = FrameIdentity.unknown
    do {
      guard try socket.receiveFrame(into: &request) else { _exit(EXIT_SUCCESS) }
      var reader = BinaryReader(request)
      let assignment = try reader.read(WorkerSetup.self)
      frames = FrameIdentity(fingerprint: assignment.fingerprint)
      let recipe = try assignment.load(registry)
      guard let index = assignment.surveyed, let stage = recipe.steps[index].surveying else {
        serve(Worker(recipe, recorder), recorder, socket, frames)
      }
      func survey<S: SurveyingStage>(_ stage: S) -> Never {
        let pass = SurveyPass(stage: stage, prepared: SurveyedRecipe(recipe), index: index)
        serve(pass.worker(recorder), recorder, socket, frames)
      }
      survey(stage)
    } catch {
      let problem = error as? StageError ?? StageError(wrapping: error)
      answer(StageError?.some(problem), to: socket, frames)
      _exit(EXIT_FAILURE)
    }
  }

  /// Takes batches through a worker until the parent ends.
  private static func serve(
    _ worker: consuming some BatchWorker, _ recorder: FlightRecorder, _ socket: Socket, _ frames: FrameIdentity
  ) -> Never {
    var worker = worker
    answer(StageError?.none, to: socket, frames)
    var request = ByteBuffer()
    while (try? socket.receiveFrame(into: &request, frames)) == true {
      var reader = BinaryReader(request)
      guard let batch = try? reader.read(RawBatch.self) else { break }
      let product = worker.run(batch)
      recorder.pause()
      answer(product, to: socket, frames)
    }
    _exit(EXIT_SUCCESS)
  }

  private static func answer(_ value: some BinaryCodable, to socket: Socket, _ frames: FrameIdentity) {
    var writer = BinaryWriter()
    writer.write(value)
    // What stages have printed belongs to the batch.
    fflush(nil)
    // A parent that has gone needs no answer; the next request will not come.
    _ = socket.sendFrame(writer.buffer.span, frames)
  }

  /// Ends the process as soon as its parent has ended, even while a stage loops.
  private static func endWithParent() {
    var thread = pthread_t()
    unsafe pthread_create(
      &thread, nil,
      { _ in
        var request = pollfd(fd: Spawning.Inherited.socket, events: 0, revents: 0)
        while unsafe poll(&request, 1, -1) <= 0 {}
        _exit(EXIT_SUCCESS)
      }, nil)
  }

  /// When the system runs out of memory and must end a process, it is to be this one and not its parent.
  private static func offerItself() {
    guard let file = unsafe fopen("/proc/self/oom_score_adj", "w") else { return }
    unsafe fputs("1000", file)
    unsafe fclose(file)
  }
}

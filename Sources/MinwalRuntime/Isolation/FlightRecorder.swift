import Glibc
import Minwal
import Synchronization

/// Where a child process notes which document it has in hand, in memory that it shares with its parent: the notes are
/// there after the child's death, however sudden.
///
/// Unchecked, since the memory lives as long as the value and all access to it is atomic.
@safe final class FlightRecorder: @unchecked Sendable {
  /// What was noted last.
  struct Entry: Equatable {
    /// The document's place in the batch; `nil` if none was begun.
    var document: Int?
    /// The stage's place in the recipe; `nil` while the document is being read.
    var stage: Int?
    /// When the document was begun, in nanoseconds of the monotonic clock; 0 if none is in hand.
    var since: Int
    /// How many documents the stage has in hand at once; `document` is the first of them.
    var together = 1
  }

  private enum Word: Int, CaseIterable { case document, stage, since, together }
  private static let size = 4096
  private static let none = -1

  /// What the child inherits.
  let descriptor: Int32
  private let words: UnsafeMutablePointer<Atomic<Int>>

  /// Creates a recorder, for a child to be started.
  convenience init() throws(FileSystem.Failure) {
    // A name is needed only until the memory is open. That of a killed process may be left over.
    var descriptor: Int32 = -1
    for number in 0..<1000 where descriptor < 0 {
      let name = "/minwal-\(getpid())-\(number)"
      descriptor = unsafe shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
      if descriptor >= 0 { unsafe shm_unlink(name) } else if errno != EEXIST { break }
    }
    guard descriptor >= 0, ftruncate(descriptor, Self.size) == 0 else {
      throw FileSystem.Failure("create", "memory to share with a child process")
    }
    try self.init(inherited: descriptor)
    clear()
  }

  /// Takes over the descriptor of a recorder that another process has created.
  init(inherited descriptor: Int32) throws(FileSystem.Failure) {
    let memory = unsafe mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
      let failure = FileSystem.Failure("map", "memory shared with another process")
      close(descriptor)
      throw failure
    }
    self.descriptor = descriptor
    unsafe words = unsafe memory.assumingMemoryBound(to: Atomic<Int>.self)
  }

  deinit {
    unsafe munmap(words, Self.size)
    close(descriptor)
  }

  /// Notes that a document is about to be read. Its time begins.
  func begin(document: Int) {
    // Without a time in between, so that the time of one document is never read with the number of another.
    store(0, .since)
    store(document, .document)
    store(Self.none, .stage)
    store(1, .together)
    store(Int(MonotonicClock.nanoseconds()), .since)
  }

  /// Notes that a stage gets the document, and how many others with it.
  func enter(stage: Int, together: Int = 1) {
    store(together, .together)
    store(stage, .stage)
  }

  /// Notes that no document is in hand.
  func pause() { store(0, .since) }

  /// Forgets all notes.
  func clear() {
    store(0, .since)
    store(Self.none, .document)
    store(Self.none, .stage)
    store(1, .together)
  }

  /// What was noted last.
  var entry: Entry {
    func load(_ word: Word) -> Int { unsafe words[word.rawValue].load(ordering: .acquiring) }
    let (document, stage) = (load(.document), load(.stage))
    return Entry(
      document: document == Self.none ? nil : document, stage: stage == Self.none ? nil : stage, since: load(.since),
      together: load(.together))
  }

  private func store(_ value: Int, _ word: Word) { unsafe words[word.rawValue].store(value, ordering: .releasing) }
}

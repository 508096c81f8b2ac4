import Glibc
import Minwal
import MinwalCompression

/// The bytes of a file, pipe or device as they come: decompressed, if it is compressed.
///
/// A reference, since there is one descriptor.
final class ByteSource {
  /// How many bytes are read at once.
  static let size = 256 << 10
  /// How many bytes a member may have, decompressed, to be decompressed at once.
  static let memberSize = 1 << 20

  /// What messages call it.
  let name: String
  /// How it is compressed; `nil` if it is not.
  private(set) var compression: Compression?
  /// Whether the run was to end before more came.
  private(set) var isInterrupted = false
  private let descriptor: Int32
  private let isRegular: Bool
  private var decompressor: Decompressor?
  /// Bytes of the file that were read to see what it is, or that wait to be decompressed, and how many of them are done.
  private var input = ByteBuffer()
  private var done = 0
  /// How many bytes of the file were read.
  private var fileOffset = 0
  /// How many bytes were handed out, with those before the place where it began in the first member.
  private var count = 0
  /// Where members begin: in the file, and in what is handed out. Those that no one asks for any more are dropped.
  private var members: [(file: Int, output: Int)] = [(0, 0)]
  /// Whether the last member is at its end, so that another may follow, or nothing.
  private var isBetweenMembers = true
  private var isAtEnd = false
  /// Damage that was noticed behind the last bytes that were handed out.
  private var damage: StageError?
  /// Where in the file the member begins that turned out to be damaged; `nil` as long as none has.
  private(set) var damagedMember: Int?

  /// Opens a file; `-` is standard input.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - name: What messages call it.
  ///   - start: Where to begin; only a regular file can be begun elsewhere than at its start.
  /// - Throws: ``FileSystem/Failure``, or ``StageError`` if a compressed file is damaged before `start`.
  init(_ path: String, name: String, from start: BytePosition = BytePosition()) throws {
    self.name = name
    let status = path == "-" ? nil : try? FileSystem.status(path)
    isRegular = status?.kind == .file
    descriptor = path == "-" ? 0 : try FileSystem.openForReading(path)
    // A pipe may give them one by one.
    while input.count < Compression.headSize, !isAtEnd { try fill() }
    compression = Compression(head: input.span)
    guard compression != nil else {
      if start.byte > 0 { try begin(at: start.byte) }
      count = start.byte
      return
    }
    decompressor = compression.map { Decompressor($0) }
    if start.member > 0 { try begin(at: start.member) }
    members = [(start.member, 0)]
    try skip(start.byte)
  }

  /// Reads all of a file that is one document, once: its first bytes tell whether it is compressed.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - name: What messages call it.
  ///   - contents: Gets the file's bytes, decompressed; of one that is damaged, what came before that.
  /// - Returns: Whether it was compressed.
  /// - Throws: ``FileSystem/Failure``, or ``StageError`` if it is damaged or larger than a document may be.
  static func read(_ path: String, name: String, into contents: inout ByteBuffer) throws -> Bool {
    var head = Compression?.none
    try FileSystem.append(contentsOf: path, to: &contents, limit: DocumentSource.documentLimit, upTo: Self.size) {
      head = Compression(head: $0)
      return head == nil
    }
    guard head != nil else { return false }
    contents.clear()
    let source = try ByteSource(path, name: name)
    while try source.read(into: &contents, atMost: size) > 0 {
      guard contents.count <= DocumentSource.documentLimit else { throw DocumentSource.tooLarge }
    }
    return true
  }

  /// Reads the start of a file, decompressed.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - size: How many bytes at most.
  /// - Returns: The bytes, how many of the file they take, and whether that is all of it; of a file that is damaged, what comes
  ///   before that. `nil` if it cannot be opened.
  static func head(of path: String, size: Int) -> (bytes: ByteBuffer, taken: Int, isWhole: Bool)? {
    guard let source = try? ByteSource(path, name: path) else { return nil }
    var bytes = ByteBuffer()
    while bytes.count < size {
      guard let count = try? source.read(into: &bytes, atMost: size - bytes.count) else { break }
      if count == 0 { return (bytes, source.taken, true) }
    }
    return (bytes, source.taken, false)
  }

  deinit { if descriptor > 0 { FileSystem.close(descriptor) } }

  private func begin(at offset: Int) throws {
    guard lseek(descriptor, offset, SEEK_SET) == offset else { throw FileSystem.Failure("read", name) }
    input.clear()
    done = 0
    fileOffset = offset
    isAtEnd = false
  }

  private func skip(_ count: Int) throws {
    var passed = ByteBuffer()
    while self.count < count {
      passed.clear()
      if try read(into: &passed, atMost: min(Self.size, count - self.count)) == 0 { break }
    }
    guard self.count == count else { throw StageError(.unreadableInput, "\(name) has become shorter") }
  }

  /// Reads what comes next, behind what a buffer has.
  ///
  /// - Parameters:
  ///   - buffer: Gets the bytes.
  ///   - limit: How many may come at most.
  ///   - memberLimit: How many may come if they are a whole member.
  /// - Returns: How many bytes came; 0 at the end, or if the run is to end instead.
  /// - Throws: ``FileSystem/Failure``, or ``StageError`` `damaged-file`.
  func read(into buffer: inout ByteBuffer, atMost limit: Int, memberAtMost memberLimit: Int = 0) throws -> Int {
    let before = buffer.count
    if decompressor == nil {
      if done < input.count {
        let part = min(limit, input.count - done)
        buffer.append(input.span.extracting(done..<(done + part)))
        done += part
      } else {
        _ = try readFile(into: &buffer, atMost: limit)
      }
    } else {
      if let damage {
        self.damage = nil
        throw damage
      }
      do {
        while buffer.count == before, try decompress(into: &buffer, atMost: limit, memberLimit) {}
      } catch let error as StageError {
        // What came out before it was noticed counts.
        guard buffer.count > before else { throw error }
        damage = error
      }
    }
    count += buffer.count - before
    return buffer.count - before
  }

  /// Decompresses some bytes.
  ///
  /// - Returns: `false` if there are no more.
  private func decompress(into buffer: inout ByteBuffer, atMost limit: Int, _ memberLimit: Int) throws -> Bool {
    if done == input.count {
      input.clear()
      done = 0
      try fill()
      if input.isEmpty {
        if isBetweenMembers || isInterrupted { return false }
        throw damaged("it is cut off: the file ends in the midst of \(compression?.rawValue ?? "compressed") data")
      }
    }
    let before = buffer.count
    if isBetweenMembers {
      // Some programs fill a file up with zeros.
      while done < input.count, input[done] == 0, members.count > 1 || count > 0 { done += 1 }
      guard done < input.count else { return true }
      isBetweenMembers = false
      let place = (file: taken, output: count)
      if place.file > members[members.count - 1].file { members.append(place) }
      if memberLimit > 0, try takeMember(into: &buffer, atMost: memberLimit) { return true }
    }
    do throws(Decompressor.Damage) {
      let given = input
      let step = try decompressor?.step(
        given.span.extracting(done..<given.count), into: &buffer, atMost: limit)
      done += step?.consumed ?? 0
      isBetweenMembers = step?.endsMember == true
      if step?.consumed == 0, buffer.count == before, !isBetweenMembers {
        // It wants to see more than is there.
        let earlier = input.count
        try? fill()
        if input.count == earlier {
          if isInterrupted { return false }
          throw Decompressor.Damage("it is cut off", at: earlier - done)
        }
      }
    } catch {
      throw damaged(error.description, at: error.consumed)
    }
    return true
  }

  /// Decompresses a member at once, if all of it is there.
  private func takeMember(into buffer: inout ByteBuffer, atMost limit: Int) throws -> Bool {
    if isRegular, input.count - done < Self.size / 2 {
      var rest = ByteBuffer()
      rest.append(input.span.extracting(done..<input.count))
      (input, done) = (rest, 0)
      try fill()
    }
    let given = input
    guard
      let step = decompressor?.wholeMember(given.span.extracting(done..<given.count), into: &buffer, atMost: limit)
    else { return false }
    done += step.consumed
    isBetweenMembers = true
    return true
  }

  /// The error of damage that was noticed behind so many bytes of what waits to be decompressed.
  private func damaged(_ what: String, at consumed: Int = 0) -> StageError {
    let member = members[members.count - 1].file
    damagedMember = member
    let unit = compression?.unit ?? "member"
    return StageError(
      .damagedFile,
      "\(what) (byte \(taken + consumed) of \(name), in the \(unit) that begins at byte \(member))"
    )
  }

  /// Reads more of the file into ``input``.
  private func fill() throws {
    // Out of the way, since reading also changes other parts.
    var bytes = ByteBuffer()
    swap(&bytes, &input)
    defer { swap(&bytes, &input) }
    _ = try readFile(into: &bytes, atMost: Self.size)
  }

  private func readFile(into buffer: inout ByteBuffer, atMost limit: Int) throws -> Int {
    guard !isAtEnd else { return 0 }
    if !isRegular, !RunToken.current.waitForInput(descriptor) {
      isInterrupted = true
      isAtEnd = true
      return 0
    }
    let count = try FileSystem.read(descriptor, name, into: &buffer, atMost: limit)
    fileOffset += count
    if count == 0 { isAtEnd = true }
    return count
  }

  /// Where a byte is that was handed out, by its number; bytes before it are not asked for any more.
  func position(of byte: Int) -> BytePosition {
    guard compression != nil else { return BytePosition(member: 0, byte: byte) }
    var last = 0
    while last + 1 < members.count, members[last + 1].output <= byte { last += 1 }
    members.removeSubrange(..<last)
    return BytePosition(member: members[0].file, byte: byte - members[0].output)
  }

  /// Where in the file the member begins that a byte is of that was handed out.
  func member(of byte: Int) -> Int { members.last { $0.output <= byte }?.file ?? members[0].file }

  /// How many bytes of the file were taken for what was handed out.
  var taken: Int { fileOffset - input.count + done }

  /// The number of the byte that comes next.
  var next: Int { count }
}

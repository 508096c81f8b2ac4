import Minwal

/// A program that takes records. A reference, since there is one process; unchecked, since only the committer has it.
final class ProgramSink: RecordSink, @unchecked Sendable {
  let description: String
  private let timeout: TimeSpan
  /// `nil` once it has ended.
  private var program: StageProgram?

  /// Starts the program and has it begin.
  ///
  /// - Throws: ``StageError`` that ends the run.
  init(_ options: ExportCommand.Options, note: @escaping @Sendable (String) -> Void, _ start: SinkStart) throws {
    description = options.run.label
    timeout = options.timeout
    let program = try StageProgram(options.run, note: note)
    self.program = program
    let (how, position): (String, SinkPosition?) =
      switch start {
      case .new: ("new", nil)
      case .resumed(let position, _): ("resume", position)
      case .adding(let position): ("add", position)
      }
    var place = JSONValue.null
    if let position {
      var reader = JSONReader(position.bytes.span)
      place = try reader.value()
    }
    _ = try ask("open") { json in
      json.name("start")
      json.string(how)
      json.name("position")
      json.value(place)
      json.name("options")
      json.value(.object(options.options.entries.map { JSONMember($0.key, $0.value.json) }))
    }
  }

  /// Sends a request, and takes an answer that says that all is well.
  private func ask(_ request: String, _ rest: (inout JSONWriter) -> Void = { _ in }) throws -> JSONValue {
    guard let program else { throw StageError.unavailable("'\(description)' has ended") }
    let answer: JSONValue
    do {
      answer = try program.ask(timeout: timeout) { $0.writeRequest(request, rest) }
    } catch {
      // Nothing more can be written: the run ends, and can be resumed.
      throw error.isInterruption ? error : StageError.unavailable(error.message)
    }
    if let message = answer["error"]?.stringValue {
      throw StageError.unavailable("'\(description)' could not \(request) what it got: \(message)")
    }
    guard answer.members != nil else {
      throw StageError.unavailable("the answer of '\(description)' to '\(request)' is not an object")
    }
    return answer
  }

  func append(_ records: RecordBatch) throws {
    guard !records.ends.isEmpty else { return }
    _ = try ask("write") { json in
      json.name("records")
      json.array { json in
        var start = 0
        for record in records.ends {
          if start > 0 { json.buffer.append(UInt8(ascii: ",")) }
          // Without its line feed.
          json.buffer.append(records.bytes.span.extracting(start..<max(start, record.end - 1)))
          start = record.end
        }
      }
    }
  }

  func commit() throws -> SinkPosition? {
    let answer = try ask("commit")
    guard let position = answer["position"], position != .null else { return nil }
    var json = JSONWriter()
    json.value(position)
    return SinkPosition(json.buffer)
  }

  func finish() throws {
    guard program != nil else { return }
    _ = try ask("finish")
    program?.shutDown()
    program = nil
  }

  func abandon() -> String? {
    // It learns from the end of its input that there was no finish.
    program?.shutDown()
    program = nil
    return nil
  }
}

extension ConfigNode {
  /// The value as JSON.
  fileprivate var json: JSONValue {
    switch kind {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .number(String(value))
    case .double(let value): value.isFinite ? .number("\(value)") : .null
    case .string(let value): .string(value)
    case .sequence(let elements): .array(elements.map(\.json))
    case .mapping(let entries): .object(entries.map { JSONMember($0.key, $0.value.json) })
    }
  }
}

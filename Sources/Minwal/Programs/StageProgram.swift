/// A program that works as a stage: it gets requests, one on each line, and answers each with a line. Both are JSON.
///
/// docs/command-stages.md has the protocol.
///
/// Unchecked, since one worker at a time has it: it is started by a worker's own copy of a stage, and stages are copied
/// only before they have begun.
package final class StageProgram: @unchecked Sendable {
  /// The least time that a program has to say what it is. `check` waits no longer than for this.
  package static let describeTimeout = TimeSpan.seconds(10)
  /// How long a program may take to end when it is asked to.
  package static let shutdownTimeout = TimeSpan.seconds(2)
  /// An answer may have as many bytes, and as many more as its request times ``growth``.
  package static let leastLimit = 64 << 20
  package static let growth = 16

  private let call: ProgramCall
  private let process: PipedProcess
  private var line = JSONWriter()
  /// How many requests for documents it has answered.
  package private(set) var answered = 0
  /// Whether it has said more than it was asked, so that what it says next may be the answer to something else.
  ///
  /// Such a line can come at any time, also after the next request was sent, and what becomes of documents must not
  /// depend on when. So it changes nothing: an answer that is right stays, and the next documents go to a new process.
  /// That is what comes of it too if the line is taken for the next answer: it is not right, and the documents go to new
  /// processes one by one.
  package private(set) var isOutOfStep = false
  /// The documents that it was asked for last.
  private var lastIDs: [String] = []
  /// Whether it has failed, so that there is no use in asking it to end.
  private var isBroken = false
  /// How it was silent, if it did not answer in time.
  package private(set) var silence: TimeoutCause?
  /// What it has printed for people where only answers belong.
  package private(set) var stray: String?

  /// Starts the program.
  ///
  /// - Parameters:
  ///   - call: The program and its arguments.
  ///   - note: Gets each line that it prints to standard error.
  /// - Throws: ``StageError`` that ends a run.
  package init(_ call: ProgramCall, note: @escaping (String) -> Void) throws(StageError) {
    self.call = call
    do {
      process = try PipedProcess(call, note: note)
    } catch {
      throw .unavailable("the program '\(call.program)' \(error)")
    }
  }

  deinit { if !isBroken { shutDown() } }

  /// Asks what the program is.
  ///
  /// - Parameters:
  ///   - layers: The layers that there are.
  ///   - timeout: How long it may take.
  /// - Returns: What it says of itself.
  /// - Throws: ``StageError``.
  package func describe(
    _ layers: [LayerID], timeout: TimeSpan = describeTimeout
  ) throws(StageError) -> ProgramDescription {
    try ProgramDescription(try ask(timeout: timeout) { $0.writeRequest("describe") }, layers)
  }

  /// Whether documents can be sent to it: a late line that was meant for others would be taken for their answer.
  package func canBeAsked(for documents: [Document]) -> Bool {
    process.listen()
    if !process.unasked.isEmpty { isOutOfStep = true }
    return !isOutOfStep && (lastIDs.isEmpty || lastIDs != documents.map(\.id))
  }

  /// The line that it has said without having been asked; `nil` if there is none.
  package var unasked: String? {
    process.unasked.isEmpty ? nil : String(Self.start(of: process.unasked))
  }

  /// Has the program work on documents.
  ///
  /// - Parameters:
  ///   - documents: The documents; changed as the program says, where it answers as it should.
  ///   - options: Every option with its value.
  ///   - description: What the program has said about itself.
  ///   - timeout: How long it may take.
  /// - Returns: What becomes of each document.
  /// - Throws: ``StageError`` if there is no proper answer; the program must then be ended.
  package func process(
    _ documents: inout [Document], options: [JSONMember], _ description: ProgramDescription, timeout: TimeSpan
  ) throws(StageError) -> [Result<Verdict, any Error>] {
    let ids = documents.map(\.id)
    let documentsBefore = documents
    lastIDs = ids
    let answer = try ask(timeout: timeout) { json in
      json.writeRequest("process") { json in
        json.name("options")
        json.value(.object(options))
        json.name("documents")
        json.array { json in
          for document in documentsBefore {
            document.writeForProgram(needs: description.flow.needs, offsets: description.offsets, &json)
          }
        }
      }
    }
    isBroken = true
    let replies = try DocumentReply.replies(in: answer, for: ids)
    isBroken = false
    answered += 1
    return documents.indices.map { index in
      Result { try replies[index].apply(to: &documents[index], description) }
    }
  }

  /// Asks the program to end, and ends it if it does not.
  ///
  /// - Returns: How it ended; `nil` if it had to be ended.
  @discardableResult
  package func shutDown() -> ProcessEnding? {
    line.clear()
    line.writeRequest("shutdown")
    line.endLine()
    // It need not read it: that its standard input is closed says the same.
    process.sendLast(line.buffer.span)
    return process.end(within: Self.shutdownTimeout)
  }

  /// Sends a line of any bytes and waits for the answer.
  ///
  /// - Returns: The answer, which is JSON.
  /// - Throws: ``StageError``.
  package func ask(
    timeout: TimeSpan, _ write: (inout JSONWriter) -> Void
  ) throws(StageError) -> JSONValue {
    line.clear()
    write(&line)
    line.endLine()
    isBroken = true
    stray = nil
    let answer: ByteBuffer
    let before = process.received
    do {
      answer = try process.ask(
        line.buffer.span, until: .line, limit: max(Self.leastLimit, line.buffer.count * Self.growth), timeout: timeout)
    } catch {
      if case .timedOut = error { silence = TimeoutCause(of: process, since: before) }
      throw failure(error)
    }
    if let bad = UTF8Validation.firstInvalid(in: answer.span) {
      throw malformed("it is not UTF-8, at byte \(bad.lowerBound)")
    }
    var reader = JSONReader(answer.span)
    let value: JSONValue
    do {
      value = try reader.value()
      try reader.end()
    } catch {
      // What looks like an object is an answer that went wrong.
      if Self.start(of: answer).first(where: { !$0.isWhitespace }) != "{" {
        stray = String(Self.start(of: answer))
      }
      throw malformed("it is not JSON: \(error) in '\(Self.start(of: answer))…'")
    }
    // A lone number or text is something that was printed.
    if value.members == nil { stray = String(Self.start(of: answer)) }
    if !process.unasked.isEmpty { isOutOfStep = true }
    isBroken = false
    return value
  }

  /// Refuses a program that has said more than it was asked.
  ///
  /// - Throws: ``StageError``.
  package func refuseUnasked() throws(StageError) {
    process.listen()
    let unasked = process.unasked
    guard !unasked.isEmpty else { return }
    isBroken = true
    stray = stray ?? Self.start(of: unasked).split(whereSeparator: \.isNewline).first.map(String.init)
    throw malformed(
      "there is more after its line: '\(Self.start(of: unasked))…'; messages for people belong on standard error")
  }

  /// Refuses a program that had said more than it was asked when it was shut down. That it answers that request too, with
  /// an error or by sending it back as `sed` does, is fine.
  ///
  /// - Throws: ``StageError``.
  package func refuseMore() throws(StageError) {
    let unasked = process.unasked
    let end = unasked.span.firstIndex(of: 0x0A) ?? unasked.count
    var reader = JSONReader(unasked.span.extracting(0..<end))
    if let value = try? reader.value(), value["error"] != nil || value["request"] != nil { return }
    try refuseUnasked()
  }

  private static func start(of bytes: ByteBuffer) -> Substring {
    String(decodingUTF8: bytes.span.extracting(0..<min(bytes.count, 200))).prefix(60)
  }

  private func malformed(_ problem: String) -> StageError {
    StageError(.malformedReply, "the answer of the program '\(call.program)' is not right: \(problem)")
  }

  private func failure(_ failure: PipedProcess.Failure) -> StageError {
    if failure == .interrupted { return .interrupted }
    let code: StageError.Code =
      switch failure {
      case .timedOut: .stageTimedOut
      case .tooLong: .malformedReply
      default: .stageCrashed
      }
    return StageError(code, "the program '\(call.program)' \(failure)")
  }
}

extension JSONWriter {
  /// Writes a request of the protocol, with what else belongs to it.
  package mutating func writeRequest(_ request: String, _ rest: (inout JSONWriter) -> Void = { _ in }) {
    object { json in
      json.name("minwal")
      json.integer(ProgramDescription.version)
      json.name("request")
      json.string(request)
      rest(&json)
    }
  }

  fileprivate mutating func clear() {
    buffer.clear()
    self = JSONWriter(buffer)
  }
}

extension Document {
  /// Writes what a program may change of a document, but for layers, as members of an object.
  package func writeMembers(into json: inout JSONWriter) { writeMembers(into: &json, language: language) }

  private func writeMembers(into json: inout JSONWriter, language: Language?) {
    json.name("text")
    json.string(text.span)
    json.name("title")
    if let title { json.string(title) } else { json.null() }
    json.name("language")
    if let language { json.string(language.tag) } else { json.null() }
    json.name("metadata")
    json.value(.object(metadata.members))
  }

  /// Writes what programs get of a document.
  ///
  /// - Parameters:
  ///   - needs: The layers that come with it.
  ///   - offsets: How the places of pieces are counted; `nil` to write their texts alone.
  ///   - json: Gets an object.
  package func writeForProgram(needs: [LayerID], offsets: OffsetUnit? = nil, _ json: inout JSONWriter) {
    json.object { json in
      json.name("id")
      json.string(id)
      // What the text looks like, where nothing is declared: as exporters have it.
      writeMembers(into: &json, language: self.language(chosen: nil, recipe: nil))
      json.name("layers")
      json.object { json in
        for need in needs {
          guard let layer = layer(named: need.name) else { continue }
          json.name(need.name)
          if let offsets, let ranges = (layer as? any RangeLayer)?.ranges {
            ranges.encode(of: self, in: offsets, withOrigins: false, into: &json)
          } else {
            layer.encode(of: self, into: &json)
          }
        }
      }
    }
  }
}

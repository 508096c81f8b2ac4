import Minwal

/// Tries whether a program keeps to the protocol of `command` stages: what it promises, it is asked to do.
struct StageConformance {
  /// What came of one thing that was tried.
  struct Finding {
    /// What is demanded: "answers for each document of a batch, in order".
    var demand: String
    /// What happened instead; `nil` if all is well.
    var problem: String?
    var advice = ""
  }

  private let call: ProgramCall
  private let given: OpenOptions
  private let timeout: TimeSpan
  private var options: [JSONMember] = []
  private(set) var description: ProgramDescription?
  private(set) var findings: [Finding] = []
  private var program: StageProgram?
  /// The commonest mistakes of all, which are not of single requests: nothing more can be told before they are fixed.
  private var fault: (problem: String, advice: String)?
  /// Whether it has answered for documents.
  private var hasWorked = false

  /// Whether some things were not tried, since something else must be fixed first.
  var isCutShort: Bool { fault != nil }

  /// Prepares to try a program.
  ///
  /// - Parameters:
  ///   - call: The program.
  ///   - given: Options as a recipe would give them.
  ///   - timeout: How long it may take for a request.
  init(_ call: ProgramCall, options given: OpenOptions, timeout: TimeSpan) {
    self.call = call
    self.given = given
    self.timeout = timeout
  }

  /// Tries everything; stops where nothing more can be tried.
  mutating func run() {
    guard let description = describe(), decodeOptions(description) else { return }
    self.description = description
    let samples = StageSample.all.map { ($0.name, $0.document(needs: description.flow.needs)) }
    var alone: [String] = []
    for (name, document) in samples {
      if let text = tryAlone(name, document, description) { alone.append(text) }
      if fault != nil { return }
    }
    if alone.count == samples.count {
      tryTogether(samples.map(\.1), alone, description)
      tryMany(description)
    }
    if fault != nil { return }
    tryStrangeRequests()
    tryEnding()
    program = nil
  }

  // MARK: What it is

  private mutating func describe() -> ProgramDescription? {
    let demand = "answers 'describe'"
    let layers = MinwalTool.registry.layers
    do {
      let first = try watched { program throws(StageError) in try program.describe(layers) }
      let again = try StageProgram(call) { _ in }.describe(layers)
      pass(demand)
      check(
        "describes itself in every process alike",
        "\(first)" == "\(again)" ? nil : "two processes have given different answers",
        "what a program says about itself must not depend on time, chance or what it has done")
      return first
    } catch {
      fail(
        demand, error,
        error.code == .stageCrashed
          ? "start it by itself to see why it ends: it must read requests until it gets 'shutdown'"
          : "answer the line {\"minwal\":1,\"request\":\"describe\"} with one line of JSON, flush it, and keep reading; put off "
            + "what takes long, such as loading a model, until the first 'process'")
      return nil
    }
  }

  private mutating func decodeOptions(_ description: ProgramDescription) -> Bool {
    let scope = OptionScope(folder: call.folder)
    guard let values = description.decode(given, at: nil, in: scope) else {
      let problems = scope.diagnostics.map { ([$0.message] + $0.notes.map(\.message)).joined(separator: "; ") }
      fail(
        "takes the options it is tried with", problems.joined(separator: "\n"),
        "give those that it needs with --option NAME=VALUE, before the program")
      return false
    }
    options = values
    return true
  }

  // MARK: What it does

  private mutating func tryAlone(
    _ name: String, _ document: Document, _ description: ProgramDescription
  ) -> String? {
    let demand = "takes \(name)"
    do {
      let results = try outcomes([document], description)
      return check(
        demand, results.first.flatMap(\.problem), "fix that answer: docs/command-stages.md has all that one may hold")
        ? results.first?.text : nil
    } catch {
      fail(
        demand, error,
        "answer for every document, whatever is in it; say {\"id\": …, \"error\": …} if there is no way to work on it")
      return nil
    }
  }

  private mutating func tryTogether(_ documents: [Document], _ alone: [String], _ description: ProgramDescription) {
    let order = "answers for each document of a batch, in order"
    let neighbours = "gives the same result for a document, whatever documents come before it or with it"
    do {
      let together = try outcomes(documents, description)
      let reversed = try outcomes(documents.reversed(), description).reversed()
      let twins = try outcomes([documents[0], documents[0]], description)
      pass(order)
      let texts = together.map(\.text)
      let different = documents.indices.first { alone[$0] != texts[$0] || texts[$0] != Array(reversed)[$0].text }
      let problem = different.map { index in
        "'\(documents[index].id)' alone: \(alone[index].prefix(300))\ntogether with others: \(texts[index].prefix(300))"
      }
      check(
        neighbours, problem ?? (twins[0].text == twins[1].text ? nil : "two equal documents of a batch came to differ"),
        "keep nothing from one document to the next, and use no clock and no chance")
    } catch {
      fail(
        order, error,
        "'documents' of the answer must have as many as that of the request, in the same order, each with its 'id'")
    }
  }

  /// More than pipes hold, in both directions.
  private mutating func tryMany(_ description: ProgramDescription) {
    let demand = "takes 300 documents of 20 KB at once"
    do {
      let text = String(repeating: "A line of text that is neither short nor long.\n", count: 430)
      let documents = (0..<300).map { number in
        StageSample(name: "", id: "many-\(number)", text: text).document(needs: description.flow.needs)
      }
      let results = try outcomes(documents, description)
      check(
        demand,
        results.compactMap(\.problem).first
          ?? (Set(results.map(\.text)).count == 1 ? nil : "equal texts came to differ"),
        "keep nothing from one document to the next")
    } catch {
      fail(demand, error, "read the whole line before answering, however long it is")
    }
  }

  private mutating func tryStrangeRequests() {
    for (what, line) in [
      ("a request that it does not know", "{\"minwal\":1,\"request\":\"dance\"}"),
      ("a line that is not JSON", "this is { not JSON"), ("JSON that is not a request", "[1, 2, 3]"),
    ] {
      let demand = "answers \(what) with an error, or ends"
      do {
        let answer = try started().ask(timeout: timeout) { $0.line(line) }
        check(
          demand, answer["error"]?.stringValue == nil ? "it answered with something that has no 'error'" : nil,
          "answer {\"error\": \"what is wrong\"}")
      } catch {
        program = nil
        // It ended, which is an answer too; but not by a signal.
        let ended = error.code == .stageCrashed && !error.message.contains("by a signal")
        check(demand, ended ? nil : error.message, "answer {\"error\": \"what is wrong\"}, on one line")
      }
    }
  }

  private mutating func tryEnding() {
    let limit = StageProgram.shutdownTimeout.optionDescription
    do {
      let last = try started()
      let ending = last.shutDown()
      program = nil
      do {
        try last.refuseMore()
      } catch {
        fail(
          "answers each request once", error, "print one line for each request, and nothing else, to standard output")
      }
      check(
        "ends when it gets 'shutdown', with code 0",
        ending == .exited(0) ? nil : ending.map { "it \($0)" } ?? "it went on for \(limit)",
        "leave the loop when the request is 'shutdown'")
      let process = try PipedProcess(call)
      process.closeInput()
      let closed = process.end(within: StageProgram.shutdownTimeout)
      check(
        "ends when its standard input is closed",
        closed == nil ? "it went on for \(limit)" : nil, "leave the loop when there is no next line")
    } catch {
      fail("can be started again and again", error, "")
    }
  }

  // MARK: Asking

  private struct Outcome {
    var text: String
    var problem: String?
  }

  /// Has the program work on documents, and tells what they have become.
  private mutating func outcomes(
    _ documents: [Document], _ description: ProgramDescription
  ) throws(StageError) -> [Outcome] {
    var documents = documents
    let results: [Result<Verdict, any Error>]
    do {
      let (options, timeout) = (options, timeout)
      results = try watched { program throws(StageError) in
        try program.process(&documents, options: options, description, timeout: timeout)
      }
    } catch {
      program = nil
      throw error
    }
    hasWorked = true
    return documents.indices.map { index in
      switch results[index] {
      case .success(.keep): Outcome(text: documents[index].asJSON)
      case .success(.drop(let reason)): Outcome(text: "dropped: \(reason.name)")
      case .failure(let error as StageError) where error.code != .malformedReply:
        Outcome(text: "error: \(error.message)")
      case .failure(let error): Outcome(text: "", problem: "\(error)")
      }
    }
  }

  /// Asks the program, and looks for the mistakes that nearly everybody makes once.
  private mutating func watched<Answer>(
    _ ask: (StageProgram) throws(StageError) -> Answer
  ) throws(StageError) -> Answer {
    let program = try started()
    do {
      try program.refuseUnasked()
      let answer = try ask(program)
      try program.refuseUnasked()
      return answer
    } catch {
      if let stray = program.stray {
        fault = (
          "it printed '\(stray)' to standard output, where only answers belong",
          "print messages to standard error, in Python with print(…, file=sys.stderr), in shell with echo … >&2; look for prints "
            + "that were left from a search for mistakes, and for libraries that print"
        )
      } else if let silence = program.silence, silence == .unflushed || !hasWorked {
        fault = (
          "\(error.message); it \(silence.hint)",
          "flush standard output after each answer: print(…, flush=True) in Python, fflush(stdout) in C, $| = 1 in Perl; "
            + "sed -u, grep --line-buffered, jq --unbuffered"
            + (silence == .unflushed
              ? ""
              : "; if it does, it is too slow: put off what takes long, such as loading a model, until the first 'process', "
                + "and give that longer with --timeout SECONDS")
        )
      }
      throw error
    }
  }

  private mutating func started() throws(StageError) -> StageProgram {
    if let program { return program }
    let program = try StageProgram(call) { _ in }
    self.program = program
    return program
  }

  // MARK: Findings

  private mutating func pass(_ demand: String) { findings.append(Finding(demand: demand)) }

  private mutating func fail(_ demand: String, _ error: any Error, _ advice: String) {
    program = nil
    fail(demand, fault?.problem ?? "\(error)", fault?.advice ?? advice)
  }

  private mutating func fail(_ demand: String, _ problem: String, _ advice: String) {
    findings.append(Finding(demand: demand, problem: problem, advice: advice))
  }

  @discardableResult
  private mutating func check(_ demand: String, _ problem: String?, _ advice: String) -> Bool {
    findings.append(Finding(demand: demand, problem: problem, advice: advice))
    return problem == nil
  }
}

extension JSONWriter {
  /// Writes a line as it is.
  fileprivate mutating func line(_ line: String) { buffer.append(line) }
}

extension Document {
  /// All that can change of a document.
  fileprivate var asJSON: String {
    var json = JSONWriter()
    json.object { json in
      writeMembers(into: &json)
      for layer in presentLayers {
        json.name(type(of: layer).name)
        layer.encode(of: self, into: &json)
      }
    }
    return String(decodingUTF8: json.buffer.span)
  }
}

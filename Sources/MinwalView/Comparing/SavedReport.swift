import Minwal

/// A report that `--report` has written, as far as two can be compared.
package struct SavedReport {
  /// Minwal's version.
  package let version: String
  package let runs: [Run]
  /// What the process has used, by name; empty in reports that do not tell.
  package let process: [String: Double]

  /// The run of a recipe.
  package struct Run {
    package let name: String
    package let fingerprint: String
    package let ending: String
    /// Counts and seconds by name.
    package let figures: [String: Double]
    package let stages: [Stage]
  }

  /// What a stage did.
  package struct Stage {
    package let name: String
    package let figures: [String: Double]
    /// Milliseconds a document, by name of the quantile.
    package let times: [String: Double]
    package let drops: [String: Double]
    package let changes: [String: Double]
  }

  /// Why a file is not a report.
  package struct Problem: Error, CustomStringConvertible { package let description: String }

  /// Reads a report.
  ///
  /// - Throws: ``Problem``, or ``FileSystem/Failure`` if there is no such file.
  package init(file path: String) throws {
    self = try Self(FileSystem.contents(of: path, limit: 1 << 28), path)
  }

  private init(_ bytes: ByteBuffer, _ path: String) throws {
    func problem(_ what: String) -> Problem {
      Problem(description: "\(path) is not a report of 'minwal run --report': \(what)")
    }
    guard UTF8Validation.firstInvalid(in: bytes.span) == nil else { throw problem("it is not UTF-8") }
    let value: JSONValue
    do {
      var reader = JSONReader(bytes.span)
      value = try reader.value()
      try reader.end()
    } catch {
      throw problem("\(error)")
    }
    guard let version = value["minwal"]?.stringValue else { throw problem("it has no 'minwal'") }
    guard let runs = value["runs"]?.elements else { throw problem("it has no list 'runs'") }
    self.version = version
    self.runs = try runs.enumerated().map { number, run in
      guard let result = Run(run) else { throw problem("run \(number + 1) lacks a field, or has one of another type") }
      return result
    }
    process = value["process"]?.numbers ?? [:]
  }
}

extension SavedReport.Run {
  /// What is compared of the counts.
  package static let counts = [
    "read", "exported", "dropped", "quarantined", "bytes", "repaired-documents", "replaced-sequences",
  ]

  fileprivate init?(_ value: JSONValue) {
    guard let name = value["name"]?.stringValue, let fingerprint = value["fingerprint"]?.stringValue,
      let ending = value["ending"]?.stringValue, let figures = value.numbers, let elements = value["stages"]?.elements,
      (Self.counts + ["seconds"]).allSatisfy({ figures[$0] != nil })
    else { return nil }
    let stages = elements.compactMap(SavedReport.Stage.init)
    guard stages.count == elements.count else { return nil }
    (self.name, self.fingerprint, self.ending, self.figures, self.stages) = (name, fingerprint, ending, figures, stages)
  }
}

extension SavedReport.Stage {
  /// What is compared of the counts.
  package static let counts = ["in", "skipped", "out", "dropped", "failed"]
  package static let quantiles = ["p50", "p90", "p99", "max"]

  fileprivate init?(_ value: JSONValue) {
    guard let name = value["stage"]?.stringValue, var figures = value.numbers, let drops = value["drops"]?.numbers,
      let changes = value["changes"]?.numbers
    else { return nil }
    // Reports of versions without conditions do not have it.
    figures["skipped"] = figures["skipped"] ?? 0
    guard (Self.counts + ["seconds"]).allSatisfy({ figures[$0] != nil }) else { return nil }
    (self.name, self.figures, self.drops, self.changes) = (name, figures, drops, changes)
    times = value["times"]?.numbers ?? [:]
  }
}

extension JSONValue {
  /// The members of an object that are numbers; `nil` if this is not an object.
  fileprivate var numbers: [String: Double]? {
    guard case .object(let members) = self else { return nil }
    var numbers: [String: Double] = [:]
    for member in members { if case .number(let digits) = member.value { numbers[member.name] = Double(digits) } }
    return numbers
  }
}

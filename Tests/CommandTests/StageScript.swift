import Foundation
import Minwal
import MinwalTestSupport

@testable import CommandPlugin

/// A stage in Python, in a folder of its own, of which a test says what it does with a request.
struct StageScript {
  let folder: TemporaryFolder

  static let hasPython = has("python3")
  static let hasJQ = has("jq")

  /// Whether a program can be found.
  static func has(_ program: String) -> Bool { ProgramProblem(program, in: "") == nil }

  /// Writes the script.
  ///
  /// - Parameters:
  ///   - description: What it describes itself as, besides version and name.
  ///   - process: The body of a Python function that makes an answer's `documents` of `documents` and `options`.
  ///   - start: What it does first.
  /// - Throws: If the script cannot be written.
  init(_ description: String = "", process: String, start: String = "") throws {
    folder = try TemporaryFolder()
    let body = process.split(separator: "\n").map { "    \($0)\n" }.joined()
    try folder.write(
      """
      import json, os, signal, sys, time
      seen = 0
      \(start)
      def say(value):
          print(json.dumps(value), flush=True)
      def process(documents, options):
          global seen
          seen += len(documents)
      \(body)
      for line in sys.stdin:
          request = json.loads(line)
          if request["request"] == "describe":
              # A name given twice is what the last one says.
              say(json.loads(r'''{"minwal": 1, "name": "test"\(description.isEmpty ? "" : ", " + description)}'''))
          elif request["request"] == "process":
              answer = process(request["documents"], request["options"])
              if answer is not None:
                  say({"documents": answer})
          else:
              break

      """, to: "stage.py")
  }

  /// The stage, as a recipe in the folder would have it, with time enough on a busy machine.
  func stage(
    _ options: KeyValuePairs<String, ConfigNode> = [:], _ context: StageContext = StageContext()
  ) throws -> Command {
    let scope = OptionScope(folder: folder.url.path)
    var entries = [ConfigNode.Entry("run", ["python3", "stage.py"])] + .options(options)
    if !options.contains(where: { $0.key == "timeout" }) { entries.append(ConfigNode.Entry("timeout", "10 min")) }
    let making = StageType.batch(Command.self).make(entries, in: scope, at: nil, context)
    guard case .batch(let stage as Command)? = making?.made else { throw Diagnostics(scope.diagnostics) }
    return stage
  }
}

/// What came of documents: their texts, `dropped: …` or `error: …`.
func outcomes(_ stage: inout some BatchStage, _ documents: inout [Document]) throws -> [String] {
  try zip(stage.process(&documents), documents).map { result, document in
    switch result {
    case .success(.keep): String(document.text)
    case .success(.drop(let reason)): "dropped: \(reason.name)"
    case .failure(let error as StageError): "error: \(error.code): \(error.message)"
    case .failure(let error): "error: \(error)"
    }
  }
}

func documents(_ texts: [String]) -> [Document] { texts.enumerated().map { Document(id: "d\($0)", text: $1) } }

import Glibc
import Minwal

extension Plugin {
  /// Stages that do to their process what a document says.
  static let fragile = Plugin(
    "fragile", [.stage(Fragile.self), .batch(FragileTogether.self), .stage(FragileSurvey.self)])
}

/// The same for several documents at a time.
struct FragileTogether: BatchStage {
  static let spec = StageSpec("fragile-together", "Does what the documents say.", changesText: true)
  let limit = BatchLimit(documents: 5)
  private let stage: Fragile

  init(_ options: NoOptions, _ context: StageContext) { stage = Fragile(options, context) }

  func process(_ documents: inout [Document]) -> [Result<Verdict, any Error>] {
    documents.indices.map { index in Result { try stage.process(&documents[index]) } }
  }
}

/// Does what the words of a document that begin with an exclamation mark say.
struct Fragile: Stage {
  static let spec = StageSpec("fragile", "Does what the document says.", changesText: true)

  init(_ options: NoOptions, _ context: StageContext) {}

  func process(_ document: inout Document) throws -> Verdict {
    let words = document.text.string(in: 0..<document.text.count).split(separator: " ").map(String.init)
    for (word, next) in zip(words, words.dropFirst() + [""]) where word.hasPrefix("!") {
      switch word {
      case "!trap": fatalError("the stage has given up")
      case "!once":
        let descriptor = unsafe open(next, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        if descriptor >= 0 { fatalError("only this time") }
      case "!mark":
        let descriptor = unsafe open(next, O_CREAT | O_APPEND | O_WRONLY, 0o600)
        _ = unsafe write(descriptor, "x", 1)
        close(descriptor)
      case "!bounds": _ = words[words.count]
      case "!signal": raise(Int32(next) ?? SIGSEGV)
      case "!exit": exit(Int32(next) ?? 0)
      case "!loop": while getpid() > 0 {}
      case "!nap": usleep((UInt32(next) ?? 0) * 1000)
      case "!eat": Self.eat(megabytes: Int(next) ?? 0)
      case "!throw": throw StageError("asked-for", "the document asks for an error")
      case "!print":
        for (descriptor, name) in [(Int32(1), "output"), (2, "error")] {
          let words = Array("a word on standard \(name)\n".utf8)
          _ = unsafe write(descriptor, words, words.count)
        }
      case "!descriptors":
        try document.setText(FileSystem.openDescriptors.joined(separator: " "))
      default: break
      }
    }
    return .keep
  }

  /// Fills so much memory.
  private static func eat(megabytes: Int) {
    var eaten: [[UInt8]] = []
    for number in 0..<megabytes { eaten.append(Array(repeating: UInt8(truncatingIfNeeded: number), count: 1 << 20)) }
    if eaten.count + 1 == megabytes { print(eaten) }
  }
}

/// Puts the number of all documents, which it counts first, before each text.
struct FragileSurvey: SurveyingStage {
  struct Survey: StageSurvey {
    var documents = 0

    init() {}
    init(from reader: inout BinaryReader) throws { documents = try reader.read() }
    func encode(into writer: inout BinaryWriter) { writer.write(documents) }
    mutating func merge(_ other: Survey) { documents += other.documents }
    var byteCount: Int { 8 }
  }

  static let spec = StageSpec("fragile-survey", "Counts documents.", changesText: true)
  private var documents = 0

  init(_ options: NoOptions, _ context: StageContext) {}

  var wantsSurvey: Bool { true }

  func observe(_ document: Document, into survey: inout Survey) {
    let text = document.text.string(in: 0..<document.text.count)
    if text.contains("!observe") { fatalError("it has seen too much") }
    survey.documents += 1
  }

  mutating func adopt(_ survey: Survey) { documents = survey.documents }

  func process(_ document: inout Document) throws -> Verdict {
    let text = document.text.string(in: 0..<document.text.count)
    try document.setText("\(documents) documents: \(text)")
    return .keep
  }
}

extension Document {
  fileprivate mutating func setText(_ text: String) throws {
    try replaceText { _, output, _ in
      output.append(text)
      return true
    }
  }
}

extension FileSystem {
  /// What the descriptors of this process lead to, but for those that lead nowhere else.
  fileprivate static var openDescriptors: [String] {
    var found: [String] = []
    for descriptor in 0..<100 {
      var target = [CChar](repeating: 0, count: 1024)
      let count = unsafe readlink("/proc/self/fd/\(descriptor)", &target, target.count - 1)
      if count > 0 { found.append(String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)) }
    }
    return found
  }
}

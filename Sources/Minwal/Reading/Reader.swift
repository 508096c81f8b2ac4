/// A reader's declaration.
public struct ReaderSpec: Sendable {
  /// The key of `input` that names files for it, in kebab-case.
  public var name: String
  /// What it reads, for messages: "JSON Lines".
  public var title: String
  /// One line that ends with a full stop.
  public var summary: String
  /// More, in paragraphs.
  public var discussion: String
  /// The suffixes of the names of its files, without the dot and in small letters; the first is the usual one.
  public var suffixes: [String]
  /// Why it changes things on the way from bytes to text.
  public var reasons: [Reason]
  /// Why its framer passes over records that are no documents.
  public var passesOver: [Reason]
  /// Whether reading waits for something else, such as a program: workers then have threads of their own.
  public var waits: Bool
  /// Examples for its reference page.
  public var examples: [ReaderExample]

  /// Declares a reader.
  public init(
    _ name: String, title: String, _ summary: String, discussion: String = "", suffixes: [String] = [],
    reasons: [Reason] = [], passesOver: [Reason] = [], waits: Bool = false, examples: [ReaderExample] = []
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.discussion = discussion
    self.suffixes = suffixes
    self.reasons = reasons
    self.passesOver = passesOver
    self.waits = waits
    self.examples = examples
  }
}

/// A use of a reader: options, a small file, and what is read out of it is shown.
public struct ReaderExample: Sendable {
  /// What it shows, with a full stop.
  public var title: String
  /// The name of the file.
  public var file: String
  /// The options besides the file.
  public var options: ConfigNode
  /// What is in the file.
  public var input: String

  /// Describes a use.
  public init(_ title: String, file: String, options: ConfigNode = [:], input: String) {
    self.title = title
    self.file = file
    self.options = options
    self.input = input
  }
}

/// Reads a kind of files: says how they are cut into records, and makes a document of each.
///
/// Like a stage, a reader is a value: it is made once from its options, and every worker gets a copy of its own.
/// What it changes on the way from bytes to text it notes in a trace, so that `why` leads through it.
public protocol Reader: Sendable {
  associatedtype Options: StageOptions = NoOptions

  /// The reader's declaration.
  static var spec: ReaderSpec { get }

  /// Tells whether a file is of the kind, by its first bytes.
  ///
  /// - Parameter head: The first bytes, decompressed and without a byte order mark; 4 KB unless the file is shorter.
  /// - Returns: `nil` if they say nothing, so that the file's name decides.
  static func recognizes(_ head: Span<UInt8>) -> Bool?

  /// Makes the reader.
  ///
  /// - Throws: ``Diagnostic`` or ``Diagnostics`` if a file that the options name is not what it should be.
  init(_ options: Options, _ context: StageContext) throws

  /// How files are cut into records.
  var framing: Framing { get }

  /// The encoding of its files, if the recipe says one. In UTF-16 and UTF-32, files become UTF-8 before they are cut; see
  /// ``Record/isUTF8``.
  var encoding: Encoding? { get }

  /// Makes a document of a record. The document is empty, and has the record's id.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - document: Gets what the record says; see ``Document/fill(id:_:)``.
  /// - Returns: How many malformed sequences became U+FFFD.
  /// - Throws: Any error, such as ``StageError`` `malformed-record`; the document is then quarantined with it.
  mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int
}

extension Reader {
  public var encoding: Encoding? { nil }

  public static func recognizes(_ head: Span<UInt8>) -> Bool? { nil }
}

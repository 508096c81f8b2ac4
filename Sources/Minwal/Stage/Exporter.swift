/// Where an exporter's records go, as far as it is files. Writing, renaming and resuming are the sink's business.
public struct Destination: Hashable, Sendable {
  /// How the records of many documents are kept apart.
  public enum Layout: Hashable, Sendable {
    /// One file that holds all records in the order of the input.
    case oneFile
    /// A folder with a file per document, named after its id.
    case filePerDocument(extension: String)
    /// Several files, by something of the documents or by size; the path has the names of values in it.
    case fileSet(FileSet)
    /// No file: the exporter's own sink knows. The path is a name for messages.
    case elsewhere
  }

  /// A file, a folder, or standard output.
  public var path: OutputPath
  public var layout: Layout
  /// How files are compressed; `nil` for not at all.
  public var compressor: Compressor?

  /// Creates a destination.
  public init(_ path: OutputPath, _ layout: Layout = .oneFile, compressor: Compressor? = nil) {
    self.path = path
    self.layout = layout
    self.compressor = compressor
  }
}

/// A stage that turns documents into records of an output format.
///
/// It says how a document looks as bytes. `render` runs on the workers, concurrently; the runner puts the records into
/// the order of the input and hands them to the exporter's sink. Unless it has one of its own, the sink writes the files
/// of ``destination``, which appear whole or not at all.
public protocol Exporter: Sendable {
  associatedtype Options: StageOptions

  /// The exporter's declaration.
  static var spec: StageSpec { get }

  /// What an exporter with these options needs; unless implemented, what ``spec`` says.
  static func flow(with options: Options) -> StageFlow

  /// Makes the exporter.
  init(_ options: Options, _ context: StageContext) throws

  /// Where the records go.
  var destination: Destination { get }

  /// Whether records tell where in the input their parts come from, so that documents are to be traced.
  var wantsTrace: Bool { get }

  /// Writes what stands before the first record of a file, such as a row of column names.
  func begin(_ output: inout ByteBuffer)

  /// Writes a document's record, with what separates it from the next.
  mutating func render(_ document: Document, into output: inout ByteBuffer) throws

  /// How many records `render` writes for a document; one, unless parts of it have records of their own.
  func recordCount(of document: Document) -> Int

  /// What `render` begins every record with that must stand between two of them; the first record of a file does
  /// without.
  var separator: String { get }

  /// Writes what stands behind the last record of a file, such as a closing bracket.
  func end(_ output: inout ByteBuffer)

  // MARK: The sink

  /// The file of a set that a document's records go to; see ``FileSet/path(_:)``.
  func fileGroup(of document: Document) -> String?

  /// Whether the sink must know which bytes are which document's.
  var needsRecordEnds: Bool { get }

  /// Whether the records can go to standard output.
  var canStream: Bool { get }

  /// The files that the sink writes at a place; where their names depend on documents, one of each kind.
  func files(at place: SinkPlace) -> [String]

  /// What is there already at a place and would be replaced by a new sink; `nil` if nothing.
  func existingOutput(at place: SinkPlace) -> String?

  /// Finds out, before anything is written, why a sink cannot begin where an earlier run has stopped.
  ///
  /// - Returns: What is wrong, in words; `nil` if nothing is.
  func problem(at place: SinkPlace, _ start: SinkStart) -> String?

  /// Opens the sink.
  ///
  /// - Throws: What keeps the run from beginning.
  func openSink(_ place: SinkPlace, _ start: SinkStart) throws -> any RecordSink
}

extension Exporter {
  public static func flow(with options: Options) -> StageFlow { spec.flow }
  public var wantsTrace: Bool { false }
  public func begin(_ output: inout ByteBuffer) {}
  public func recordCount(of document: Document) -> Int { 1 }
  public var separator: String { "" }
  public func end(_ output: inout ByteBuffer) {}
  public func fileGroup(of document: Document) -> String? { nil }
  public var needsRecordEnds: Bool { destination.layout != .oneFile || destination.compressor != nil }
  public var canStream: Bool { destination.layout == .oneFile }
}

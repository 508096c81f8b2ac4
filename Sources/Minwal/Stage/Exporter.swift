/// Where an exporter's records go. Writing, renaming and resuming are the runner's business.
public struct Destination: Hashable, Sendable {
  /// How the records of many documents are kept apart.
  public enum Layout: Hashable, Sendable {
    /// One file that holds all records in the order of the input.
    case oneFile
    /// A folder with a file per document, named after its id.
    case filePerDocument(extension: String)
  }

  /// A file, a folder, or standard output.
  public var path: OutputPath
  public var layout: Layout

  /// Creates a destination.
  public init(_ path: OutputPath, _ layout: Layout = .oneFile) {
    self.path = path
    self.layout = layout
  }
}

/// A stage that turns documents into records of an output format.
///
/// It says only how a document looks as bytes. `render` runs on the workers, concurrently; the runner puts the records
/// into the order of the input, writes them, and makes files appear whole or not at all.
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
}

extension Exporter {
  public static func flow(with options: Options) -> StageFlow { spec.flow }
  public var wantsTrace: Bool { false }
  public func begin(_ output: inout ByteBuffer) {}
}

public import Minwal

/// What documents failed of: how many of each kind, and the first of each.
public struct FailureTally: Sendable {
  /// The failures of one kind.
  public struct Kind: Sendable {
    /// The stage that failed; `nil` if the documents could not be read.
    public var stage: String?
    /// The code of the error.
    public var code: String
    public var count: Int
    /// The first such document in the input.
    public var id: String
    public var place: String
    public var message: String
  }

  /// How many kinds are distinguished; a program may make up a code for each document.
  public static let limit = 100

  /// The kinds, in the order in which they first came.
  public private(set) var kinds: [Kind] = []

  /// Creates an empty tally.
  public init() {}

  /// How many documents could not be read.
  public var unread: Int { kinds.reduce(0) { $0 + ($1.stage == nil ? $1.count : 0) } }

  /// Enters a document that failed.
  mutating func add(_ document: QuarantinedDocument) {
    if let index = kinds.firstIndex(where: { $0.stage == document.stage && $0.code == document.error.code.rawValue }) {
      kinds[index].count += 1
    } else if kinds.count < Self.limit {
      kinds.append(
        Kind(
          stage: document.stage, code: document.error.code.rawValue, count: 1, id: document.id,
          place: document.place.description,
          message: document.error.message))
    }
  }
}

extension FailureTally: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) { writer.write(kinds) }
  public init(from reader: inout BinaryReader) throws { kinds = try reader.read() }
}

extension FailureTally.Kind: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(stage)
    writer.write(code)
    writer.write(count)
    writer.write(id)
    writer.write(place)
    writer.write(message)
  }

  public init(from reader: inout BinaryReader) throws {
    stage = try reader.read()
    code = try reader.read()
    count = try reader.readAmount()
    id = try reader.read()
    place = try reader.read()
    message = try reader.read()
  }
}

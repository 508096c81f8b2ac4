/// What the input said about a document besides its text: names and JSON values, in the input's order.
///
/// Names are the same if their bytes are.
public struct Metadata: Sendable {
  /// The names and values.
  public private(set) var members: [JSONMember] = []
  /// Where each name is, once there are so many that looking through them would be slow; else empty.
  private var positions: [[UInt8]: Int] = [:]
  private static let indexedCount = 32

  /// Creates empty metadata.
  public init() {}

  /// Whether there is none.
  public var isEmpty: Bool { members.isEmpty }

  /// The value of a name; setting `nil` removes it, setting a new name adds it at the end.
  public subscript(name: String) -> JSONValue? {
    get { position(of: name).map { members[$0].value } }
    set {
      switch (position(of: name), newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil):
        members.remove(at: index)
        indexNames()
      case (nil, let value?):
        members.append(JSONMember(name, value))
        if positions.isEmpty { indexNames() } else { positions[Array(name.utf8)] = members.count - 1 }
      case (nil, nil): break
      }
    }
  }

  /// Forgets everything and keeps the memory.
  public mutating func removeAll() {
    members.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
  }

  private func position(of name: String) -> Int? {
    Steps.count(positions.isEmpty ? members.count : 1)
    return positions.isEmpty
      ? members.firstIndex { $0.name.hasSameBytes(as: name) } : positions[Array(name.utf8)]
  }

  private mutating func indexNames() {
    positions.removeAll(keepingCapacity: true)
    guard members.count >= Self.indexedCount else { return }
    Steps.count(members.count)
    for (index, member) in members.enumerated() { positions[Array(member.name.utf8)] = index }
  }
}

extension Metadata: Hashable {
  public static func == (a: Metadata, b: Metadata) -> Bool { a.members == b.members }
  public func hash(into hasher: inout Hasher) { hasher.combine(members) }
}

/// What the input said about a document besides its text: names and JSON values, in the input's order.
public struct Metadata: Hashable, Sendable {
  /// The names and values.
  public private(set) var members: [JSONMember] = []

  /// Creates empty metadata.
  public init() {}

  /// Whether there is none.
  public var isEmpty: Bool { members.isEmpty }

  /// The value of a name; setting `nil` removes it, setting a new name adds it at the end.
  public subscript(name: String) -> JSONValue? {
    get { members.first { $0.name == name }?.value }
    set {
      let index = members.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(JSONMember(name, value))
      case (nil, nil): break
      }
    }
  }

  /// Forgets everything and keeps the memory.
  public mutating func removeAll() { members.removeAll(keepingCapacity: true) }
}

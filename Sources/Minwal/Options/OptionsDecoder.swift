/// Hands declared and already read options to the `Decodable` initialiser that the compiler makes for a struct of
/// them. Nothing else can be decoded with it.
struct OptionsDecoder: Decoder {
  let values: [String: any AnyOption]
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Container<Key>(values: values))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Self.unsupported("an unkeyed container") }
  func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Self.unsupported("a single value") }

  static func unsupported(_ what: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "options cannot hold \(what)"))
  }

  private struct Container<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let values: [String: any AnyOption]
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { values.keys.compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool { values[key.stringValue] != nil }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
      guard let value = values[key.stringValue] as? T else {
        throw unsupported("'\(key.stringValue)' of type \(T.self)")
      }
      return value
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw unsupported("a nested container") }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      throw unsupported("a nested container")
    }
    func superDecoder() throws -> any Decoder { throw unsupported("a superclass") }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw unsupported("a superclass") }
  }
}

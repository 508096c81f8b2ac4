import Minwal

/// What plans and markers of shards are made of: values that are written as JSON, and read back.
protocol JSONConvertible {
  var json: JSONValue { get }
  init(_ object: JSONObject) throws(StageError)
}

/// A value of a file in JSON, which says where something is not as it should be.
struct JSONObject {
  let value: JSONValue
  /// What messages call it: `the plan p.json: shards[3]`.
  let name: String
  /// The code of errors about it.
  let code: StageError.Code

  init(_ value: JSONValue, _ name: String, _ code: StageError.Code) {
    self.value = value
    self.name = name
    self.code = code
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - what: What it should be: "plan".
  ///   - code: The code of errors about what is in it.
  /// - Throws: ``StageError`` if it cannot be read, or is not JSON.
  init(file path: String, _ what: String, code: StageError.Code = .unreadablePlan) throws(StageError) {
    let name = "the \(what) \(path.displayedPath)"
    // A pipe would be waited for, and a device may have no end.
    if let kind = try? FileSystem.status(path).kind, kind != .file {
      throw StageError(code, "\(name) is not a regular file")
    }
    do {
      let bytes = try FileSystem.contents(of: path, limit: DocumentSource.documentLimit)
      var reader = JSONReader(bytes.span)
      self.init(try reader.value(), name, code)
      try reader.end()
    } catch let failure as FileSystem.Failure {
      throw StageError(.missingPlan, "cannot read \(name): \(failure.reason)")
    } catch {
      throw StageError(code, "\(name) is not JSON: \(error)")
    }
  }

  func problem(_ what: String) -> StageError { StageError(code, "\(name) \(what)") }

  /// A member that may be missing, or `null`.
  func optional(_ member: String) throws(StageError) -> JSONObject? {
    guard value.members != nil else { throw problem("is not an object") }
    guard let found = value[member], found != .null else { return nil }
    return JSONObject(found, name.hasSuffix("]") ? "\(name).\(member)" : "\(name): \(member)", code)
  }

  func member(_ name: String) throws(StageError) -> JSONObject {
    guard let found = try optional(name) else { throw problem("has no '\(name)'") }
    return found
  }

  func string() throws(StageError) -> String {
    guard let string = value.stringValue else { throw problem("is not a string") }
    return string
  }

  /// The largest amount, which any reader of JSON has exactly, and of which several can be added up.
  static let most = 1 << 53

  /// A number that is not negative.
  func amount() throws(StageError) -> Int {
    guard case .number(let spelling) = value, let number = Int(spelling), number >= 0, number <= Self.most else {
      throw problem("is not a number from 0 to \(Self.most)")
    }
    return number
  }

  /// A hash, as 16 hexadecimal digits.
  func hash() throws(StageError) -> UInt64 {
    guard let digits = value.stringValue, digits.utf8.count == 16, let hash = UInt64(digits, radix: 16) else {
      throw problem("is not a hash")
    }
    return hash
  }

  func elements() throws(StageError) -> [JSONObject] {
    guard let elements = value.elements else { throw problem("is not a list") }
    return elements.enumerated().map { JSONObject($1, "\(name)[\($0)]", code) }
  }

  func string(_ name: String) throws(StageError) -> String { try member(name).string() }
  func amount(_ name: String) throws(StageError) -> Int { try member(name).amount() }
  func hash(_ name: String) throws(StageError) -> UInt64 { try member(name).hash() }

  func strings(_ name: String) throws(StageError) -> [String] {
    var result: [String] = []
    for element in try member(name).elements() { result.append(try element.string()) }
    return result
  }

  func all<Value: JSONConvertible>(_ name: String, _ type: Value.Type = Value.self) throws(StageError) -> [Value] {
    var result: [Value] = []
    for element in try member(name).elements() { result.append(try Value(element)) }
    return result
  }
}

extension JSONValue {
  init(_ number: Int) { self = .number(String(number)) }
  init(hash: UInt64) { self = .string(StableHash.hex(hash)) }
  init(_ members: [(String, JSONValue)]) { self = .object(members.map { JSONMember($0.0, $0.1) }) }
}

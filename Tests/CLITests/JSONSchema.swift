import Foundation
import Testing

/// A validator of JSON for the schemas in `docs`. What a schema does not name is an error.
enum JSONSchema {
  /// The part of JSON Schema that our schemas of outputs have.
  static func check(_ value: Any, _ schema: [String: Any], _ place: String) throws {
    let types = try (schema["type"] as? [String]) ?? [try #require(schema["type"] as? String)]
    #expect(types.contains { has(value, $0) }, "\(place) is \(value)")
    if let least = schema["minimum"] as? Double, let number = value as? Double { #expect(number >= least, "\(place)") }
    if let cases = schema["enum"] as? [String] { #expect(cases.contains(value as? String ?? ""), "\(place)") }
    if let elements = value as? [Any] {
      let items = try #require(schema["items"] as? [String: Any])
      for (index, element) in elements.enumerated() { try check(element, items, "\(place)[\(index)]") }
      if let most = schema["maxItems"] as? Int { #expect(elements.count <= most, "\(place)") }
    }
    guard let members = value as? [String: Any] else { return }
    let properties = schema["properties"] as? [String: Any] ?? [:]
    for name in schema["required"] as? [String] ?? [] { #expect(members[name] != nil, "\(place).\(name) is missing") }
    for (name, member) in members {
      let own = properties[name] ?? schema["additionalProperties"]
      let place = "\(place).\(name)"
      try check(member, try #require(own as? [String: Any], "\(place) is not in the schema"), place)
    }
  }

  private static func has(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "integer": (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
    default: value is NSNumber
    }
  }
}

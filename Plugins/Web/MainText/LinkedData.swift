import Minwal

/// The objects of a page's JSON-LD, read tolerantly: what pages have is not always JSON.
///
/// Line breaks in strings, commas too many, words without quotation marks and missing ends are passed over; what was read
/// up to there counts. Values stay where they are in the page. Arrays are seen through: each element is a value of the
/// name that the array has.
struct LinkedData: Sendable {
  /// An object.
  struct Object: Sendable {
    /// The object that has it, or -1.
    var parent: Int32
    /// Under which name.
    var key: Range<Int>
    /// The first and the last of its members, or -1.
    var first: Int32 = -1
    var last: Int32 = -1
  }

  /// A string or number of an object.
  struct Member: Sendable {
    var object: Int32
    /// The name, as it stands in the page.
    var key: Range<Int>
    /// The value, as it stands in the page, without quotation marks.
    var value: Range<Int>
    /// The next member of the same object, or -1.
    var next: Int32 = -1
  }

  private(set) var objects: [Object] = []
  private(set) var members: [Member] = []

  /// How many members are read; no page needs more, and what is asked of them looks through all.
  static let limit = 4000
  private static let depthLimit = 64

  init() {}

  init(_ tree: HTMLTree, _ page: Span<UInt8>) {
    for node in tree.nodes where node.kind == .element && node.tag == .script && node.firstChild >= 0 {
      guard let type = tree.attribute(.type, of: node) else { continue }
      guard tree.withValue(of: type, in: page, { $0.contains("ld+json") }) else { continue }
      let text = tree.nodes[Int(node.firstChild)]
      let start = min(Int(text.startEnd), page.count)
      read(page, start, max(start, min(Int(text.endStart), page.count)))
      if members.count >= Self.limit { break }
    }
  }

  // MARK: Asking

  /// The raw values that an object has under a name.
  func values(_ object: Int, _ key: StaticString, _ page: Span<UInt8>) -> [Range<Int>] {
    var values: [Range<Int>] = []
    var index = objects[object].first
    while index >= 0 {
      let member = members[Int(index)]
      if page.extracting(member.key).isEqual(key) { values.append(member.value) }
      index = member.next
    }
    return values
  }

  /// The objects that an object has under a name.
  func objects(_ object: Int, _ key: StaticString, _ page: Span<UInt8>) -> [Int] {
    objects.indices.filter { Int(objects[$0].parent) == object && page.extracting(objects[$0].key).isEqual(key) }
  }

  /// The longest value that any object has under a name.
  func longest(_ key: StaticString, _ page: Span<UInt8>) -> Range<Int>? {
    members.filter { page.extracting($0.key).isEqual(key) }.map(\.value).max { $0.count < $1.count }
  }

  // MARK: Reading

  private mutating func read(_ page: Span<UInt8>, _ start: Int, _ end: Int) {
    // What is open: the object, or that of an array, and the name under which the next value is.
    var open: [(object: Int32, key: Range<Int>, isArray: Bool)] = []
    var object: Int32 = -1
    var key = 0..<0
    var isArray = true
    var position = start
    while position < end, members.count < Self.limit, objects.count < Self.limit {
      switch page[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard open.count < Self.depthLimit else { return }
        open.append((object, key, isArray))
        isArray = page[position] == UInt8(ascii: "[")
        if !isArray {
          objects.append(Object(parent: object, key: key))
          object = Int32(objects.count - 1)
          key = 0..<0
        }
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if let outer = open.popLast() { (object, key, isArray) = (outer.object, outer.key, outer.isArray) }
        position += 1
      case UInt8(ascii: "\""):
        let close = Self.endOfString(page, position + 1, end)
        let string = position + 1..<close
        position = min(close + 1, end)
        var next = position
        while next < end, page[next] <= 0x20 { next += 1 }
        if !isArray, next < end, page[next] == UInt8(ascii: ":") {
          key = string
          position = next + 1
        } else if object >= 0 {
          add(string, key, object)
        }
      case UInt8(ascii: "-"), 0x30...0x39:
        let begin = position
        while position < end, Self.isNumber(page[position]) { position += 1 }
        if object >= 0 { add(begin..<position, key, object) }
      default: position += 1
      }
    }
  }

  private mutating func add(_ value: Range<Int>, _ key: Range<Int>, _ object: Int32) {
    let index = Int32(members.count)
    members.append(Member(object: object, key: key, value: value))
    let last = objects[Int(object)].last
    if last >= 0 { members[Int(last)].next = index } else { objects[Int(object)].first = index }
    objects[Int(object)].last = index
  }

  private static func isNumber(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
  }

  /// Where a string's closing quotation mark is.
  private static func endOfString(_ page: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var position = start
    while position < end {
      if page[position] == UInt8(ascii: "\"") { return position }
      position += page[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return end
  }
}

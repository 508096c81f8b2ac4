/// The list of active formatting elements (section 13.2.4.3 of the standard): those that are opened again in the next
/// paragraph if they are not ended in theirs.
///
/// What is behind the last marker is all that is ever looked at. It is at most ``limit`` long, since the standard looks
/// through it for every tag and opens all of it again for every paragraph: with more, the first one is forgotten.
struct ActiveFormatting {
  struct Entry {
    var node: Int32
    var tag: HTMLTag
    /// The hash of the attributes; 0 if it has not been needed yet.
    var hash: UInt64 = 0
    var attributeCount: UInt32
  }

  /// How many elements there may be behind a marker.
  static let limit = 256

  private(set) var entries: [Entry] = []
  /// Where markers are: an index of the entry behind each.
  private var markers: [Int] = []

  /// The index of the first entry behind the last marker.
  private(set) var sectionStart = 0

  /// Whether there is nothing behind the last marker.
  var isSectionEmpty: Bool { entries.count == sectionStart }

  subscript(index: Int) -> Entry {
    get { entries[index] }
    set { entries[index] = newValue }
  }

  /// Adds an element at the end.
  mutating func append(_ entry: Entry) {
    if entries.count - sectionStart >= Self.limit { entries.remove(at: sectionStart) }
    entries.append(entry)
  }

  mutating func insert(_ entry: Entry, at index: Int) { entries.insert(entry, at: index) }

  mutating func remove(at index: Int) { entries.remove(at: index) }

  mutating func addMarker() {
    markers.append(sectionStart)
    sectionStart = entries.count
  }

  /// Removes everything behind the last marker, and the marker.
  mutating func clearToMarker() {
    entries.removeSubrange(sectionStart...)
    sectionStart = markers.popLast() ?? 0
  }

  /// Forgets everything behind the last marker.
  mutating func clearSection() { entries.removeSubrange(sectionStart...) }

  /// The index of the last element of a name behind the last marker.
  func last(_ tag: HTMLTag) -> Int? {
    var index = entries.count - 1
    while index >= sectionStart {
      if entries[index].tag == tag { return index }
      index -= 1
    }
    return nil
  }

  /// The index of an element behind the last marker.
  func index(of node: Int32) -> Int? {
    var index = entries.count - 1
    while index >= sectionStart {
      if entries[index].node == node { return index }
      index -= 1
    }
    return nil
  }
}

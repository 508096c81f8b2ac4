import Minwal

/// What JSON-LD says about the object of a page that is a text.
struct LinkedMetadata: ~Escapable {
  private let data: LinkedData
  private let page: Span<UInt8>
  /// The object that is the text, or -1.
  private var main = -1

  @_lifetime(copy page)
  init(_ data: LinkedData, _ page: Span<UInt8>) {
    self.data = data
    self.page = page
    var best = 0
    for index in data.objects.indices.prefix(400) {
      let rank = data.values(index, "@type", page).map { Self.rank(page.extracting($0)) }.max() ?? 0
      if rank > best { (best, main) = (rank, index) }
    }
  }

  /// How much a type is one of texts.
  private static func rank(_ type: Span<UInt8>) -> Int {
    func ends(_ word: StaticString) -> Bool {
      type.count >= word.utf8CodeUnitCount && type.matches(word, at: type.count - word.utf8CodeUnitCount)
    }
    if ends("Article") || ends("Posting") || ends("Report") || ends("Recipe") { return 3 }
    if ends("Review") || ends("Product") || ends("Event") || ends("Book") || ends("Question") || ends("CreativeWork") {
      return 2
    }
    return ends("WebPage") ? 1 : 0
  }

  /// The first value under a name that is not empty.
  func value(_ key: StaticString) -> String? {
    guard main >= 0 else { return nil }
    for raw in data.values(main, key, page) {
      let value = clean(raw)
      if !value.isEmpty { return value }
    }
    return nil
  }

  /// The name of the first object under a name, or the text there.
  func name(_ key: StaticString) -> String? { names(key).first }

  /// The names of all objects under a name, and the texts there.
  func names(_ key: StaticString) -> [String] {
    guard main >= 0 else { return [] }
    var names: [String] = []
    for raw in data.values(main, key, page) { names.append(clean(raw)) }
    names.removeAll { $0.hasPrefix("http") }
    for object in data.objects(main, key, page).prefix(50) {
      let own = data.values(object, "name", page)
      if own.isEmpty {
        // A reference to an object that stands elsewhere.
        for id in data.values(object, "@id", page).prefix(1) { names += referred(id) }
      } else {
        for raw in own { names.append(clean(raw)) }
      }
    }
    return names.filter { !$0.isEmpty }
  }

  private func referred(_ id: Range<Int>) -> [String] {
    for member in data.members where page.extracting(member.key).isEqual("@id") {
      guard page.extracting(member.value).elementsEqual(page.extracting(id)) else { continue }
      let names = data.values(Int(member.object), "name", page)
      if names.isEmpty { continue }
      var result: [String] = []
      for raw in names { result.append(clean(raw)) }
      return result
    }
    return []
  }

  /// All values under a name, cut at commas if there is one only.
  func list(_ key: StaticString) -> [String] {
    guard main >= 0 else { return [] }
    var values: [String] = []
    for raw in data.values(main, key, page) { values.append(clean(raw)) }
    return values.count == 1 ? Self.split(values[0]) : values
  }

  /// The parts between commas, of any script.
  static func split(_ list: String) -> [String] {
    list.split { ",،、，;؛".contains($0) }.map { String($0.trimmed) }.filter { !$0.isEmpty }
  }

  /// A value without escapes, references and tags.
  private func clean(_ raw: Range<Int>) -> String {
    var buffer = ByteBuffer()
    JSONUnescaper.append(raw, of: page, to: &buffer)
    return PlainText.string(buffer)
  }
}

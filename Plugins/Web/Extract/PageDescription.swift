import Minwal

/// Puts what a page says about itself into its document, where that does not say it already.
struct PageDescription {
  private let page: PageMetadata

  init(_ tree: HTMLTree, _ page: Span<UInt8>) { self.page = PageMetadata(tree, page: page) }

  /// Fills in title, language and metadata.
  func describe(_ document: inout Document) {
    if document.title == nil, let title = page.title { document.title = title }
    if document.language == nil, let language = page.language { document.language = Language(language) }
    // By its address, 'clean' knows pages of a site.
    if let address = page.canonicalURL, address.contains("://") {
      set("url", .string(address), &document)
      if document.metadata["url"] != .string(address) { set("canonical-url", .string(address), &document) }
    }
    list("authors", page.authors, &document)
    date("published", page.published, &document)
    date("modified", page.modified, &document)
    text("site-name", page.site, &document)
    text("description", page.description, &document)
    text("license", page.license, &document)
    list("tags", page.tags, &document)
  }

  private func set(_ name: String, _ value: JSONValue, _ document: inout Document) {
    if document.metadata[name] == nil { document.metadata[name] = value }
  }

  private func text(_ name: String, _ value: String?, _ document: inout Document) {
    if let value, !value.isEmpty { set(name, .string(value), &document) }
  }

  private func list(_ name: String, _ values: [String], _ document: inout Document) {
    if !values.isEmpty { set(name, .array(values.map { .string($0) }), &document) }
  }

  /// A date in the form of ISO 8601, or as it is written if it has none; in both forms if they differ.
  private func date(_ name: String, _ date: PageDate?, _ document: inout Document) {
    guard let date, document.metadata[name] == nil else { return }
    text(name, date.iso8601 ?? date.written, &document)
    if let iso8601 = date.iso8601, iso8601 != date.written { text(name + "-written", date.written, &document) }
    if date.calendar == .hijri || date.calendar == .solarHijri {
      text(name + "-calendar", date.calendar.rawValue, &document)
    }
  }
}

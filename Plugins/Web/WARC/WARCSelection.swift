import Minwal

/// Decides which records of an archive are documents, by their headers.
struct WARCSelection: Sendable {
  let statuses: [Int]
  let mediaTypes: Set<String>
  let maxSize: Int

  static let warcinfo = Reason("warcinfo", "A record about the file.")
  static let request = Reason("request", "A request; its response is a record of its own.")
  static let metadata = Reason(
    "metadata", "What a crawler notes about another record, or about the crawl; those of WAT files too.")
  static let revisit = Reason("revisit", "A page that was the same as at an earlier visit, and is there.")
  static let continuation = Reason("continuation", "A later piece of a record that was cut in pieces.")
  static let other = Reason("other-type", "A record of a type that the format does not know.")
  static let status = Reason("status", "A response with another status than 'status' says.")
  static let mediaType = Reason("media-type", "Something else than 'media-types' says, such as a picture.")
  static let empty = Reason("empty", "A response without content.")
  static let tooLarge = Reason("too-large", "Content with more bytes than 'max-size' says.")

  /// How much is looked at to tell what no one has given a type.
  static let sample = 1024

  static let reasons = [
    warcinfo, request, metadata, revisit, continuation, other, status, mediaType, empty, tooLarge,
  ]

  /// Why a record is no document; `nil` if it is one.
  func reason(against record: WARCRecord, _ bytes: Span<UInt8>) -> Reason? {
    switch record.type {
    case "response":
      if let status = record.status(bytes) {
        guard statuses.contains(status) else { return Self.status }
      }
    case "resource", "conversion":
      // wget has its own arguments and log as resources of addresses that no one can visit.
      if record.address(bytes)?.hasPrefix("metadata:") == true { return Self.metadata }
    case "warcinfo": return Self.warcinfo
    case "request": return Self.request
    case "metadata": return Self.metadata
    case "revisit": return Self.revisit
    case "continuation": return Self.continuation
    default: return Self.other
    }
    let end = record.contentStart + record.contentLength
    if record.payloadStart >= end { return Self.empty }
    if let type = record.mediaType(bytes) {
      guard let essence = MediaType(type)?.essence, mediaTypes.contains(essence) else { return Self.mediaType }
    } else {
      // What no one has given a type may still be a page.
      let start = bytes.extracting(record.payloadStart..<min(bytes.count, end, record.payloadStart + Self.sample))
      guard HTMLPages.looksLikeHTML(start), !mediaTypes.isDisjoint(with: MediaType.html) else { return Self.mediaType }
    }
    return record.contentLength > maxSize ? Self.tooLarge : nil
  }
}

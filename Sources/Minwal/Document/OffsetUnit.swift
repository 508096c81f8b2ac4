/// The unit in which places in a text are counted.
public enum OffsetUnit: String, CaseIterable, Sendable {
  case bytes
  case codePoints = "code-points"
  case utf16

  /// How long a range of UTF-8 is.
  public func length(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    if self == .bytes { return range.count }
    var length = 0
    for index in range { length += width(of: bytes[index]) }
    return length
  }

  /// What a byte adds: a character counts where it begins; one of four bytes is two units of UTF-16.
  private func width(of byte: UInt8) -> Int {
    if self == .bytes { return 1 }
    return byte & 0xC0 == 0x80 ? 0 : self == .utf16 && byte >= 0xF0 ? 2 : 1
  }

  /// A place in a text, in bytes and in the unit.
  package struct Place {
    package var byte = 0
    package var offset = 0

    package init() {}
  }

  /// Moves a place on to an offset.
  ///
  /// - Returns: Whether there is such a place, at or behind the one where it was.
  package func move(_ place: inout Place, to offset: Int, in bytes: Span<UInt8>) -> Bool {
    while place.byte < bytes.count, place.offset < offset {
      place.offset += width(of: bytes[place.byte])
      place.byte += 1
    }
    // The rest of the last character.
    while self != .bytes, place.byte < bytes.count, bytes[place.byte] & 0xC0 == 0x80 { place.byte += 1 }
    return place.offset == offset
  }
}

extension TextRanges {
  /// Writes the ranges of a document's text as objects: text, start, end.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - unit: How they are counted; `nil` if start and end are not wanted.
  ///   - withOrigins: Whether they tell where in the input they come from, as `source-start` and `source-end`.
  ///   - json: Gets an array.
  public func encode(of document: Document, in unit: OffsetUnit?, withOrigins: Bool, into json: inout JSONWriter) {
    let text = document.text
    json.array { json in
      var position = 0
      var offset = 0
      for range in self {
        json.object { json in
          json.name("text")
          json.string(text.span.extracting(range))
          if let unit {
            offset += unit.length(of: text.span, position..<range.lowerBound)
            json.name("start")
            json.integer(offset)
            offset += unit.length(of: text.span, range)
            json.name("end")
            json.integer(offset)
            position = range.upperBound
          }
          if withOrigins { json.origin(document.origin(of: range)) }
        }
      }
    }
  }
}

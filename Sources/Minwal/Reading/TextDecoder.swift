import Glibc

/// Turns the bytes of a file into text: byte order marks, declared encodings, malformed sequences, line ends.
public struct TextDecoder: Sendable {
  /// The encoding of what has no byte order mark; `nil` for UTF-8.
  let encoding: String?
  /// What becomes of bytes that are not UTF-8.
  public let invalidUTF8: InvalidUTF8

  /// Creates a decoder.
  ///
  /// - Parameters:
  ///   - encoding: The encoding of what has no byte order mark; `nil` for UTF-8.
  ///   - invalidUTF8: What becomes of bytes that are not UTF-8.
  public init(_ encoding: Encoding? = nil, invalidUTF8: InvalidUTF8 = .repair) {
    self.encoding = encoding?.isUTF8 == true ? nil : encoding?.name
    self.invalidUTF8 = invalidUTF8
  }

  /// Writes a file's text into an empty one.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - text: Gets the text.
  ///   - trace: Gets what was changed, unless it is `nil`.
  /// - Returns: How many malformed sequences were replaced by U+FFFD.
  /// - Throws: ``StageError`` `invalid-encoding` for malformed text that is to be rejected, `binary-input` for what
  ///   is not text at all.
  public func decode(_ bytes: Span<UInt8>, into text: inout Text, _ trace: inout EditTrace?) throws -> Int {
    if let utf32 = byteOrder32(bytes) {
      trace?.add(.init([Reading.edit(0..<4, 0..<0, Reading.byteOrderMark)]))
      return try convertText(bytes.extracting(4..<bytes.count), from: utf32, into: &text, &trace)
    }
    if bytes.count >= 2, let utf16 = byteOrder(bytes) {
      trace?.add(.init([Reading.edit(0..<2, 0..<0, Reading.byteOrderMark)]))
      return try convertText(bytes.extracting(2..<bytes.count), from: utf16, into: &text, &trace)
    }
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      trace?.add(.init([Reading.edit(0..<3, 0..<0, Reading.byteOrderMark)]))
      return try decodeUTF8(bytes.extracting(3..<bytes.count), into: &text, &trace)
    }
    if let encoding { return try convertText(bytes, from: encoding, into: &text, &trace) }
    if let problem = Self.binary(bytes) { throw problem }
    return try decodeUTF8(bytes, into: &text, &trace)
  }

  /// Writes a part of a file into an empty text: without looking for a byte order mark, and with line ends as they are.
  ///
  /// - Parameters:
  ///   - bytes: The part.
  ///   - text: Gets the text.
  ///   - trace: Gets what was changed, unless it is `nil`.
  /// - Returns: How many malformed sequences were replaced by U+FFFD.
  /// - Throws: ``StageError`` `invalid-encoding` for malformed text that is to be rejected, or `wrong-encoding`.
  public func decodeRecord(_ bytes: Span<UInt8>, into text: inout Text, _ trace: inout EditTrace?) throws -> Int {
    if let encoding { return try convert(bytes, from: encoding, into: &text, &trace) }
    guard let bad = UTF8Validation.firstInvalid(in: bytes) else {
      text.append(uncheckedUTF8: bytes)
      return 0
    }
    if invalidUTF8 == .reject {
      throw StageError(.invalidEncoding, "it is not UTF-8: byte \(bad.lowerBound) of the record cannot be read")
    }
    let count = Self.repair(bytes, into: &text, &trace)
    try Self.rejectOtherEncoding(count, of: bytes.count)
    return count
  }

  /// Finds out whether bytes that were repaired are text in another encoding, of which nothing is left to read.
  ///
  /// - Parameters:
  ///   - replaced: How many malformed sequences were replaced.
  ///   - count: How many bytes there were.
  /// - Throws: ``StageError`` `wrong-encoding` if more than a fifth were malformed, unless the text is very short.
  public static func rejectOtherEncoding(_ replaced: Int, of count: Int) throws {
    guard count >= 32, replaced * 5 > count else { return }
    throw StageError(
      .wrongEncoding,
      "it is in another encoding: \(replaced) of its \(count) bytes are not UTF-8; say which with 'encoding', such as "
        + "windows-1256 for Arabic")
  }

  /// Writes UTF-8 that has no byte order mark into an empty text.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - text: Gets the text.
  ///   - trace: Gets what was changed, unless it is `nil`.
  /// - Returns: How many malformed sequences were replaced by U+FFFD.
  /// - Throws: ``StageError`` `invalid-encoding` or `wrong-encoding`.
  public func decodeUTF8(_ bytes: Span<UInt8>, into text: inout Text, _ trace: inout EditTrace?) throws -> Int {
    guard let bad = UTF8Validation.firstInvalid(in: bytes) else {
      Self.appendWithLineFeeds(bytes, to: &text, &trace)
      return 0
    }
    if invalidUTF8 == .reject {
      throw StageError(.invalidEncoding, "it is not UTF-8: byte \(bad.lowerBound) cannot be read")
    }
    var repaired = Text()
    let count = Self.repair(bytes, into: &repaired, &trace)
    try Self.rejectOtherEncoding(count, of: bytes.count)
    Self.appendWithLineFeeds(repaired.span, to: &text, &trace)
    return count
  }

  /// Writes bytes into an empty text, with U+FFFD for malformed sequences.
  ///
  /// - Returns: How many of them there were.
  public static func repair(_ bytes: Span<UInt8>, into text: inout Text, _ trace: inout EditTrace?) -> Int {
    guard trace != nil else { return UTF8Repair.append(bytes, to: &text) }
    var edits: [EditTrace.Edit] = []
    let count = UTF8Repair.append(bytes, to: &text) { edits.append(Reading.edit($0, $1, Reading.invalidUTF8)) }
    trace?.add(.init(edits))
    return count
  }

  /// Writes UTF-8 into an empty text, with CRLF and CR made LF, so that stages know one kind of line.
  public static func appendWithLineFeeds(_ bytes: Span<UInt8>, to text: inout Text, _ trace: inout EditTrace?) {
    var edits: [EditTrace.Edit]? = trace == nil ? nil : []
    var position = 0
    while let carriageReturn = bytes.firstIndex(of: 0x0D, from: position) {
      text.append(uncheckedUTF8: bytes.extracting(position..<carriageReturn))
      position = carriageReturn + 1
      let output = text.count
      if position == bytes.count || bytes[position] != 0x0A { text.append("\n") }
      edits?.append(Reading.edit(carriageReturn..<position, output..<text.count, Reading.lineEnd))
    }
    text.append(uncheckedUTF8: bytes.extracting(position..<bytes.count))
    if let edits { trace?.add(.init(edits)) }
  }

  private func byteOrder32(_ bytes: Span<UInt8>) -> String? {
    guard bytes.count >= 4 else { return nil }
    return switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0xFF, 0xFE, 0, 0): "UTF-32LE"
    case (0, 0, 0xFE, 0xFF): "UTF-32BE"
    default: nil
    }
  }

  private func byteOrder(_ bytes: Span<UInt8>) -> String? {
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): "UTF-16LE"
    case (0xFE, 0xFF): "UTF-16BE"
    default: nil
    }
  }

  /// Tells by the first bytes of a file whether it is no text: pictures and archives have many control bytes there, and text
  /// has next to none.
  ///
  /// - Parameters:
  ///   - bytes: The file, or its first bytes.
  ///   - encoding: What the bytes are in; `nil` for UTF-8. What other encodings have in the place of control bytes is not known
  ///     before they are decoded, but for NUL.
  /// - Returns: The error `binary-input`; `nil` if it may be text.
  package static func binary(_ bytes: Span<UInt8>, _ encoding: Encoding? = nil) -> StageError? {
    let other = encoding.flatMap { $0.isUTF8 ? nil : $0.name }
    return binary(bytes, unit: other.map(codeUnitSize) ?? 1, onlyNULs: other != nil)
  }

  private static func binary(_ bytes: Span<UInt8>, unit: Int, onlyNULs: Bool) -> StageError? {
    let sample = min(bytes.count, 4096)
    guard sample >= 32 else { return nil }
    var controls = 0
    if onlyNULs {
      for start in stride(from: 0, through: sample - unit, by: unit)
      where (start..<(start + unit)).allSatisfy({ bytes[$0] == 0 }) { controls += unit }
    } else {
      for index in 0..<sample where bytes[index] < 0x20 && !(0x09...0x0D).contains(bytes[index]) && bytes[index] != 0x1B
      {
        controls += 1
      }
    }
    guard controls * 20 > sample else { return nil }
    return StageError(
      .binaryInput, "it is not text: \(controls) of its first \(sample) bytes are control characters")
  }

  /// Converts a whole file. What is no text is known before it is converted, or before anything else is done with it.
  private func convertText(
    _ bytes: Span<UInt8>, from encoding: String, into text: inout Text, _ trace: inout EditTrace?
  ) throws -> Int {
    if let problem = Self.binary(bytes, unit: Self.codeUnitSize(encoding), onlyNULs: true) { throw problem }
    let count = try convert(bytes, from: encoding, into: &text, &trace)
    if let problem = Self.binary(text.span) { throw problem }
    return count
  }

  /// How many bytes to pass over where iconv fails: one code unit, so that what follows is read aright.
  private static func codeUnitSize(_ encoding: String) -> Int {
    let name = encoding.uppercased()
    if ["UTF-16", "UTF16", "UCS-2", "UCS2"].contains(where: name.hasPrefix) { return 2 }
    if ["UTF-32", "UTF32", "UCS-4", "UCS4"].contains(where: name.hasPrefix) { return 4 }
    return 1
  }

  private func convert(
    _ bytes: Span<UInt8>, from encoding: String, into text: inout Text, _ trace: inout EditTrace?
  ) throws -> Int {
    guard let converter = unsafe iconv_open("UTF-8", encoding), Int(bitPattern: converter) != -1 else {
      throw StageError(.unknownEncoding, "iconv does not know the encoding '\(encoding)'")
    }
    defer { unsafe iconv_close(converter) }
    var output = ByteBuffer()
    var replaced = 0
    var firstBad: Int?
    let unit = Self.codeUnitSize(encoding)
    // A traced text is converted in the smallest steps that iconv takes, so that each character's place is known.
    var steps: ConversionSteps? = trace == nil ? nil : ConversionSteps()
    unsafe bytes.withUnsafeBytes { input in
      // iconv wants a mutable pointer but does not write through it.
      var source = unsafe UnsafeMutablePointer<CChar>(
        mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
      var left = input.count
      while left > 0 {
        Steps.count()
        var failure: Int32 = 0
        unsafe output.appendUnchecked(limit: steps?.room ?? max(left * 2, 256)) { room in
          var target = unsafe room.baseAddress?.assumingMemoryBound(to: CChar.self)
          var space = room.count
          if unsafe iconv(converter, &source, &left, &target, &space) == -1 { failure = errno }
          return room.count - space
        }
        if failure == EILSEQ || failure == EINVAL {
          firstBad = firstBad ?? (input.count - left)
          output.append("\u{FFFD}" as Unicode.Scalar)
          replaced += 1
          let skipped = min(unit, left)
          unsafe source = source?.advanced(by: skipped)
          left -= skipped
        }
        steps?.note(bytes, upTo: input.count - left, output)
      }
      // Some converters hold a letter back, to join it with a mark that may follow.
      unsafe output.appendUnchecked(limit: 64) { room in
        var target = unsafe room.baseAddress?.assumingMemoryBound(to: CChar.self)
        var space = room.count
        _ = unsafe iconv(converter, nil, nil, &target, &space)
        return room.count - space
      }
      steps?.finish(bytes, output)
    }
    if let steps { trace?.add(.init(steps.edits)) }
    if invalidUTF8 == .reject, let firstBad {
      throw StageError(.invalidEncoding, "it is not \(encoding): byte \(firstBad) cannot be read")
    }
    // Some converters also give what is not a character, such as code points above U+10FFFF.
    return try replaced + decodeUTF8(output.span, into: &text, &trace)
  }
}

/// What a conversion from another encoding did, step by step.
private struct ConversionSteps {
  private(set) var edits: [EditTrace.Edit] = []
  /// How many bytes of room the next step gets: too few for a character at first, then more.
  private(set) var room = 1
  private var source = 0
  private var output = 0

  /// Notes a step that may have come to nothing.
  mutating func note(_ bytes: Span<UInt8>, upTo end: Int, _ converted: ByteBuffer) {
    // A letter that a converter holds back belongs to what it gives next.
    guard converted.count > output else {
      room += 1
      return
    }
    add(bytes, upTo: end, converted)
    room = 1
  }

  /// Notes what came after the last byte.
  mutating func finish(_ bytes: Span<UInt8>, _ converted: ByteBuffer) {
    if source < bytes.count || output < converted.count { add(bytes, upTo: bytes.count, converted) }
  }

  private mutating func add(_ bytes: Span<UInt8>, upTo end: Int, _ converted: ByteBuffer) {
    let (from, to) = (source..<end, output..<converted.count)
    if !bytes.extracting(from).elementsEqual(converted.span.extracting(to)) {
      edits.append(Reading.edit(from, to, Reading.encoding))
    }
    source = end
    output = converted.count
  }
}

@testable import Minwal

/// Byte order marks, encodings, and the repair of UTF-8, which must agree with the standard library.
struct EncodingTarget: FuzzTarget {
  private let encodings = [
    nil, nil, "windows-1256", "iso-8859-6", "utf-16", "utf-16be", "utf-32le", "utf-7", "shift_jis", "euc-kr",
    "gb18030", "big5-hkscs", "iso-2022-jp", "cp1255", "tcvn",
  ]
  private let policies = [InvalidUTF8.repair, .reject]

  func test(_ input: inout FuzzInput) {
    let decoder = TextDecoder(input.choose(encodings).map { Encoding(name: $0) }, invalidUTF8: input.choose(policies))
    let bytes = input.bytes
    var decoded = Text()
    var trace: EditTrace?
    if (try? decoder.decode(bytes.span, into: &decoded, &trace)) != nil {
      expect(UTF8Validation.firstInvalid(in: decoded.span) == nil, "the text is not UTF-8")
      expect(decoded.span.firstIndex(of: 0x0D, from: 0) == nil, "a carriage return is left")
    }
    let plain = Array(bytes)
    let isValid = String(validating: plain, as: UTF8.self) != nil
    expect((UTF8Validation.firstInvalid(in: bytes.span) == nil) == isValid, "validation is mistaken")
    var repaired = Text()
    let count = UTF8Repair.append(bytes.span, to: &repaired)
    expect(String(repaired).utf8.elementsEqual(String(decoding: plain, as: UTF8.self).utf8), "repaired otherwise")
    expect((count == 0) == isValid, "\(count) repairs")
  }
}

extension Array where Element == UInt8 {
  init(_ buffer: ByteBuffer) { self = buffer.span.indices.map { buffer[$0] } }
}

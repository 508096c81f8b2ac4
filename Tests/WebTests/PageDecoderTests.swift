import Minwal
import MinwalTestSupport
import Testing

@testable import WebPlugin

/// Which encoding a page is in.
@Suite struct PageDecoderTests {
  struct Example: CustomTestStringConvertible {
    let testDescription: String
    let page: String
    /// What the page's bytes are in.
    let written: String
    var declared: String? = nil
    var said: String? = nil
    var isHTML = true
    let encoding: String
  }

  private static let arabic = "<p>عاد البحر إلى المدينة بعد عام، وقال الناس إن الأمر كان طويلا على القرى الصغيرة.</p>"
  private static let russian = "<p>Море вернулось в город через год, и люди говорили об этом на улицах.</p>"
  private static let german = "<p>Das Meer ist zurück, sagen die Bäcker, und die Straße ist für alle da.</p>"

  @Test(arguments: [
    Example(testDescription: "nothing said, ASCII", page: "<p>Sea.", written: "utf-8", encoding: "utf-8"),
    Example(testDescription: "nothing said, UTF-8", page: arabic, written: "utf-8", encoding: "utf-8"),
    Example(
      testDescription: "meta charset", page: "<meta charset=windows-1256>" + arabic, written: "windows-1256",
      encoding: "windows-1256"),
    Example(
      testDescription: "meta http-equiv",
      page: "<META content='text/html; charset=\"Windows-1251\"' HTTP-EQUIV=Content-Type>" + russian,
      written: "windows-1251", encoding: "windows-1251"),
    Example(
      testDescription: "latin1 means windows-1252", page: "<meta charset=iso-8859-1>€" + german,
      written: "windows-1252",
      encoding: "windows-1252"),
    Example(
      testDescription: "the transport wins over the page", page: "<meta charset=windows-1251>" + arabic,
      written: "windows-1256", declared: "CP1256", encoding: "windows-1256"),
    Example(
      testDescription: "the recipe wins over both", page: "<meta charset=windows-1251>" + arabic,
      written: "windows-1256",
      declared: "koi8-r", said: "windows-1256", encoding: "windows-1256"),
    Example(
      testDescription: "a byte order mark wins over all", page: "\u{FEFF}<meta charset=windows-1251>" + arabic,
      written: "utf-8",
      declared: "koi8-r", said: "windows-1256", encoding: "utf-8"),
    Example(
      testDescription: "UTF-16 with a mark", page: "\u{FEFF}" + arabic, written: "utf-16le", declared: "utf-8",
      encoding: "utf-16le"),
    Example(testDescription: "UTF-16 without a mark", page: german, written: "utf-16be", encoding: "utf-16be"),
    Example(
      testDescription: "a page cannot say that it is UTF-16", page: "<meta charset=utf-16>" + arabic, written: "utf-8",
      encoding: "utf-8"),
    Example(
      testDescription: "UTF-8 that is none", page: "<meta charset=utf-8>" + arabic, written: "windows-1256",
      declared: "UTF-8", encoding: "windows-1256"),
    Example(
      testDescription: "an unknown name", page: "<meta charset=sea-8>" + arabic, written: "windows-1256",
      declared: "x-none",
      encoding: "windows-1256"),
    Example(
      testDescription: "meta in a comment", page: "<!-- <meta charset=koi8-r> --><meta charset=windows-1251>" + russian,
      written: "windows-1251", encoding: "windows-1251"),
    Example(
      testDescription: "meta behind much else",
      page: String(repeating: "<link rel=x>", count: 200) + "<meta charset=windows-1250><p>Sea úëč",
      written: "windows-1250", encoding: "windows-1250"),
    Example(
      testDescription: "XML declaration", page: "<?xml version='1.0' encoding=\"windows-1251\"?>" + russian,
      written: "windows-1251", encoding: "windows-1251"),
    Example(testDescription: "statistics, Arabic", page: arabic, written: "windows-1256", encoding: "windows-1256"),
    Example(testDescription: "statistics, Arabic by ISO", page: arabic, written: "iso-8859-6", encoding: "iso-8859-6"),
    Example(testDescription: "statistics, Russian", page: russian, written: "windows-1251", encoding: "windows-1251"),
    Example(testDescription: "statistics, German", page: german, written: "windows-1252", encoding: "windows-1252"),
    Example(
      testDescription: "a text has no meta", page: "<meta charset=windows-1251>" + arabic, written: "utf-8",
      isHTML: false,
      encoding: "utf-8"),
    Example(
      testDescription: "Japanese", page: "<meta charset=Shift_JIS><p>海は町に戻った。", written: "cp932", encoding: "cp932"),
  ])
  func findsTheEncoding(_ example: Example) throws {
    let bytes = try Self.encoded(example.page, example.written)
    let decoder = PageDecoder(example.said.flatMap { Encoding(named: $0) }, .repair)
    for isTraced in [false, true] {
      var text = Text()
      var trace = isTraced ? EditTrace() : nil
      let result = try decoder.decode(
        bytes.span, declared: example.declared, isHTML: example.isHTML, into: &text, &trace)
      #expect(result.encoding == example.encoding)
      let page = example.page.drop { $0 == "\u{FEFF}" }
      if example.written == example.encoding {
        #expect(result.replaced == 0)
        #expect(String(text) == page)
      }
    }
  }

  @Test func binaryIsNoPage() throws {
    var bytes = Array("<meta charset=windows-1252>".utf8)
    for index in 0..<4096 { bytes.append(UInt8(index % 9)) }
    var (text, trace): (Text, EditTrace?) = (Text(), nil)
    let error = #expect(throws: StageError.self) {
      try PageDecoder(nil, .repair).decode(bytes.span, declared: nil, isHTML: true, into: &text, &trace)
    }
    #expect(error?.code == .binaryInput)
  }

  @Test(
    arguments: [
      ("<!DOCTYPE HTML><p>", true), (" \n<html lang=ar>", true),
      ("<!-- saved --> <?xml version='1.0'?>\n<!doctype html>", true),
      ("<p>Sea", nil), ("A text about <html>", nil), ("{\"text\": \"<html>\"}", nil), ("", nil), ("<!--", nil),
      ("<?", nil),
    ] as [(String, Bool?)])
  func recognizesPages(_ head: String, _ expected: Bool?) {
    #expect(HTMLPages.recognizes(Array(head.utf8).span) == expected)
  }

  /// The bytes of a text in an encoding, by way of decoding all that one byte or two may be.
  private static func encoded(_ text: String, _ encoding: String) throws -> [UInt8] {
    if encoding == "utf-8" { return Array(text.utf8) }
    if encoding.hasPrefix("utf-16") {
      return text.utf16.flatMap { unit in
        let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return encoding.hasSuffix("le") ? bytes.reversed() : bytes
      }
    }
    let known: Encoding = try #require(Encoding(named: encoding))
    let decoder = TextDecoder(known, invalidUTF8: .reject)
    var table: [Unicode.Scalar: [UInt8]] = [:]
    func note(_ bytes: [UInt8]) {
      var (text, trace): (Text, EditTrace?) = (Text(), nil)
      guard (try? decoder.decodeRecord(bytes.span, into: &text, &trace)) != nil else { return }
      let scalars = Array(String(text).unicodeScalars)
      if scalars.count == 1, table[scalars[0]] == nil { table[scalars[0]] = bytes }
    }
    for byte in UInt8.min...UInt8.max { note([byte]) }
    if encoding == "cp932" {
      for first in 0x81...0xFC { for second in 0x40...0xFC { note([UInt8(first), UInt8(second)]) } }
    }
    return try text.unicodeScalars.flatMap { try #require(table[$0], "\($0)") }
  }
}

import Minwal
import MinwalTestSupport
import Testing

@testable import WebPlugin

/// Where records lie, and which are documents.
@Suite struct WARCFramerTests {
  /// What a framer finds in bytes that come in pieces, as a stream hands them out.
  struct Cut: Equatable {
    var records: [Range<Int>] = []
    var passedOver: [String] = []
    var error: String?

    init(_ bytes: [UInt8], pieces size: Int = .max, maxSize: Int = 1 << 20) {
      var framer = WARCFramer(
        WARCSelection(statuses: [200], mediaTypes: ["text/html", "text/plain"], maxSize: maxSize))
      var (start, end) = (0, 0)
      do {
        while true {
          end = min(bytes.count, end + min(size, bytes.count))
          let isAtEnd = end == bytes.count
          var position = 0
          let all = Array(bytes[start..<end])
          loop: while position < all.count {
            switch try framer.next(in: all.span, from: position, isAtEnd: isAtEnd) {
            case .record(let range, let next):
              records.append((start + range.lowerBound)..<(start + range.upperBound))
              precondition(next > position)
              position = next
            case .passOver(let reason, let next):
              passedOver.append(reason.name)
              precondition(next > position)
              position = next
            case .skip(let next):
              precondition(next > position)
              position = next
            case .incomplete:
              precondition(!isAtEnd)
              break loop
            }
          }
          start += position
          if isAtEnd { break }
        }
        try framer.end()
      } catch {
        self.error = (error as? StageError)?.message ?? "\(error)"
      }
    }
  }

  private static let page = "<p>The sea is back.</p>"
  private static let sample: [[UInt8]] = [
    WARCText.record("warcinfo", ["Content-Type: application/warc-fields"], Array("software: none\r\n".utf8)),
    WARCText.record("request", [], Array("GET / HTTP/1.1\r\n\r\n".utf8)),
    WARCText.response(page), WARCText.response("gone", status: 404), WARCText.response("{}", type: "application/json"),
    WARCText.response("", type: "text/html"), WARCText.response("<html><p>Untyped.", type: nil),
    WARCText.response("\u{1}\u{2}", type: nil), WARCText.record("revisit", [], Array("HTTP/1.1 200 OK\r\n\r\n".utf8)),
    WARCText.record("conversion", ["content-type: text/plain"], Array("The sea.\nWARC/1.0\r\nIt is blue.".utf8)),
    WARCText.record(
      "resource", ["Content-Type: text/plain", "WARC-Target-URI: metadata://wget/log"], Array("log".utf8)),
    WARCText.record("metadata", [], Array("a: b".utf8)), WARCText.record("continuation", [], Array("x".utf8)),
    WARCText.record("sea", [], Array("x".utf8)),
  ]

  @Test(arguments: [1, 2, 3, 5, 64, 100, 1000, Int.max]) func findsRecordsHoweverTheyCome(_ size: Int) {
    let cut = Cut(Self.sample.flatMap(\.self), pieces: size)
    #expect(cut.error == nil)
    #expect(
      cut.passedOver == [
        "warcinfo", "request", "status", "media-type", "empty", "media-type", "revisit", "metadata", "metadata",
        "continuation",
        "other-type",
      ])
    let starts = Self.sample.indices.map { Self.sample[..<$0].reduce(0) { $0 + $1.count } }
    #expect(cut.records.map(\.lowerBound) == [2, 6, 9].map { starts[$0] })
    #expect(cut.records.map(\.count) == [2, 6, 9].map { Self.sample[$0].count - 4 })
  }

  /// What real programs write: line feeds alone, no or other line breaks behind a record, folded fields, capitals.
  @Test(arguments: [
    "WARC/1.1\nWARC-Type: conversion\nContent-Type: text/plain\nContent-Length: 3\n\nsea",
    "WARC/1.0\r\nWARC-TYPE:conversion\r\nContent-Type:\r\n text/plain\r\nCONTENT-LENGTH:  3 \r\n\r\nsea\n",
    "\r\n\r\nWARC/0.18\r\nwarc-type: Conversion\r\ncontent-type: TEXT/PLAIN; charset=x\r\nno field\r\ncontent-length: 3\r\n\r\nsea\r\n\r\n\r\n",
  ])
  func isTolerant(_ record: String) {
    for size in [1, 7, .max] {
      let cut = Cut(Array((record + record).utf8), pieces: size)
      #expect(cut.error == nil)
      #expect(cut.records.count == 2)
      #expect(cut.records.map(\.count).max() == cut.records.map(\.count).min())
    }
  }

  @Test(
    arguments: [
      ("WARC/1.0\r\nWARC-Type: response\r\n\r\nx", "has no Content-Length"),
      ("WARC/1.0\r\nContent-Length: -1\r\n\r\nx", "is no number: '-1'"),
      ("WARC/1.0\r\nContent-Length: 99999999999999999999999\r\n\r\nx", "is no number"),
      ("WARC/2.0\r\nContent-Length: 1\r\n\r\nx", "version '2.0'"), ("A page.", "does not begin with 'WARC/'"),
      ("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 500\r\n\r\nx", "cut off"),
      ("WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 500\r\n\r\nx", "cut off"),
      ("WARC/1.0\r\nWARC-Type: conversion\r\nContent-Ty", "cut off in the header"),
      (
        "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nsea",
        "Content-Length of 1 is wrong"
      ),
      ("WARC/1.0\r\n" + String(repeating: "a: b\r\n", count: 20_000), "does not end within 64 KiB"),
      ("WARC/1.0\r\n" + String(repeating: "a", count: 100_000), "does not end within 64 KiB"),
    ] as [(String, String)])
  func brokenFilesAreSaid(_ broken: String, _ problem: String) {
    let good = WARCText.response(Self.page)
    for size in [7, 1000, .max] {
      let cut = Cut(good + Array(broken.utf8), pieces: size)
      #expect(cut.error?.contains(problem) == true, "\(cut.error ?? "none")")
      #expect(cut.records == [0..<(good.count - 4)])
    }
  }

  /// What is passed over is never in memory as a whole: a huge record does not wait for its end.
  @Test func hugeRecordsArePassedOverInPieces() throws {
    let huge = WARCText.response(String(repeating: "x", count: 5_000), type: "video/mp4")
    let bytes = huge + WARCText.response(Self.page) + huge
    let cut = Cut(bytes, pieces: 500)
    #expect(cut.passedOver == ["media-type", "media-type"])
    #expect(cut.records == [huge.count..<(bytes.count - huge.count - 4)])
    var framer = WARCFramer(WARCSelection(statuses: [200], mediaTypes: ["text/html"], maxSize: 10))
    let start = Array(WARCText.response(String(repeating: "x", count: 5_000)).prefix(600))
    guard case .passOver(let reason, 600) = try framer.next(in: start.span, from: 0, isAtEnd: false) else {
      Issue.record("the framer waits")
      return
    }
    #expect(reason.name == "too-large")
    #expect(Cut(bytes, pieces: 500, maxSize: 10).passedOver == ["media-type", "too-large", "media-type"])
  }

  /// Whatever comes, records ascend, and the same is found however it comes.
  @Test(arguments: 0..<40) func damagedFilesEnd(_ seed: UInt64) {
    var random = SeededGenerator(seed)
    for _ in 0..<50 {
      var bytes = Self.sample.shuffled(using: &random).flatMap(\.self)
      for _ in 0..<Int.random(in: 1...4, using: &random) { bytes = random.mutated(bytes) }
      let whole = Cut(bytes)
      let pieces = Cut(bytes, pieces: 1 + random.below(200))
      #expect(whole.records == pieces.records)
      #expect(whole.passedOver == pieces.passedOver)
      #expect(whole.error == pieces.error)
    }
  }
}

import Foundation
import MinwalTestSupport
import MinwalText
import Testing

private func normalize(_ scalars: [UInt32], _ form: NormalizationForm) -> [UInt32] {
  var sequence = ScalarSequence()
  for scalar in scalars { sequence.append(decomposing: scalar, compatible: form.isCompatible) }
  sequence.order()
  if form.composes { sequence.compose() }
  return sequence.elements.map(\.scalar)
}

@Suite struct UnicodeNormalizationTests {
  @Test(
    arguments: [
      ([0x41, 0x30A], .nfc, [0xC5]),
      ([0x212B], .nfc, [0xC5]),
      ([0xC5], .nfd, [0x41, 0x30A]),
      // Blocked: the second grave has the class of the first.
      ([0x61, 0x300, 0x300], .nfc, [0xE0, 0x300]),
      // A mark of a lower class stands between and blocks nothing.
      ([0x61, 0x323, 0x302], .nfc, [0x1EAD]),
      ([0x61, 0x302, 0x323], .nfc, [0x1EAD]),
      // Shadda before fatha: typed so, ordered the other way round.
      ([0x628, 0x651, 0x64E], .nfc, [0x628, 0x64E, 0x651]),
      ([0x627, 0x654], .nfc, [0x623]),
      ([0x627, 0x64E, 0x654], .nfc, [0x623, 0x64E]),
      // A composition exclusion stays in pieces.
      ([0x958], .nfc, [0x915, 0x93C]),
      // Hangul: leading, vowel, trailing.
      ([0x1112, 0x1161, 0x11AB], .nfc, [0xD55C]),
      ([0xD55C], .nfd, [0x1112, 0x1161, 0x11AB]),
      ([0xD55C, 0x11AB], .nfc, [0xD55C, 0x11AB]),
      ([0xFB01], .nfc, [0xFB01]),
      ([0xFB01], .nfkc, [0x66, 0x69]),
      ([0xFEFB], .nfkc, [0x644, 0x627]),
      ([0xB2], .nfkd, [0x32]),
    ] as [([UInt32], NormalizationForm, [UInt32])])
  func handWritten(_ source: [UInt32], _ form: NormalizationForm, _ expected: [UInt32]) {
    #expect(normalize(source, form) == expected)
  }

  @Test(.enabled(if: countsSteps, "a release build counts no steps")) func manyMarksAreOrderedWithLinearWork() {
    expectLinear(20_000) { size in
      var sequence = ScalarSequence()
      sequence.append(0x61)
      for index in 0..<size { sequence.append(index % 2 == 0 ? 0x301 : 0x323) }
      sequence.order()
      sequence.compose()
      #expect(sequence.elements.count == size)
      #expect(sequence.elements[0].scalar == 0x1EA1)
      #expect(sequence.elements[1].scalar == 0x323)
      #expect(sequence.elements[size - 1].scalar == 0x301)
    }
  }

  static let testFile = "/usr/share/unicode/NormalizationTest.txt.bz2"

  /// The conformance test of UAX #15, all parts. Debian's package `unicode-data` has the file.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: testFile), "needs Debian's unicode-data"))
  func conforms() throws {
    let lines = try Self.unpacked(Self.testFile).split(separator: "\n")
    #expect(lines.first?.contains(UnicodeNormalization.version) == true)
    var listed: Set<UInt32> = []
    var failures: [Substring] = []
    var inFirstPart = false
    var count = 0
    for line in lines {
      if line.hasPrefix("@") { inFirstPart = line.hasPrefix("@Part1") }
      let columns = line.split(separator: ";").prefix(5).map { column in
        column.split(separator: " ").compactMap { UInt32($0, radix: 16) }
      }
      guard columns.count == 5, !line.hasPrefix("#"), !line.hasPrefix("@") else { continue }
      if inFirstPart { listed.insert(columns[0][0]) }
      count += 1
      let conforms =
        columns[0..<3].allSatisfy { normalize($0, .nfc) == columns[1] && normalize($0, .nfd) == columns[2] }
        && columns[3..<5].allSatisfy { normalize($0, .nfc) == columns[3] && normalize($0, .nfd) == columns[4] }
        && columns.allSatisfy { normalize($0, .nfkc) == columns[3] && normalize($0, .nfkd) == columns[4] }
      if !conforms { failures.append(line) }
    }
    #expect(count > 19_000)
    #expect(failures.isEmpty)
    // What the first part does not list is its own normal form, whichever.
    let others = (0 as UInt32..<0x11_0000).filter { Unicode.Scalar($0) != nil && !listed.contains($0) }
    #expect(
      others.allSatisfy { scalar in NormalizationForm.allCases.allSatisfy { normalize([scalar], $0) == [scalar] } })
  }

  private static func unpacked(_ file: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["bzip2", "-dc", file]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

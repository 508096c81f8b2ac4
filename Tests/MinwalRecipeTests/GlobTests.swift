import MinwalRecipe
import MinwalTestSupport
import Testing

private func matches(_ pattern: String, _ path: String) -> Bool {
  Glob(pattern).matches(path.split(separator: "/").map(String.init))
}

/// The obvious matcher, for patterns of letters, `*`, `?` and `**` between slashes.
private func matchesPlainly(_ pattern: [String], _ path: [String]) -> Bool {
  func name(_ pattern: [Character], _ text: [Character]) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return (0...text.count).contains { name(Array(pattern.dropFirst()), Array(text.dropFirst($0))) }
    }
    guard let character = text.first, first == "?" || first == character else { return false }
    return name(Array(pattern.dropFirst()), Array(text.dropFirst()))
  }
  guard let part = pattern.first else { return path.isEmpty }
  let rest = Array(pattern.dropFirst())
  if part == "**" {
    return (0...path.count).contains { skipped in
      !path.prefix(skipped).contains { $0.hasPrefix(".") } && matchesPlainly(rest, Array(path.dropFirst(skipped)))
    }
  }
  guard let text = path.first, !text.hasPrefix(".") || part.hasPrefix(".") else { return false }
  return name(Array(part), Array(text)) && matchesPlainly(rest, Array(path.dropFirst()))
}

@Suite struct GlobTests {
  @Test(
    arguments: [
      ("*.txt", "a.txt", true), ("*.txt", "a.md", false), ("*.txt", "d/a.txt", false), ("*", ".hidden", false),
      (".*", ".hidden", true), ("?", "ن", true), ("?", "😀", true), ("??", "a", false), ("a*b*c", "axxbyyc", true),
      ("a*b*c", "axxbyy", false), ("**", "a/b/c", true), ("**/*.txt", "a.txt", true), ("**/*.txt", "x/y/a.txt", true),
      ("**/*.txt", "x/.y/a.txt", false), ("**/.y/*.txt", "x/.y/a.txt", true), ("a/**", "a/b/c", true),
      ("a/**", "b", false),
      ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("a/**/b", "a/x/y/c", false), ("a**b", "axb", true),
      ("a**b", "a/b", false), ("[a-c].txt", "b.txt", true), ("[a-c].txt", "d.txt", false), ("[!a-c]", "d", true),
      ("[^a-c]", "a", false), ("[]]", "]", true), ("[!]]", "]", false), ("[a-]", "-", true), ("[-a]", "-", true),
      ("[", "[", true), ("[a", "[a", true), ("a[", "a[", true), ("[.]x", ".x", false), ("[ا-ي]", "ب", true),
      ("{a,b}.txt", "a.txt", true), ("{a,b}.txt", "c.txt", false), ("{a,b/c}/x", "b/c/x", true),
      ("{a}.txt", "{a}.txt", true),
      ("{a,{b,c}}", "c", true), ("x{,y}", "x", true), ("x{,y}", "xy", true), ("{a", "{a", true), ("a}", "a}", true),
      ("{a}{b,c}", "{a}c", true), ("{a}{b,c}", "{a}{b,c}", false), ("*.{txt,md}", "a.md", true), ("", "", true),
    ] as [(String, String, Bool)])
  func examples(_ pattern: String, _ path: String, _ expected: Bool) { #expect(matches(pattern, path) == expected) }

  @Test(arguments: 0..<4 as Range<UInt64>) func agreesWithThePlainMatcher(seed: UInt64) {
    var random = SeededGenerator(seed)
    var matched = 0
    for _ in 0..<3_000 {
      let pattern = (0..<1 + random.below(5)).map { _ in
        random.below(3) == 0 ? "**" : random.string(3, of: ["a", "b", ".", "*", "?"])
      }.filter { !$0.isEmpty && !($0.allSatisfy { $0 == "*" } && $0.count > 2) }
      let path = (0..<1 + random.below(5)).map { _ in random.string(3, of: ["a", "b", "."]) }.filter { !$0.isEmpty }
      let expected = matchesPlainly(pattern, path)
      if expected { matched += 1 }
      let found = matches(pattern.joined(separator: "/"), path.joined(separator: "/"))
      if found != expected { Issue.record("\(pattern) on \(path): \(found)") }
    }
    #expect(matched > 100)
  }

  @Test(
    arguments: [
      ("a/b.txt", "a/b.txt"), ("a/*.txt", "a"), ("*.txt", ""), ("/abs/*.txt", "/abs"), ("/*.txt", "/"), ("/", "/"),
      ("a/{b,c}/d", "a"), ("a/b/[c]/*", "a/b"), ("./*.txt", "."), ("../x/**", "../x"), ("", ""),
    ] as [(String, String)])
  func literalPrefix(_ path: String, _ expected: String) { #expect(Glob.literalPrefix(of: path) == expected) }

  @Test func alternativesAreBounded() {
    let most = String(repeating: "{a,b}", count: 10)
    #expect(!Glob.hasTooManyAlternatives(most))
    #expect(matches(most, "bbbbbbbbbb"))
    #expect(Glob.hasTooManyAlternatives("{a,b\(most)}"))
    #expect(!Glob.hasTooManyAlternatives("{" + String(repeating: "a,", count: 1023) + "}"))
    #expect(Glob.hasTooManyAlternatives("{" + String(repeating: "a,", count: 1024) + "}"))
  }

  @Test(.timeLimit(.minutes(60))) func hostilePatternsAreQuick() {
    let deep = Array(repeating: "a", count: 60).joined(separator: "/")
    #expect(!matches(Array(repeating: "**/a", count: 20).joined(separator: "/") + "/b", deep))
    #expect(matches(Array(repeating: "**", count: 40).joined(separator: "/") + "/a", deep))
    #expect(!matches(String(repeating: "a*", count: 50) + "b", String(repeating: "a", count: 200)))
    #expect(Glob.hasTooManyAlternatives(String(repeating: "{a,b}", count: 40)))
    _ = Glob(String(repeating: "{", count: 2_000) + "a,b" + String(repeating: "}", count: 2_000))
  }

  /// Counting takes as long as the pattern is, and so does reading brackets that are not closed; a match tries no more
  /// than a name can have.
  @Test(.timeLimit(.minutes(5))) func timeIsBounded() {
    let start = ContinuousClock.now
    #expect(Glob.hasTooManyAlternatives(String(repeating: "{a,b}", count: 100_000)))
    let nested = String(repeating: "{,", count: 100_000) + String(repeating: "}", count: 100_000)
    #expect(Glob.hasTooManyAlternatives(nested))
    #expect(!Glob.hasTooManyAlternatives(String(repeating: "{", count: 100_000) + "a,b"))
    #expect(Glob.hasTooManyAlternatives("{a,b}" + String(repeating: "x", count: 1 << 20)))
    let name = String(repeating: "a", count: 255)
    for part in ["[", "*", "?", "[a-", "[!a", "*[a-z]", "[ab]*"] {
      let long = String(repeating: part, count: 5_000)
      _ = matches(long, name)
      _ = matches(long + "]b", name)
      _ = matches(
        "**/" + String(repeating: part + "/", count: 300), Array(repeating: "a", count: 300).joined(separator: "/"))
    }
    #expect(!matches(String(repeating: "*a", count: 250) + "b", name))
    #expect(matches(String(repeating: "*a", count: 250), name))
    let list = "[" + (0..<20_000).map { String(Unicode.Scalar(0x4E00 + $0)!) }.joined() + "]"
    #expect(!matches(String(repeating: "*" + list, count: 40) + "b", name))
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test(
    arguments: [
      ("{a{b,c},d}", ["ab", "ac", "d"]), ("{a,b", ["{a,b"]), ("{ab}", ["{ab}"]), ("{{a,b}}", ["{a}", "{b}"]),
      ("a}{b,c}", ["a}b", "a}c"]), ("{,x}y", ["y", "xy"]), ("{a,{b}c}", ["a", "{b}c"]), ("{a{b,c}", ["{ab", "{ac"]),
      ("{ن,é}", ["ن", "é"]),
    ] as [(String, [String])])
  func bracesStandForTheirChoices(_ pattern: String, _ names: [String]) {
    for name in names { #expect(matches(pattern, name)) }
    for other in ["a", "b", "ab", "ac", "d", "y", "{ab}", "c"] where !names.contains(other) {
      #expect(!matches(pattern, other), "\(other)")
    }
  }
}

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

  /// Matching goes back to the last star only, so that it takes at most as many steps as there are pairs of a part of the
  /// pattern and a part of the path.
  @Test(.enabled(if: countsSteps, "a release build counts no steps"))
  func hostilePatternsDoNotMultiply() {
    func expect(_ pattern: String, _ path: String, _ isMatch: Bool, _ most: Int) {
      let taken = steps { #expect(matches(pattern, path) == isMatch) }
      #expect(taken <= most, "\(pattern.prefix(20))…")
    }
    let deep = Array(repeating: "a", count: 60).joined(separator: "/")
    // Each name that is compared takes two steps, and each byte of the pattern one or two to read.
    expect(Array(repeating: "**/a", count: 20).joined(separator: "/") + "/b", deep, false, 40 * 60 * 2)
    expect(Array(repeating: "**", count: 40).joined(separator: "/") + "/a", deep, true, 40 * 60 * 2)
    expect(String(repeating: "a*", count: 50) + "b", String(repeating: "a", count: 200), false, 100 * 200)
    expect(String(repeating: "*a", count: 250) + "b", String(repeating: "a", count: 255), false, 500 * 255)
    expect(String(repeating: "*a", count: 250), String(repeating: "a", count: 255), true, 500 * 255)
    // A long list of a bracket is searched by halves.
    let list = "[" + (0..<10_000).map { String(Unicode.Scalar(0x4E00 + 2 * $0)!) }.joined() + "]"
    let reading = steps { _ = Glob(list) }
    let name = String(repeating: "a", count: 255)
    expect(String(repeating: "*" + list, count: 4) + "b", name, false, 4 * reading + 10 * 255 * 17)
    #expect(Glob.hasTooManyAlternatives(String(repeating: "{a,b}", count: 40)))
    #expect(!matches(String(repeating: "{", count: 2_000) + "a,b" + String(repeating: "}", count: 2_000), "x"))
  }

  /// Counting alternatives takes as long as the pattern is, and so does reading brackets that are not closed.
  @Test(.enabled(if: countsSteps, "a release build counts no steps"))
  func readingIsLinear() {
    expectLinear(5_000, "braces") { #expect(Glob.hasTooManyAlternatives(String(repeating: "{a,b}", count: $0))) }
    expectLinear(5_000, "nested braces") { size in
      let nested = String(repeating: "{,", count: size) + String(repeating: "}", count: size)
      #expect(Glob.hasTooManyAlternatives(nested))
    }
    expectLinear(5_000, "braces that are open") { size in
      #expect(!Glob.hasTooManyAlternatives(String(repeating: "{", count: size) + "a,b"))
    }
    #expect(Glob.hasTooManyAlternatives("{a,b}" + String(repeating: "x", count: 1 << 20)))
    let name = String(repeating: "a", count: 255)
    for part in ["[", "*", "?", "[a-", "[!a", "*[a-z]", "[ab]*"] {
      expectLinear(1_000, part) { _ = matches(String(repeating: part, count: $0), name) }
      expectLinear(1_000, part + "…]b") { _ = matches(String(repeating: part, count: $0) + "]b", name) }
      let path = Array(repeating: "a", count: 50).joined(separator: "/")
      expectLinear(1_000, "**/" + part) { _ = matches("**/" + String(repeating: part + "/", count: $0), path) }
    }
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

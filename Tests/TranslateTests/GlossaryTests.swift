import Minwal
import MinwalTestSupport
import Testing

@testable import TranslatePlugin

private func filled(
  _ source: String, _ csv: String, from language: Language = .arabic, prefixes: TermPrefixes = .none
) throws -> (target: String?, state: TranslationUnit.State) {
  var translator = GlossaryTranslator(try Glossary(csv: Text(csv), file: "terms.csv"), prefixes: prefixes)
  var units = [TranslationUnit(id: "1", source: source, from: language, to: .german)]
  try translator.translate(&units)
  return (units[0].target, units[0].state)
}

@Suite struct GlossaryTests {
  @Test(
    arguments: [
      // Word boundaries.
      ("cat cats concat cat-food", "cat,X\n", "X cats concat X-food"),
      // The longest.
      (
        "the United Nations and the United Nations Security Council",
        "United Nations,UN\nUnited Nations Security Council,UNSC",
        "the UN and the UNSC"
      ),
      // A longer term that does not end well does not hide a shorter one.
      ("a b c d", "a b,1\na b c x,2\nc,3", "1 3 d"),
      // Case, and white space of any kind.
      ("SECURITY\n  Council", "security council,S", "S"),
      // Vowel signs, tatweel, forms of alef.
      ("قال الأُمَم المُتّـحدة اليوم", "الامم المتحدة,UN", "قال UN اليوم"), ("إعلام", "اعلام,media", "media"),
      ("اعلام", "إعلام,media", "media"),
      // Spelled like the text, else the first.
      ("أعلام وإعلام واعلام، أعلام إعلام اعلام", "إعلام,media\nأعلام,flags", "flags وإعلام واعلام، flags media media"),
      // Punctuation belongs to a term that has it.
      ("U.S. troops", "U.S.,US", "US troops"), ("C++ and C", "C++,P", "P and C"),
      // Scripts without spaces have no word boundaries.
      ("我在北京大学。", "北京,Beijing\n北京大学,PKU", "我在PKU。"),
      // Quotes of the format.
      ("a, b", "\"a, b\",\"c \"\"d\"\"\"", "c \"d\""),
    ])
  func replaces(_ source: String, csv: String, target: String) throws {
    #expect(try filled(source, csv).target == target)
  }

  @Test(
    arguments: [
      "https://example.org/port/a.html", "http://port.example.org", "www.port.example", "port@example.org",
      "mailto:port@example.org", "example.org/port", "port.org", "ftp://port/x,", "@port", "{port}", "{{ port }}",
      "${port}", "$port", "%(port)s", "%port%", "<b class=\"port\">", "</port>", "<!-- port > -->", "&port;", "`port`",
      "``a ` port``", "<code>port x</code>", "<pre>\nport\n</pre>", "/var/port/x", "./port", "~/port", "C:\\port",
      "port.html", "data/port.csv", "port_name", "port()", "a.port()", "(https://example.org/port)",
      "https://example.org/{port}/port", "ميناء@example.org", "ميناء.com/x", "https://example.org/ميناء/port",
      "user.port", "__port__", ":port", "لhttps://example.org/port",
    ])
  func leavesWhatSoftwareReads(_ part: String) throws {
    let csv = "port,X\nميناء,X\nthe port,Y\n"
    #expect(try filled(part, csv).target == nil)
    #expect(try filled("see \(part) port", csv).target == "see \(part) X")
    #expect(try filled("the \(part), the port", csv).target == "the \(part), Y")
  }

  @Test(
    arguments: [
      ("{port", "{X"), ("<port", "<X"), ("a < port > b", "a < X > b"), ("port/ship", "X/ship"),
      ("port. Next", "X. Next"),
      ("port.Next", "X.Next"), ("it: port", "it: X"), ("12:port", "12:X"), ("`port", "`X"), ("port: it", "X: it"),
      ("port (x)", "X (x)"), ("«port»", "«X»"),
      ("<b>port</b>", "<b>X</b>"), ("<code>port", "<code>X"), ("50% port", "50% X"), ("i.e. port", "i.e. X"),
      ("https://example.org/a،port", "https://example.org/a،X"), ("@ port", "@ X"), ("port-side", "X-side"),
      ("either /port or", "either /X or"), ("_port_", "_X_"), ("AT&T port;", "AT&T X;"),
    ])
  func replacesBesideSuchSigns(_ source: String, target: String) throws {
    #expect(try filled(source, "port,X\n").target ?? source == target)
  }

  @Test(
    arguments: [
      ("fr", "aujourd’hui aujourd'hui aujourdʼhui l´heure", "aujourd'hui,X\nl’heure,Y", "X X X Y"),
      ("en", "follow‑up", "follow-up,X", "X"),
      ("fa", "كتاب کتاب علي على علی خانۀ", "کتاب,1\nعلی,2\nخانه,3", "1 1 2 2 2 3"),
      ("ur", "یہ يه ھ", "یہ,X", "X X ھ"),
      // Arabic has two words.
      ("ar", "على علي علی کتاب", "علي,Ali\nكتاب,book", "على Ali Ali book"),
      ("tr", "İZMİR izmir IĞDIR ığdır Iğdır", "İzmir,1\nIğdır,2", "1 1 2 2 2"), ("tr", "ILIK", "ilik,X", nil),
      ("az", "BAKI", "Bakı,X", "X"), ("en", "İSTANBUL ISTANBUL", "istanbul,X", "X X"),
    ])
  func spellingsMeetByTheLanguage(_ language: String, _ source: String, csv: String, target: String?) throws {
    #expect(try filled(source, csv, from: Language(language)).target == target)
  }

  @Test(
    arguments: [
      ("ومصرف فمصرف بمصرف لمصرف كمصرف المصرف", "مصرف,X", "وX فX بX لX كX الX"),
      ("والمصرف وبالمصرف كالمصرف وللمصرف فلمصرف", "مصرف,X", "والX وبالX كالX وللX فلX"),
      ("وَالمَصرف", "مصرف,X", "وَالX"),
      // A term with the article, of which لل has lost the alef.
      ("والمصرف المركزي وللمصرف المركزي", "المصرف المركزي,X", "وX وللX"),
      // A word as a whole comes first, then the shorter prefix.
      ("وردة وورد", "وردة,1\nردة,2\nورد,3\nرد,4", "1 و3"),
      // What is left is too short to tell, or no term.
      ("بيد اليد كلب", "يد,X\nلب,Y", "بيد الX كلب"), ("مصرفي مصرفمصرف", "مصرف,X", nil),
    ])
  func findsTermsBehindArabicPrefixes(_ source: String, csv: String, target: String?) throws {
    #expect(try filled(source, csv, prefixes: .arabic).target == target)
    #expect(try filled("فمصرف", "مصرف,X").target == nil, "not unless asked")
  }

  @Test func aTermBehindAPrefixIsNoWholeUnit() throws {
    #expect(try filled("والمصرف", "مصرف,X", prefixes: .arabic).state == .initial)
  }

  @Test(
    arguments: [
      "a;b\nc;d\n", "a\tb\nc\td\n", "# x, y\na;b\nc;d\n", "source;target\na;b\nc;d\n",
      "Note\tTarget\tSource\nx, y\tb\ta\nz\td\tc",
      "a;\"b\"\n\"c\";d", "a\tb\r\nc\td\r\n", "\"a\",b\nc,\"d\"\n",
    ])
  func findsOutWhatSeparatesColumns(_ file: String) throws {
    #expect(try filled("a c", file).target == "b d")
  }

  @Test(
    arguments: [
      ("a, b;X\nc;Y", "a, b", "X"), ("a; b,X\nc,Y", "a; b", "X"), ("5\" disk\tX\na\tb", "5\" disk", "X"),
      ("\"a; b\",X", "a; b", "X"), ("a, b\tX", "a, b", "X"),
    ])
  func otherSeparatorsBelongToTerms(_ file: String, _ source: String, target: String) throws {
    #expect(try filled(source, file).target == target)
  }

  /// A glossary that has a term with a sign in front is looked up token by token; the others must give the same.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func findsWhatLookingUpEveryTokenFinds(_ seed: UInt64) throws {
    let pieces = [
      "a", "b", "c.", "U.S.", "C++", "مجلس", "الأمن", "الأُمن", "،", "ـ", "猫", "犬", "猫犬", "-", " ", " ", "\n",
    ]
    var random = SeededGenerator(seed)
    var rows: [String: Int] = [:]
    for number in 0..<12 {
      var term = random.string(4, of: pieces)
      while let first = term.unicodeScalars.first, !first.properties.isAlphabetic { term.removeFirst() }
      while term.last?.isWhitespace == true { term.removeLast() }
      if !term.isEmpty { rows[term] = number }
    }
    let csv = rows.map { "\"\($0.key)\",<\($0.value)>\n" }.sorted().joined()
    for _ in 0..<10 {
      let source = random.string(15, of: pieces)
      let fast = try filled(source, csv)
      let slow = try filled(source, csv + "@@,never\n")
      #expect(fast == slow, "\(source)")
    }
  }

  @Test func aWholeUnitIsTranslated() throws {
    #expect(try filled(" مجلس الأمن ", "مجلس الأمن,Security Council").state == .translated)
    #expect(try filled(" مجلس الأمن ", "مجلس الأمن,Security Council").target == " Security Council ")
    #expect(try filled("مجلس الأمن.", "مجلس الأمن,Security Council").state == .initial)
    #expect(try filled("مجلس", "مجلس الأمن,Security Council").target == nil)
    #expect(try filled("", "a,b").target == nil)
  }

  @Test(
    arguments: [
      ("target,note,source\nSecurity Council,x,مجلس", 1), ("Source,Target\na,b\n", 1),
      ("a,b\r\nc,d\r\n\r\n# e,f\r\n", 2),
      ("a,b\na,b\n", 1), ("", 0), ("\"two\nlines\",x\n", 1), ("a,b", 1), ("SOURCE , target\n a , b \n", 1),
    ])
  func readsFiles(_ csv: String, count: Int) throws {
    #expect(try Glossary(csv: Text(csv), file: "terms.csv").count == count)
  }

  @Test(
    arguments: [
      ("a", "1:1"), ("a,b,c", "1:5"), ("a,b\n,c", "2:1"), ("a,b\nc,", "2:3"), ("a,b\nc,\"d", "2:3"),
      ("a,b\nc\"d,e", "2:2"), ("a,\"b\"c", "1:6"), ("a,b\na,c", "2:1"), ("source,target\na", "2:1"),
      ("اب,\"x\ny\"\nج\"", "3:2"), ("a;b\nc;d\ne;f;g", "3:5"), ("a\tb\nc\td\ne\t\"f\"g", "3:6"),
    ])
  func reportsPlaces(_ csv: String, place: String) {
    let error = #expect(throws: Diagnostics.self) { try Glossary(csv: Text(csv), file: "terms.csv") }
    #expect(error?.all.map { "\($0.range?.line ?? 0):\($0.range?.column ?? 0)" } == [place])
    #expect(error?.all.first?.range?.file == "terms.csv")
  }

  @Test func countsProblemsPastTheFirst() {
    let csv = String(repeating: "x\n", count: 50)
    let error = #expect(throws: Diagnostics.self) { try Glossary(csv: Text(csv), file: "terms.csv") }
    #expect(error?.all.count == GlossaryRows.mostProblems + 1)
  }

  /// Tries every term at every word: the obvious way.
  private static func slowly(_ words: [String], _ terms: [[String]: String]) -> String {
    var result: [String] = []
    var index = 0
    while index < words.count {
      let longest = (1...4).reversed().first { length in
        index + length <= words.count && terms[Array(words[index..<(index + length)])] != nil
      }
      if let longest {
        result.append(terms[Array(words[index..<(index + longest)])]!)
        index += longest
      } else {
        result.append(words[index])
        index += 1
      }
    }
    return result.joined(separator: " ")
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func findsWhatASlowSearchFinds(_ seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func below(_ bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % bound)
    }
    func words(_ count: Int) -> [String] { (0..<count).map { _ in ["a", "b", "ab", "ج", "د"][below(5)] } }
    var terms: [[String]: String] = [:]
    var csv = ""
    for number in 0..<(1 + below(12)) {
      let term = words(1 + below(4))
      guard terms[term] == nil else { continue }
      terms[term] = "T\(number)"
      csv += term.joined(separator: " ") + ",T\(number)\n"
    }
    let text = words(40)
    let target = try filled(text.joined(separator: " "), csv).target
    #expect((target ?? text.joined(separator: " ")) == Self.slowly(text, terms))
  }

  @Test func holdsManyTerms() throws {
    var csv = ""
    for number in 0..<20_000 { csv += "term\(number) of number,T\(number)\n" }
    #expect(try filled("a term777 of number, term19999 of number", csv).target == "a T777, T19999")
  }
}

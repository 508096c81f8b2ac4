import Minwal
import MinwalTestSupport
import Testing

/// A kind of site whose documents have content in common that learning must not take for boilerplate, or boilerplate inside
/// their text that it must find.
struct LearningTrap: CustomTestStringConvertible, Sendable {
  typealias Line = (text: String, isContent: Bool)

  let testDescription: String
  /// Whether the documents are so much alike that they count as copies of one, of which nothing is learned.
  let teachesNothing: Bool
  /// The lines between menu and foot.
  private let article: @Sendable (_ prose: InventedProse, _ random: inout SeededGenerator) -> [Line]

  init(
    _ name: String, teachesNothing: Bool = false,
    _ article: @escaping @Sendable (InventedProse, inout SeededGenerator) -> [Line]
  ) {
    testDescription = name
    self.teachesNothing = teachesNothing
    self.article = article
  }

  private static let menu = ["Zorbel", "Munta Quil", "Pirrash", "Glimtor"]
  private static let foot = [
    "Opal wix", "Vorn takkel isu prondel, gor mesh untar vil osk prend haltu mor, tis valken.",
  ]

  /// The lines of one document.
  func lines(_ number: Int, _ prose: InventedProse) -> [Line] {
    var random = SeededGenerator(UInt64(number) + 1)
    return Self.menu.map { ($0, false) } + article(prose, &random) + Self.foot.map { ($0, false) }
  }

  static func document(_ lines: [Line], number: Int, site: String?, hasGaps: Bool) -> Document {
    var document = Document(
      id: "\(number)", text: lines.map(\.text).joined(separator: hasGaps ? "\n\n" : "\n"))
    if let site { document.metadata["site"] = .string(site) }
    return document
  }

  /// A made-up word.
  static func word(_ random: inout SeededGenerator) -> String {
    let parts = ["bel", "mun", "ta", "qui", "pir", "rash", "vor", "tak", "kel", "su", "pron", "del", "gor", "mesh"]
    return (0..<3).map { _ in parts.randomElement(using: &random)! }.joined()
  }

  static func number(_ range: ClosedRange<Int>, _ random: inout SeededGenerator) -> Int {
    Int.random(in: range, using: &random)
  }

  private static func kept(_ texts: String...) -> [Line] { texts.map { ($0, true) } }
  private static func gone(_ texts: String...) -> [Line] { texts.map { ($0, false) } }

  /// Puts two of three lines between some pieces, anywhere.
  private static func strewn(_ lines: [Line], among pieces: [[Line]], _ random: inout SeededGenerator) -> [Line] {
    var pieces = pieces
    for line in lines where number(0...2, &random) > 0 {
      pieces.insert([line], at: number(1...pieces.count - 1, &random))
    }
    return pieces.flatMap { $0 }
  }

  static let all: [LearningTrap] = content + boilerplate

  /// What must stay.
  private static let content: [LearningTrap] = [
    LearningTrap("the headings of recipes") { prose, random in
      var lines = kept("\(word(&random)) \(word(&random))", prose.paragraph(&random), "Hulm")
      for _ in 0..<4 { lines += kept("\(number(2...9, &random)) dru \(word(&random))") }
      if number(0...2, &random) > 0 { lines += kept("Salpe") }
      return lines + kept("Tirvel", prose.paragraph(&random), prose.paragraph(&random))
    },
    LearningTrap("the headings of recipes that nothing introduces") { prose, random in
      var lines = kept("\(word(&random)) \(word(&random))") + gone("\(number(1...28, &random))/3/2020") + kept("Hulm")
      for _ in 0..<4 { lines += kept("\(number(2...9, &random)) dru \(word(&random))") }
      return lines + kept("Tirvel", prose.paragraph(&random), prose.paragraph(&random), prose.paragraph(&random))
    },
    LearningTrap("the parts of abstracts") { prose, random in
      var lines = kept(prose.headline(&random))
      for part in ["Introz", "Methul", "Resalt", "Conclu"] { lines += kept(part, prose.paragraph(&random)) }
      return lines
    },
    LearningTrap("the speakers of a play") { prose, random in
      var lines = kept(prose.headline(&random))
      for _ in 0..<8 {
        lines += kept(["HAMUL", "OFLIA", "HORATZ"].randomElement(using: &random)!, prose.paragraph(&random))
      }
      return lines
    },
    LearningTrap("who asks in interviews") { prose, random in
      let guest = word(&random)
      var lines = kept(prose.headline(&random), prose.paragraph(&random))
      for _ in 0..<4 { lines += kept("Glanto", prose.headline(&random) + "?", guest, prose.paragraph(&random)) }
      return lines
    },
    LearningTrap("the dates of a diary") { prose, random in
      var lines = kept(prose.headline(&random), prose.paragraph(&random))
      for _ in 0..<4 {
        lines += kept("\(number(1...28, &random))/\(number(1...12, &random))/1923", prose.paragraph(&random))
      }
      return lines
    },
    LearningTrap("reports that are nearly the same", teachesNothing: true) { prose, random in
      kept(
        "\(word(&random)) \(word(&random)) \(number(1...28, &random)) Mandu",
        prose.headline(&random) + " \(number(1...9, &random)).",
        "Bonjar tu il mor, hesta vil noru sem tal und quil menda sor.",
        "Vilto nand \(["essa", "oru"].randomElement(using: &random)!) plen dor \(number(9...40, &random)) dogur senn tal.",
        "Fin tal noru, und bonjar tu il mor hesta sem vil dor.")
    },
    LearningTrap("the fields of product sheets") { prose, random in
      kept(
        "\(word(&random)) \(word(&random)) \(word(&random))", prose.paragraph(&random), "Matru",
        ["Okol", "Pinu", "Stul"].randomElement(using: &random)!,
        "Kolur: \(["blu", "rod", "wis"].randomElement(using: &random)!)", "Bred: \(number(20...200, &random)) cm",
        prose.paragraph(&random))
    },
    LearningTrap("datelines and who said it") { prose, random in
      kept(
        prose.headline(&random), ["القاهرة – رويترز", "باريس – وكالات"].randomElement(using: &random)!,
        prose.paragraph(&random), "Mandor il sasa:", "“" + prose.headline(&random) + ".”", prose.paragraph(&random))
    },
    LearningTrap("the refrain and the parts of songs") { prose, random in
      let refrain = prose.headline(&random) + ","
      var lines = kept(prose.headline(&random), prose.paragraph(&random))
      for verse in 1...3 {
        lines += kept("Strof \(verse)", prose.headline(&random) + ",", prose.headline(&random) + ",", "Korul", refrain)
      }
      return lines + kept(prose.paragraph(&random))
    },
    LearningTrap("the headlines of a digest") { prose, random in
      var lines = kept(prose.headline(&random), prose.paragraph(&random))
      for _ in 0..<3 { lines += kept(prose.headline(&random), prose.paragraph(&random)) }
      return lines
    },
    LearningTrap("one paragraph") { prose, random in kept(prose.headline(&random), prose.paragraph(&random)) },
  ]

  /// What must go.
  private static let boilerplate: [LearningTrap] = [
    LearningTrap("links within articles") { prose, random in
      kept(prose.headline(&random), prose.paragraph(&random), prose.paragraph(&random))
        + gone("Munsel trag: " + prose.headline(&random)) + kept(prose.paragraph(&random), prose.paragraph(&random))
    },
    LearningTrap("a lone label within articles") { prose, random in
      kept(prose.headline(&random), prose.paragraph(&random), prose.paragraph(&random)) + gone("Zorbelment")
        + kept(prose.paragraph(&random), prose.paragraph(&random)) + gone("Zorbelment") + kept(prose.paragraph(&random))
    },
    LearningTrap("buttons strewn between paragraphs") { prose, random in
      let paragraphs = (0..<number(4...8, &random)).map { _ in kept(prose.paragraph(&random)) }
      return kept(prose.headline(&random))
        + strewn(gone("Vorlik pend", "Tishra molt", "Gunda"), among: paragraphs, &random)
    },
    LearningTrap("the posts of a thread") { prose, random in
      var lines = kept(prose.headline(&random))
      for _ in 0..<number(3...6, &random) {
        let day = "\(number(1...28, &random))/\(number(1...12, &random))/2019 \(number(10...23, &random)):30"
        lines += gone(word(&random), "Pesti: \(number(1...9999, &random))", day)
        lines += kept(prose.paragraph(&random)) + gone("Vorn il pest", "Glimtu")
      }
      return lines
    },
  ]
}

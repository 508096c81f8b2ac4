import Minwal

/// Pages of a site that no phrase pack knows: its boilerplate is of made-up words, the articles are made up, too.
struct InventedSite {
  var name: String
  /// Whether blank lines stand between paragraphs.
  var hasGaps = true

  private static let menu = ["Zorbel", "Munta Quil", "Pirrash"]
  static let buttons = ["Glimtor frens", "Opal wix"]
  static let notice = "Vorn takkel isu prondel, gor mesh untar vil osk prend haltu mor, tis valken drou, ipsen."
  static let inside = "Brindle koy"
  /// All lines that are boilerplate.
  static let boilerplate = menu + buttons + [notice, inside, "Mirron olt"]

  private static let subjects = ["harbour", "library", "orchard", "museum", "railway", "theatre", "market", "bridge"]
  private static let events = [
    "opens again", "asks for help", "turns fifty", "moves to the hill", "closes for repairs",
  ]

  static func headline(_ number: Int) -> String {
    "The \(subjects[number % 8]) of district \(words(number)) \(events[number / 8 % 5])"
  }

  /// A number without digits.
  private static func words(_ number: Int) -> String {
    String(number, radix: 10).map {
      ["nil", "one", "two", "six", "ten", "red", "low", "far", "new", "old"][Int(String($0))!]
    }
    .joined(separator: "-")
  }

  static func body(_ number: Int) -> [String] {
    let name = words(number)
    return [
      "The \(subjects[number % 8]) of district \(name) had waited for this for a long time, its director said on Monday.",
      "Nobody could tell what the \(subjects[(number + 3) % 8]) next door would make of it, but \(name) people came.",
      "In the evening, when the lamps of \(name) were lit, the band played once more, and then it was over.",
    ]
  }

  /// A page; `extra` lines stand between the first paragraph and the second.
  func page(_ number: Int, extra: [String] = []) -> String {
    let body = Self.body(number)
    let blocks =
      [Self.menu, [Self.headline(number)], ["Mirron olt", "\(number * 37 + 5) zish"], [body[0]]]
      + extra.map { [$0] } + [[body[1]], [Self.inside], [body[2]], Self.buttons, [Self.notice]]
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: hasGaps ? "\n\n" : "\n")
  }

  func document(_ number: Int, extra: [String] = []) -> Document {
    var document = Document(id: "\(name)-\(number)", text: page(number, extra: extra))
    document.metadata["site"] = .string(name)
    return document
  }
}

/// What the names that a site gave to an element suggest about it: weak evidence, never enough alone.
struct Evidence: OptionSet, Sendable {
  let rawValue: UInt32

  static let navigation = Evidence(rawValue: 1 << 0)
  static let related = Evidence(rawValue: 1 << 1)
  static let comments = Evidence(rawValue: 1 << 2)
  static let cookies = Evidence(rawValue: 1 << 3)
  static let sidebar = Evidence(rawValue: 1 << 4)
  static let footer = Evidence(rawValue: 1 << 5)
  static let header = Evidence(rawValue: 1 << 6)
  static let advertisement = Evidence(rawValue: 1 << 7)
  static let share = Evidence(rawValue: 1 << 8)
  static let form = Evidence(rawValue: 1 << 9)
  static let byline = Evidence(rawValue: 1 << 10)
  static let caption = Evidence(rawValue: 1 << 11)
  static let details = Evidence(rawValue: 1 << 12)
  static let media = Evidence(rawValue: 1 << 13)
  static let hidden = Evidence(rawValue: 1 << 14)
  static let popup = Evidence(rawValue: 1 << 15)

  /// The body of a text: `article-body`, `entry-content`.
  static let body = Evidence(rawValue: 1 << 20)
  /// A whole text with its title.
  static let article = Evidence(rawValue: 1 << 21)
  /// What stands before a text and belongs to it: `summary`, `standfirst`.
  static let lead = Evidence(rawValue: 1 << 22)
  /// What explains a title in other words, as those set it who lay out a page.
  static let deck = Evidence(rawValue: 1 << 24)
  /// Said by `rel` or `itemprop`: who wrote the text.
  static let author = Evidence(rawValue: 1 << 25)
  /// Said by `itemprop` or `property`: the body of the text.
  static let declaredBody = Evidence(rawValue: 1 << 23)

  /// All that speaks against an element, with what it is called when it is left out. Where several fit, the first counts.
  static let reasons: [(Evidence, RemovalReason)] = [
    (.cookies, .cookieNotice), (.comments, .comments), (.advertisement, .advertisement), (.related, .related),
    (.share, .share), (.form, .form), (.navigation, .navigation), (.sidebar, .sidebar), (.footer, .footer),
    (.header, .header), (.byline, .byline), (.caption, .caption), (.details, .details), (.media, .media),
    (.popup, .popup),
  ]

  /// What speaks against an element.
  static let chrome = Evidence(rawValue: (1 << 16) - 1).subtracting(.hidden)

  /// Why an element is left out, if it is.
  var reason: RemovalReason? {
    for (evidence, reason) in Self.reasons where contains(evidence) { return reason }
    return nil
  }
}

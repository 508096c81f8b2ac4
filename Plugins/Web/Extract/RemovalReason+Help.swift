import Minwal

extension RemovalReason {
  /// The same with a line of help.
  var reason: Reason { Reason(rawValue, help) }

  private var help: String {
    switch self {
    case .navigation: "Menus, paths to the page, links to the pages before and behind it."
    case .related: "Other texts of the site that are recommended."
    case .comments: "What readers wrote below the text."
    case .hidden: "Not shown in a browser, or to some readers only."
    case .cookieNotice: "Asks for consent to cookies and the like."
    case .sidebar: "Stands beside the text."
    case .footer: "Stands below all texts of the site."
    case .header: "Stands above all texts of the site."
    case .advertisement: "Advertisements and what is paid for."
    case .share: "Buttons to hand the text on."
    case .form: "Fields to fill in, with what invites to it."
    case .byline: "Who wrote the text."
    case .caption: "What stands below a picture."
    case .details: "Dates, subjects, numbers about the text."
    case .media: "Galleries, players, and what belongs to them."
    case .popup: "Windows over the page."
    case .title: "The title of the page, which is the document's title."
    case .subtitle: "A line that explains the title."
    case .noscript: "Stands for those whose browser runs no scripts."
    case .outside: "Outside what holds the text."
    case .before: "Before the text begins."
    case .after: "Behind the end of the text."
    case .linkList: "Little else than links."
    case .emptyHeading: "A heading without anything below it that is kept."
    case .promotion: "Calls to read, watch or subscribe to something else."
    case .option: "Left out by an option."
    }
  }
}

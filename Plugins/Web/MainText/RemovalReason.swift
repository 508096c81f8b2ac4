/// Why something on a page is not part of its main text.
public enum RemovalReason: String, Sendable, CaseIterable {
  /// Menus, paths to the page, links to the pages before and behind it.
  case navigation
  /// Other texts of the site that are recommended.
  case related
  /// What readers wrote below the text.
  case comments
  /// Not shown in a browser, or to some readers only.
  case hidden
  /// Asks for consent to cookies and the like.
  case cookieNotice = "cookie-notice"
  /// Stands beside the text.
  case sidebar
  /// Stands below all texts of the site.
  case footer
  /// Stands above all texts of the site.
  case header
  /// Advertisements and what is paid for.
  case advertisement
  /// Buttons to hand the text on.
  case share
  /// Fields to fill in, with what invites to it.
  case form
  /// Who wrote the text.
  case byline
  /// What stands below a picture.
  case caption
  /// Dates, subjects, numbers about the text.
  case details
  /// Galleries, players, and what belongs to them.
  case media
  /// Windows over the page.
  case popup
  /// The title of the page, which is metadata.
  case title
  /// A line that explains the title.
  case subtitle
  /// Stands for those whose browser runs no scripts.
  case noscript
  /// Outside what holds the text.
  case outside
  /// Before the text begins.
  case before = "before-text"
  /// Behind the end of the text.
  case after = "after-text"
  /// Little else than links.
  case linkList = "link-list"
  /// A heading without anything below it that is kept.
  case emptyHeading = "empty-heading"
  /// Calls to read, watch or subscribe to something else.
  case promotion
  /// Left out by an option.
  case option
}

public import Minwal

extension Plugin {
  /// Pages of the web: files, archives of crawls, and their text.
  public static let web = Plugin(
    "web", [.stage(Extract.self)], readers: [.reader(HTMLPages.self), .reader(WARCFiles.self)],
    explanations: [
      Explanation(
        error: .malformedWARC, "A WARC file breaks off, or its records do not lie where their lengths say.",
        "Everything before that place was read. The message says what is wrong there. A download that was cut off has to be "
          + "made again; of other files, 'warcio check' and 'warcio recompress' tell what else is in them."),
      Explanation(
        error: .malformedPage, "The bytes of a page are not what its header says.",
        "The page was compressed by a server in a way that its bytes do not bear out, or that Minwal cannot read: the message "
          + "says in which. Brotli needs the system's libbrotlidec (Debian: libbrotli1)."),
    ])
}

extension StageError.Code {
  static let malformedWARC = Self("malformed-warc")
  static let malformedPage = Self("malformed-page")
}

import WebPlugin
import Testing

struct ReasonTests {
  private static let sample = Sample.arabic

  /// Something around or in a text, and why it is left out.
  @Test(arguments: [
    ("<nav>MARK</nav>", RemovalReason.navigation),
    ("<div role=navigation>MARK</div>", .navigation),
    ("<div class=breadcrumbs>MARK</div>", .navigation),
    ("<div class='related-stories'>MARK</div>", .related),
    ("<div id=comments><p>MARK</p></div>", .comments),
    ("<div hidden>MARK</div>", .hidden),
    ("<div style='color: red; display:none'>MARK</div>", .hidden),
    ("<p aria-hidden=true>MARK</p>", .hidden),
    ("<div class='cookieConsent'>MARK</div>", .cookieNotice),
    ("<aside>MARK</aside>", .sidebar),
    ("<div class=leftSidebar>MARK</div>", .sidebar),
    ("<footer>MARK</footer>", .footer),
    ("<header>MARK</header>", .header),
    ("<div class='ad-slot adsense'>MARK</div>", .advertisement),
    ("<div class=share-buttons>MARK</div>", .share),
    ("<form>MARK</form>", .form),
    ("<div class=newsletter>MARK</div>", .form),
    ("<button>MARK</button>", .form),
    ("<div class=author-box>MARK</div>", .byline),
    ("<figure><img><figcaption>MARK</figcaption></figure>", .caption),
    ("<div><img><p>MARK</p></div>", .caption),
    ("<p>© MARK</p>", .caption),
    ("<div class='tags'>MARK</div>", .details),
    ("<dialog>MARK</dialog>", .popup),
    ("<noscript>MARK</noscript>", .noscript),
    ("<template>MARK</template>", .noscript),
    ("<ul><li><a href=x>MARK</a></li></ul>", .linkList),
    ("<h3>MARK</h3><p><a href=x>a b c</a></p>", .emptyHeading),
  ])
  func tellsWhySomethingIsLeftOut(markup: String, reason: RemovalReason) {
    let sample = Self.sample
    let page =
      "<body><article><h1>\(sample.title)</h1><p>\(sample.paragraphs[0])</p>"
      + markup.replacing("MARK", with: "علامة")
      + "<p>\(sample.paragraphs[1])</p><p>\(sample.paragraphs[2])</p></article>"
    let extraction = Extraction(page)
    #expect(extraction.reasons("علامة") == [reason])
    #expect(!extraction.text.contains("علامة"))
    for paragraph in sample.paragraphs { #expect(extraction.text.contains(paragraph)) }
  }

  @Test(arguments: [
    ("اقرأ أيضا: <a href=x>MARK</a>"), ("Lesen Sie auch: <a href=x>MARK</a>"), ("相关阅读：<a href=x>MARK</a>"),
    ("بیشتر بخوانید: <a href=x>MARK</a>"), ("Read more: <a href=x>MARK</a>"), ("Читайте также: <a href=x>MARK</a>"),
  ])
  func leavesOutCallsToReadOn(line: String) {
    let sample = Self.sample
    let page =
      "<body><div><p>\(sample.paragraphs[0])</p><p>\(line.replacing("MARK", with: "علامة"))</p><p>\(sample.paragraphs[1])</p></div>"
    let extraction = Extraction(page)
    #expect(!extraction.text.contains("علامة"))
    #expect(extraction.text == sample.paragraphs[0] + "\n\n" + sample.paragraphs[1])
  }

  @Test func leavesOutTheTitleAndWhatIsOutside() {
    let sample = Self.sample
    let page =
      "<body><p>قبل</p><article><h1>\(sample.title)</h1><p>\(sample.paragraphs[0])</p><p>\(sample.paragraphs[1])</p></article><p>بعد</p>"
    let extraction = Extraction(page)
    #expect(extraction.reasons(sample.title) == [.title] || extraction.reasons(sample.title) == [.before])
    #expect(extraction.reasons("قبل") == [.outside])
    #expect(extraction.reasons("بعد") == [.outside])
  }

  /// A name is weak evidence: what holds the text is kept whatever it is called.
  @Test(arguments: ["sidebar", "comment", "cookie", "footer", "hidden", "ad", "menu", "share", "related"], Sample.all)
  func keepsTheTextWhateverItIsCalled(name: String, sample: Sample) {
    let page = "<body><div class=\(name)><h1>\(sample.title)</h1>\(Pages.paragraphs(sample))</div>"
    let text = Extraction(page).text
    for paragraph in sample.paragraphs { #expect(text.contains(paragraph)) }
  }

  /// Everything on a page is either kept or has a reason.
  @Test(arguments: Pages.shapes.indices)
  func accountsForEverything(shape: Int) {
    let sample = Sample.persian
    let extraction = Extraction(Pages.shapes[shape].make(sample))
    for text in sample.menu + sample.related + [sample.cookies] {
      #expect(extraction.text.contains(text) || !extraction.reasons(text).isEmpty, "\(Pages.shapes[shape].name)")
    }
  }

  @Test func leavesOutWhatIsSaidAboutTheAuthor() {
    let sample = Self.sample
    let page =
      "<head><meta name=author content='\(sample.author)'></head><body><div class=article-body>\(Pages.paragraphs(sample))"
      + "<p>\(sample.author) كاتبة تعيش قرب النهر وتحب المشي في الجبال.</p></div>"
    let extraction = Extraction(page)
    #expect(extraction.reasons(sample.author) == [.byline])
    #expect(extraction.text.hasSuffix(sample.paragraphs[2]))
  }
}

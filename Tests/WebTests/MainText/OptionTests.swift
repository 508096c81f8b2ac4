import WebPlugin
import Testing

struct OptionTests {
  private static let sample = Sample.arabic

  private static func page(_ inner: String) -> String {
    "<body><article><h1>\(sample.title)</h1><p>\(sample.paragraphs[0])</p>\(inner)<p>\(sample.paragraphs[1])</p></article>"
  }

  private static func options(_ change: (inout MainTextOptions) -> Void) -> MainTextOptions {
    var options = MainTextOptions()
    change(&options)
    return options
  }

  @Test(arguments: [
    ("<h2>علامة</h2><p>نص تحت العنوان، وهو جملة تامة.</p>", MainText.Block.Kind.heading(level: 2)),
    ("<ul><li>علامة</li><li>أخرى</li></ul>", .listItem),
    ("<table><tr><td>علامة</td><td>قيمة</td></tr><tr><td>أ</td><td>ب</td></tr></table>", .tableRow),
    ("<blockquote>علامة قالها الشيخ وهو ينظر إلى النهر.</blockquote>", .quote),
    ("<pre>علامة\n  let a = 1</pre>", .code),
  ])
  func keepsOrLeavesOutKinds(inner: String, kind: MainText.Block.Kind) throws {
    let kept = Extraction(Self.page(inner))
    let block = try #require(kept.result.content.blocks.first { kept.slice($0.output).contains("علامة") })
    #expect(block.kind == kind)
    let left = Extraction(
      Self.page(inner),
      Self.options {
        $0.headings = false
        $0.lists = false
        $0.tables = false
        $0.quotes = false
        $0.code = false
      })
    #expect(!left.text.contains("علامة"))
    #expect(left.reasons("علامة") == [.option])
    #expect(left.text.hasPrefix(Self.sample.paragraphs[0]))
  }

  @Test func keepsCaptions() {
    let inner = "<figure><img><figcaption>علامة</figcaption></figure>"
    let kept = Extraction(Self.page(inner), Self.options { $0.captions = true })
    #expect(kept.result.content.blocks.map(\.kind) == [.paragraph, .caption, .paragraph])
    #expect(!Extraction(Self.page(inner)).text.contains("علامة"))
  }

  @Test func writesLinks() {
    let inner = "<p>نص فيه <a href='/a?b=1&amp;c=(2)'>رابط <b>قصير</b></a> وتكملة للجملة بعده.</p>"
    #expect(Extraction(Self.page(inner)).text.contains("نص فيه رابط قصير وتكملة"))
    let markdown = Extraction(Self.page(inner), Self.options { $0.links = .markdown })
    #expect(markdown.text.contains("نص فيه [رابط قصير](</a?b=1&c=(2)>) وتكملة"))
    #expect(Extraction(Self.page(inner), Self.options { $0.links = .none }).text.contains("نص فيه وتكملة"))
  }

  @Test func keepsCommentsApart() {
    let page = Pages.blog(Self.sample)
    let extraction = Extraction(page, Self.options { $0.comments = .keepApart })
    #expect(!extraction.text.contains(Self.sample.comments[0]))
    for comment in Self.sample.comments { #expect(extraction.comments.contains(comment)) }
    #expect(!extraction.comments.contains(Self.sample.paragraphs[0]))
    #expect(Extraction(page).comments.isEmpty)
  }

  @Test func writesMarkdown() {
    let inner = """
      <h2>عنوان # 2</h2><p>سطر أول<br>- سطر ثان فيه *نجمة*، وهو جملة تامة.</p><ol><li>واحد<ul><li>داخل</li></ul></li><li>اثنان</li></ol>
      <table><tr><th>اسم</th><th>عدد</th></tr><tr><td>أ|ب</td><td>2</td></tr></table>
      <blockquote><p>قول أول طويل.</p></blockquote><pre>let a = [1]\n  b</pre>
      """
    let text = Extraction(Self.page(inner), Self.options { $0.format = .markdown }).text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).dropLast(2)
    #expect(
      lines.joined(separator: "\n") == """
        ## عنوان # 2

        سطر أول
        \\- سطر ثان فيه \\*نجمة\\*، وهو جملة تامة.

        1. واحد
           -  داخل
        2. اثنان

        | اسم | عدد |
        | --- | --- |
        | أ\\|ب | 2 |

        > قول أول طويل.

        ```
        let a = [1]
          b
        ```
        """)
  }

  @Test func setsParagraphsApart() {
    let text = Extraction(Self.page("<ul><li>أول</li><li>ثان</li></ul>")).text
    #expect(text == Self.sample.paragraphs[0] + "\n\nأول\nثان\n\n" + Self.sample.paragraphs[1])
  }
}

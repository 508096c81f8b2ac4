import WebPlugin
import HTMLTestSupport
import Minwal
import Testing

/// The rules of tree construction, by small pages.
@Suite struct TreeTests {
  struct Example: CustomTestStringConvertible {
    var page: String
    var tree: String
    var testDescription: String { page }

    init(_ page: String, _ tree: String) {
      self.page = page
      self.tree = tree
    }
  }

  @Test(arguments: [
    Example("", "html(head body)"),
    Example("  word", "html(head body('word'))"),
    Example(
      "<!DOCTYPE html><title>A &amp; B</title><p>one<p>two", "! html(head(title('A & B')) body(p('one') p('two')))"),
    Example("<p>one<div>two</p>three", "html(head body(p('one') div('two' p 'three')))"),
    Example("<ul><li>a<li>b<ul><li>c</ul></ul>", "html(head body(ul(li('a') li('b' ul(li('c'))))))"),
    Example("<dl><dt>a<dd>b<dt>c</dl>", "html(head body(dl(dt('a') dd('b') dt('c'))))"),
    Example("<h1>a<h2>b</h1>c", "html(head body(h1('a') h2('b') 'c'))"),
    Example("<li>a<div><li>b", "html(head body(li('a' div) li('b')))"),
    Example("</p></br>x", "html(head body(br 'x'))"),
    Example("<pre>\n\na</pre><textarea>\r\nb</textarea>", "html(head body(pre('\na') textarea('b')))"),
    Example("<button>a<button>b", "html(head body(button('a') button('b')))"),
    Example("<form>a<form>b</form>c", "html(head body(form('ab') 'c'))"),
    Example("<form><div></form>x</div>y", "html(head body(form(div('x')) 'y'))"),
    Example("<ruby>a<rb>b<rt>c<rtc>d<rp>e</ruby>", "html(head body(ruby('a' rb('b') rt('c') rtc('d' rp('e')))))"),
    Example("<body a=1><p>x<body b=2 a=3><html c=4>", "html[c=4](head body[a=1][b=2](p('x')))"),
    Example("<p>x</body>y</html>z<!--end-->", "html(head body(p('xyz' {end})))"),
    Example(
      "<head><meta charset=x></head> <link rel=y><p>z", "html(head(meta[charset=x] link[rel=y]) ' ' body(p('z')))"),
    Example("<img/><image src=a>b</img>", "html(head body(img img[src=a] 'b'))"),
    Example("<div/>a</div>b", "html(head body(div('a') 'b'))"),
    Example("<plaintext>a</plaintext>", "html(head body(plaintext('a</plaintext>')))"),
    Example("<x-y>a<p>b</x-y>c", "html(head body(x-y('a' p('bc'))))"),
    Example("<hr><input type=HIDDEN><frameset>", "html(head body(hr input[type=HIDDEN]))"),
  ])
  func buildsBodies(_ example: Example) { #expect(Outline.of(example.page) == example.tree) }

  @Test(arguments: [
    Example("<b>1<i>2</b>3</i>4", "html(head body(b('1' i('2')) i('3') '4'))"),
    Example("<p><b>1<p>2</b>3", "html(head body(p(b('1')) p(b('2') '3')))"),
    Example("<b><div>1</b>2</div>3", "html(head body(b div(b('1') '2') '3'))"),
    Example("<a href=x>1<a href=y>2", "html(head body(a[href=x]('1') a[href=y]('2')))"),
    Example("<a>1<div>2<a>3", "html(head body(a('1') div(a('2') a('3'))))"),
    Example("<b><b><b><b><p>1", "html(head body(b(b(b(b(p('1')))))))"),
    Example(
      "<p><b c=1><b c=1><b c=1><b c=1></p><p>2",
      "html(head body(p(b[c=1](b[c=1](b[c=1](b[c=1])))) p(b[c=1](b[c=1](b[c=1]('2'))))))"),
    Example("<p><b c=1><b c=2></p><p>2", "html(head body(p(b[c=1](b[c=2])) p(b[c=1](b[c=2]('2')))))"),
    Example("<nobr>1<nobr>2", "html(head body(nobr('1') nobr('2')))"),
    Example("<b><object>1</b>2</object>3", "html(head body(b(object('12') '3')))"),
    Example("<i><b>1</i></b>2</x>", "html(head body(i(b('1')) '2'))"),
    Example("<b><u><i><s><em><div>1</b>2", "html(head body(b(u(i(s(em)))) i(s(em(div(b('1') '2'))))))"),
  ])
  func ordersFormatting(_ example: Example) { #expect(Outline.of(example.page) == example.tree) }

  @Test(arguments: [
    Example("<table><td>1", "html(head body(table(tbody(tr(td('1'))))))"),
    Example("<table>1<tr>2<td>3</td>4</table>5", "html(head body('124' table(tbody(tr(td('3')))) '5'))"),
    Example("<table> <tr> <td> </table>", "html(head body(table(' ' tbody(tr(' ' td(' '))))))"),
    Example("<table><b>1<tr><td>2</table>3", "html(head body(b('1') table(tbody(tr(td('2')))) b('3')))"),
    Example("<table><caption>1<tr><td>2<th>3", "html(head body(table(caption('1') tbody(tr(td('2') th('3'))))))"),
    Example("<table><col><col><tr>", "html(head body(table(colgroup(col col) tbody(tr))))"),
    Example(
      "<table><tr><td><table><tr><td>1</table>2", "html(head body(table(tbody(tr(td(table(tbody(tr(td('1')))) '2'))))))"
    ),
    Example("<table><form><tr><td><input></form>", "html(head body(table(form tbody(tr(td(input))))))"),
    Example("<table><tr><p>1<td>2", "html(head body(p('1') table(tbody(tr(td('2'))))))"),
    Example("<!DOCTYPE html><p>1<table>", "! html(head body(p('1') table))"),
    Example("<p>1<table>", "html(head body(p('1' table)))"),
    Example(
      "<table><style>a</style><input type=hidden><script>b</script>",
      "html(head body(table(style('a') input[type=hidden] script('b'))))"),
    Example("<tr><td>1", "html(head body('1'))"),
    Example(
      "<table><tbody><tr><td>1</tbody><tfoot><td>2</table>",
      "html(head body(table(tbody(tr(td('1'))) tfoot(tr(td('2'))))))"),
    Example("<table>&nbsp;<tr>", "html(head body('\u{A0}' table(tbody(tr))))"),
    Example("<table>&#32;<tr>", "html(head body(table(' ' tbody(tr))))"),
  ])
  func buildsTables(_ example: Example) { #expect(Outline.of(example.page) == example.tree) }

  @Test(arguments: [
    Example("<template><td>1<p>2</template>3", "html(head(template(td('1' p('2')))) body('3'))"),
    Example("<table><template><tr></template><tr>", "html(head body(table(template(tr) tbody(tr))))"),
    Example(
      "<select><option>1<option>2<optgroup><option>3</select>4",
      "html(head body(select(option('1') option('2') optgroup(option('3'))) '4'))"),
    Example("<select>1<select>2", "html(head body(select('1') '2'))"),
    Example("<select><div>1</div><hr><input>", "html(head body(select(div('1') hr) input))"),
    Example(
      "<frameset><frame>x<frameset></frameset></frameset><noframes>y</noframes>",
      "html(head frameset(frame frameset) noframes('y'))"),
    Example("<noscript><p>1</noscript>", "html(head(noscript) body(p('1')))"),
    Example("<head><noscript><link><p>1</noscript>", "html(head(noscript(link)) body(p('1')))"),
    Example("<script>1<!--<script></script>--></script>2", "html(head(script('1<!--<script></script>-->')) body('2'))"),
    Example(
      "<style></p></style><iframe><p></iframe><xmp>&amp;</xmp>",
      "html(head(style('</p>')) body(iframe('<p>') xmp('&amp;')))"),
  ])
  func buildsContexts(_ example: Example) { #expect(Outline.of(example.page) == example.tree) }

  @Test(arguments: [
    Example(
      "<svg viewbox=1><lineargradient/><foreignobject><p>1</foreignobject><g></svg>2",
      "html(head body(svg:svg[viewBox=1](svg:linearGradient svg:foreignObject(p('1' g('2'))))))"),
    Example("<svg><p>1", "html(head body(svg:svg p('1')))"),
    Example("<svg><title><b>1</svg>2", "html(head body(svg:svg(svg:title(b('12')))))"),
    Example(
      "<math definitionurl=a><mi>1<b>2</mi><mo></math>3",
      "html(head body(math:math[definitionURL=a](math:mi('1' b('2' mo('3'))))))"),
    Example(
      "<math><annotation-xml encoding=Text/HTML><p>1</annotation-xml>2",
      "html(head body(math:math(math:annotation-xml[encoding=Text/HTML](p('12')))))"),
    Example("<math><annotation-xml><svg>1", "html(head body(math:math(math:annotation-xml(svg:svg('1')))))"),
    Example("<svg><![CDATA[a<b>]]>\0</svg><![CDATA[c]]>", "html(head body(svg:svg('a<b>\u{FFFD}') {[CDATA[c]]}))"),
    Example("<svg><font>1<font size=1>2", "html(head body(svg:svg(svg:font('1')) font[size=1]('2')))"),
    Example("<svg><script/>1", "html(head body(svg:svg(svg:script '1')))"),
    Example("<svg><g><path></g>1", "html(head body(svg:svg(svg:g(svg:path) '1')))"),
  ])
  func buildsForeignContent(_ example: Example) { #expect(Outline.of(example.page) == example.tree) }

  @Test(arguments: [
    Example(
      "&lt;&copy;&notit;&AMP&#x41;&#150;&#0;&bogus;&#xD800;&NotEqualTilde;",
      "html(head body('<©¬it;&A–\u{FFFD}&bogus;\u{FFFD}\u{2242}\u{338}'))"),
    Example("<a href='?a=1&copy=2&lt;&ampx&amp'>", "html(head body(a[href=?a=1&copy=2<&ampx&]))"),
    Example("<a b=1 B=2 c d='e&#10;\r\nf'G/h>", "html(head body(a[b=1][c=][d=e\n\nf][g=][h=]))"),
    Example("<a b==c \"=d>", "html(head body(a[b==c][\"=d]))"),
    Example("a\r\nb\rc\0d", "html(head body('a\nb\ncd'))"),
    Example("1 < 2 <3 </ x></>&", "html(head body('1 < 2 <3 ' { x} '&'))"),
    Example("<!--a--!>b<!-->c<!---->d<!x>e<!--f", "{a} html(head body('b' {} 'c' {} 'd' {x} 'e' {f}))"),
    Example("<?php a?><?xml b?><?c>d<?", "?{a} {?xml b?} ?{} html(head body('d'))"),
    Example("<b a", "html(head body)"),
    Example("<p title=\"a", "html(head body)"),
  ])
  func readsTokens(_ example: Example) { #expect(Outline.of(example.page) == example.tree) }

  @Test func takesNoscriptAsTextWhereScriptsRun() {
    var options = HTMLParser.Options()
    options.scripting = true
    #expect(Outline.of("<noscript><p>1</noscript>", options: options) == "html(head(noscript('<p>1')) body)")
    #expect(Outline.of("<body><noscript><p>1</noscript>", options: options) == "html(head body(noscript('<p>1')))")
  }

  @Test func mirrorsTheChosenOption() {
    var options = HTMLParser.Options()
    options.mirrorsSelection = true
    let page = "<select><button><selectedcontent></button><option>a<option selected>b<i>c</i></select>"
    // The option lies in what shows it.
    let strange = "<select><selectedcontent><option>a</option>b<option selected>c</option>d"
    #expect(Outline.of(strange, options: options) == "html(head body(select(selectedcontent('c' 'd'))))")
    #expect(
      Outline.of(page, options: options)
        == "html(head body(select(button(selectedcontent('b' i('c'))) option('a') option[selected=]('b' i('c')))))")
  }

  struct Fragment: CustomTestStringConvertible {
    var markup: String
    var tag: HTMLTag
    var namespace = HTMLNode.Namespace.html
    var tree: String
    var testDescription: String { "\(markup) in \(tag)" }
  }

  @Test(arguments: [
    Fragment(markup: "<p>a<td>b", tag: .div, tree: "html(p('ab'))"),
    Fragment(markup: "<td>a<td>b", tag: .tr, tree: "html(td('a') td('b'))"),
    Fragment(markup: "<tr><td>a", tag: .table, tree: "html(tbody(tr(td('a'))))"),
    Fragment(markup: "a<p>b</p>&amp;", tag: .title, tree: "html('a<p>b</p>&')"),
    Fragment(markup: "a<!--<p>", tag: .script, tree: "html('a<!--<p>')"),
    Fragment(markup: "<g/><p>a", tag: .svg, namespace: .svg, tree: "html(svg:g p('a'))"),
    Fragment(markup: "<p>a", tag: .foreignObject, namespace: .svg, tree: "html(p('a'))"),
    Fragment(markup: "<form>a</form>", tag: .form, tree: "html('a')"),
    Fragment(markup: "<option>a<select>b", tag: .select, tree: "html(option('ab'))"),
    Fragment(markup: "<td>a</td>", tag: .template, tree: "html(td('a'))"),
    Fragment(markup: "<body a=1><p>b", tag: .html, tree: "html(head body[a=1](p('b')))"),
    Fragment(markup: "<i><caption>a", tag: .table, tree: "html(i caption('a'))"),
    Fragment(markup: "<i><col>a", tag: .colgroup, tree: "html(col)"),
    Fragment(markup: "</html><!--a-->", tag: .html, tree: "html(head body {a})"),
    Fragment(markup: "<frameset><p>", tag: .html, tree: "html(head frameset)"),
    Fragment(markup: "<table></table><tbody>a", tag: .caption, tree: "html(table 'a')"),
    Fragment(markup: "<td><table><i><tr>", tag: .tbody, tree: "html(tr(td(i table(tbody(tr)))))"),
    Fragment(markup: "<b></b><mglyph/><mi/>a", tag: .mi, namespace: .math, tree: "html(b math:mglyph mi('a'))"),
    Fragment(markup: "<plaintext><p>", tag: .desc, namespace: .svg, tree: "html(plaintext('<p>'))"),
    Fragment(markup: "</td>a<td>b", tag: .td, tree: "html('ab')"),
  ])
  func buildsFragments(_ fragment: Fragment) {
    let markup = ByteBuffer(fragment.markup.utf8)
    var parser = HTMLParser()
    parser.parseFragment(markup, in: fragment.tag, fragment.namespace)
    #expect(Outline.of(parser.tree, in: markup) == fragment.tree)
  }

  @Test(arguments: [
    ("<!DOCTYPE html>", HTMLQuirks.none), ("", .full), ("<!DOCTYPE x>", .full), ("<!DOCTYPE html x>", .full),
    ("<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN'>", .full),
    ("<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN' 'a'>", .limited),
    ("<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 3.2//EN'>", .full),
    ("<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN' 'a'>", .limited),
    ("<!DOCTYPE html SYSTEM 'about:legacy-compat'>", .none),
  ])
  func tellsQuirks(_ page: String, _ quirks: HTMLQuirks) {
    var parser = HTMLParser()
    parser.parse(ByteBuffer(page.utf8))
    #expect(parser.tree.quirks == quirks)
  }
}

/// What elements of a name mean to those inside and behind them (sections 13.2.4.2 and 13.2.6.3 of the standard).
struct ElementTraits: OptionSet, Sendable {
  let rawValue: UInt16

  /// Treated in its own way; ends the search for the element that an end tag belongs to.
  static let special = ElementTraits(rawValue: 1)
  /// Bounds every scope but that of tables.
  static let scope = ElementTraits(rawValue: 2)
  /// Bounds the scope of list items as well.
  static let listScope = ElementTraits(rawValue: 4)
  /// Bounds the scope of buttons as well.
  static let buttonScope = ElementTraits(rawValue: 8)
  /// Bounds the scope of tables.
  static let tableScope = ElementTraits(rawValue: 16)
  /// Ends the search for a list item that is open.
  static let itemBound = ElementTraits(rawValue: 32)
  /// Its end may be implied.
  static let impliedEnd = ElementTraits(rawValue: 64)
  /// Its end may be implied at the end of a template.
  static let thoroughlyImpliedEnd = ElementTraits(rawValue: 128)
  /// Tells the insertion mode.
  static let mode = ElementTraits(rawValue: 256)
  /// Before a table stands what is in it and is none of its parts.
  static let fosters = ElementTraits(rawValue: 512)

  /// Those of HTML's elements, by the number of the tag.
  static let html: [ElementTraits] = {
    var traits = [ElementTraits](repeating: [], count: 256)
    func add(_ new: ElementTraits, _ tags: [HTMLTag]) {
      for tag in tags { traits[Int(tag.rawValue)].formUnion(new) }
    }
    add(
      .special,
      [
        .address, .applet, .area, .article, .aside, .base, .basefont, .bgsound, .blockquote, .body, .br, .button,
        .caption, .center, .col, .colgroup, .dd, .details, .dir, .div, .dl, .dt, .embed, .fieldset, .figcaption,
        .figure,
        .footer, .form, .frame, .frameset, .h1, .h2, .h3, .h4, .h5, .h6, .head, .header, .hgroup, .hr, .html, .iframe,
        .img, .input, .keygen, .li, .link, .listing, .main, .marquee, .menu, .meta, .nav, .noembed, .noframes,
        .noscript,
        .object, .ol, .p, .param, .plaintext, .pre, .script, .search, .section, .select, .source, .style, .summary,
        .table, .tbody, .td, .template, .textarea, .tfoot, .th, .thead, .title, .tr, .track, .ul, .wbr, .xmp,
      ])
    for index in traits.indices where traits[index].contains(.special) { traits[index].insert(.itemBound) }
    for tag in [.address, .div, .p] as [HTMLTag] { traits[Int(tag.rawValue)].remove(.itemBound) }
    let bounds: [HTMLTag] = [.applet, .caption, .html, .table, .td, .th, .marquee, .object, .select, .template]
    add([.scope, .listScope, .buttonScope], bounds)
    add(.listScope, [.ol, .ul])
    add(.buttonScope, [.button])
    add(.tableScope, [.html, .table, .template])
    add([.impliedEnd, .thoroughlyImpliedEnd], [.dd, .dt, .li, .optgroup, .option, .p, .rb, .rp, .rt, .rtc])
    add(.thoroughlyImpliedEnd, [.caption, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr])
    add(
      .mode,
      [
        .td, .th, .tr, .tbody, .thead, .tfoot, .caption, .colgroup, .table, .template, .head, .body, .frameset, .html,
      ])
    add(.fosters, [.table, .tbody, .tfoot, .thead, .tr])
    return traits
  }()

  /// Those of SVG's and MathML's elements.
  @inline(never)
  static func foreign(_ tag: HTMLTag, _ namespace: HTMLNode.Namespace) -> ElementTraits {
    switch (namespace, tag) {
    case (.math, .mi), (.math, .mo), (.math, .mn), (.math, .ms), (.math, .mtext), (.math, .annotationXML),
      (.svg, .foreignObject), (.svg, .desc), (.svg, .title):
      [.special, .scope, .listScope, .buttonScope, .itemBound]
    default: []
    }
  }
}

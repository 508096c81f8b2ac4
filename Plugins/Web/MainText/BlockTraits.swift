/// What elements mean for the text in them.
struct BlockTraits: OptionSet, Sendable {
  let rawValue: UInt32

  /// Begins and ends a paragraph.
  static let block = BlockTraits(rawValue: 1)
  static let heading = BlockTraits(rawValue: 2)
  static let item = BlockTraits(rawValue: 4)
  static let cell = BlockTraits(rawValue: 8)
  static let quote = BlockTraits(rawValue: 16)
  static let preformatted = BlockTraits(rawValue: 32)
  static let caption = BlockTraits(rawValue: 64)
  static let link = BlockTraits(rawValue: 128)
  static let noscript = BlockTraits(rawValue: 256)
  /// A paragraph by its own name.
  static let paragraph = BlockTraits(rawValue: 512)
  /// Holds nothing that is text of a page.
  static let skipped = BlockTraits(rawValue: 1024)
  /// May be the root of the text.
  static let container = BlockTraits(rawValue: 2048)
  static let row = BlockTraits(rawValue: 4096)
  /// A row of short cells, whose cells are no blocks.
  static let dataRow = BlockTraits(rawValue: 8192)
  static let list = BlockTraits(rawValue: 16384)
  static let form = BlockTraits(rawValue: 32768)

  static let figure = BlockTraits(rawValue: 65536)

  /// What is true as well of all that is in the element.
  static let inherited: BlockTraits = [
    .heading, .item, .cell, .quote, .preformatted, .caption, .link, .noscript, .form, .figure,
  ]

  /// Those of HTML's elements, by the number of the tag.
  static let html: [BlockTraits] = {
    var traits = [BlockTraits](repeating: [], count: 256)
    func add(_ new: BlockTraits, _ tags: [HTMLTag]) {
      for tag in tags { traits[Int(tag.rawValue)].formUnion(new) }
    }
    add(
      .block,
      [
        .address, .article, .aside, .blockquote, .body, .center, .dd, .details, .dialog, .div, .dl, .dt, .fieldset,
        .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr, .html, .legend, .li,
        .main, .menu, .nav, .noscript, .ol, .p, .pre, .search, .section, .summary, .table, .caption, .tbody, .td,
        .tfoot, .th, .thead, .tr, .ul, .listing, .xmp, .plaintext, .dir, .template, .marquee, .optgroup,
      ])
    add(.heading, [.h1, .h2, .h3, .h4, .h5, .h6])
    add(.item, [.li, .dd, .dt])
    add(.cell, [.td, .th])
    add(.quote, [.blockquote])
    add([.preformatted, .paragraph], [.pre, .listing, .xmp, .plaintext])
    add(.figure, [.figure])
    add(.caption, [.figcaption, .caption])
    add(.link, [.a])
    add(.noscript, [.noscript, .template])
    add(.paragraph, [.p, .blockquote])
    add(.row, [.tr])
    add(.list, [.ul, .ol, .dl, .menu])
    add(.form, [.form])
    add(.container, [.div, .td, .section, .article, .main, .body, .center, .form, .fieldset, .th])
    add(
      .skipped,
      [
        .script, .style, .svg, .math, .iframe, .object, .embed, .applet, .canvas, .audio, .video, .map, .select,
        .textarea, .input, .datalist, .link, .meta, .source, .track, .frame, .frameset, .noframes, .noembed, .img,
        .param, .head, .title, .base, .rp, .progress, .meter,
      ])
    return traits
  }()
}

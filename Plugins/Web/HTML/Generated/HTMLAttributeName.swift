// Written by Scripts/generate_html_names.py from Attributes.txt; do not edit.

/// The name of an attribute that is known by number.
public enum HTMLAttributeName: UInt8, CaseIterable, Sendable {
  /// A name that is none of these; the tree's names have it.
  case other
  case abbr, about, accept, acceptCharset, accesskey, action, align, allow, allowfullscreen, alt, ariaDescribedby
  case ariaExpanded, ariaHidden, ariaLabel, ariaLabelledby, async, autocomplete, autofocus, autoplay, bgcolor
  case border, cellpadding, cellspacing, charset, checked, cite, `class`, clear, color, cols, colspan, content
  case contenteditable, controls, coords, crossorigin, d, data, dataSrc, datetime, decoding, `defer`
  case definitionurl, dir, disabled, draggable, encoding, enctype, face, fill, `for`, form, frameborder, headers
  case height, hidden, href, hreflang, hspace, httpEquiv, id, imagesizes, imagesrcset, inert, integrity, `is`
  case itemid, itemprop, itemref, itemscope, itemtype, kind, label, lang, language, link, list, loading, loop, max
  case maxlength, media, method, min, multiple, muted, name, nomodule, nonce, noshade, novalidate, nowrap, onclick
  case onload, open, pattern, ping, placeholder, points, poster, preload, prefix, property, pubdate, readonly
  case referrerpolicy, rel, required, resource, rev, reversed, role, rows, rowspan, rules, sandbox, scheme, scope
  case scrolling, selected, shape, size, sizes, span, spellcheck, src, srcdoc, srclang, srcset, start, step
  case stroke, style, summary, tabindex, target, text, title, transform, translate, type, typeof, usemap, valign
  case value, version, viewbox, vocab, vspace, width, wrap, xlinkHref, xmlLang, xmlns, xmlnsXlink
}

// Written by Scripts/generate_html_names.py from Tags.txt; do not edit.

/// The name of an element that is known by number.
public enum HTMLTag: UInt8, CaseIterable, Sendable {
  /// A name that is none of these; the tree's names have it.
  case other
  case a, abbr, acronym, address, annotationXML, applet, area, article, aside, audio, b, base, basefont, bdi, bdo
  case bgsound, big, blink, blockquote, body, br, button, canvas, caption, center, cite, code, col, colgroup, data
  case datalist, dd, del, desc, details, dfn, dialog, dir, div, dl, dt, em, embed, fieldset, figcaption, figure
  case font, footer, foreignObject, form, frame, frameset, g, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr
  case html, i, iframe, image, img, input, ins, kbd, keygen, label, legend, li, link, listing, main, malignmark
  case map, mark, marquee, math, menu, menuitem, meta, meter, mglyph, mi, mn, mo, ms, mtext, nav, nobr, noembed
  case noframes, noscript, object, ol, optgroup, option, output, p, param, path, picture, plaintext, portal, pre
  case progress, q, rb, rp, rt, rtc, ruby, s, samp, script, search, section, select, selectedcontent, slot, small
  case source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template, textarea, tfoot
  case th, thead, time, title, tr, track, tt, u, ul, use, `var`, video, wbr, xmp
}

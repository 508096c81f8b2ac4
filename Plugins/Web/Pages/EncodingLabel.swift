import Minwal

/// The names that pages give to encodings, as the WHATWG's Encoding Standard reads them.
enum EncodingLabel {
  /// The encoding that a label means, as iconv calls it.
  ///
  /// - Parameters:
  ///   - label: What the page or its transport says.
  ///   - isMeta: Whether a page says it of itself: as it could be read so far, it is not in UTF-16.
  /// - Returns: `nil` for a name that no one knows.
  static func name(_ label: String, isMeta: Bool = false) -> String? {
    let label = String(decoding: label.utf8.filter { !$0.isHTMLSpace }.map(\.inLowerCase), as: UTF8.self)
    if let name = meant[label] { return isMeta && name.hasPrefix("utf-16") ? "utf-8" : name }
    // Names beyond the standard's are iconv's, but not in encodings that a header could not have been read in.
    guard !label.hasPrefix("utf"), !label.hasPrefix("ucs"), Encoding(named: label) != nil else { return nil }
    return label
  }

  /// Labels that mean something else than iconv takes them for, and the usual ones, so that they need not be tried.
  private static let meant: [String: String] = {
    var table: [String: String] = [:]
    for (name, labels) in [
      ("utf-8", "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"),
      ("utf-16le", "utf-16 utf-16le ucs-2 iso-10646-ucs-2 csunicode unicode unicodefeff"),
      ("utf-16be", "utf-16be unicodefffe"),
      (
        "windows-1252",
        "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 latin1 l1 ascii us-ascii ansi_x3.4-1968 cp819 "
          + "ibm819 csisolatin1 x-user-defined"
      ),
      ("windows-1254", "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 latin5 l5 csisolatin5"),
      ("windows-1256", "windows-1256 cp1256 x-cp1256"), ("windows-1251", "windows-1251 cp1251 x-cp1251"),
      (
        "iso-8859-6",
        "iso-8859-6 iso8859-6 iso88596 iso_8859-6 arabic asmo-708 ecma-114 csisolatinarabic iso-8859-6-e iso-8859-6-i"
      ),
      ("iso-8859-8", "iso-8859-8 iso8859-8 hebrew iso-8859-8-i logical visual csiso88598e csiso88598i"),
      ("windows-874", "windows-874 dos-874 iso-8859-11 iso8859-11 tis-620"),
      ("gb18030", "gb18030 gb2312 gbk x-gbk gb_2312-80 chinese csgb2312 iso-ir-58"),
      ("big5-hkscs", "big5 big5-hkscs cn-big5 x-x-big5 csbig5"),
      ("cp932", "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis"),
      ("cp949", "euc-kr cseuckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 iso-ir-149"),
      ("euc-jp", "euc-jp x-euc-jp cseucpkdfmtjapanese"), ("koi8-r", "koi8-r koi koi8 koi8_r cskoi8r"),
      ("koi8-u", "koi8-u koi8-ru"), ("macintosh", "macintosh mac x-mac-roman csmacintosh"),
      ("mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian"),
    ] {
      for label in labels.split(separator: " ") { table[String(label)] = name }
    }
    return table
  }()
}

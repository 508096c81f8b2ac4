extension TreeBuilder {
  /// How much a document type wants browsers to imitate their ancestors.
  func quirks(of doctype: HTMLDoctype) -> HTMLQuirks {
    let name = bytes(of: doctype.name)
    let publicID = bytes(of: doctype.publicID)
    let systemID = bytes(of: doctype.systemID)
    if doctype.forcesQuirks || name != Array("html".utf8) { return .full }
    if Self.quirkyIDs.contains(publicID) { return .full }
    if systemID == Array("http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd".utf8) { return .full }
    if Self.quirkyPrefixes.contains(where: { publicID.starts(with: $0.utf8) }) { return .full }
    if Self.framePrefixes.contains(where: { publicID.starts(with: $0.utf8) }) {
      return doctype.systemID == 0 ? .full : .limited
    }
    return Self.limitedPrefixes.contains { publicID.starts(with: $0.utf8) } ? .limited : .none
  }

  /// The bytes of a value, in lower case; empty if there is none.
  private func bytes(of index: UInt32) -> [UInt8] {
    guard index > 0 else { return [] }
    let value = tokenizer.content.values[Int(index) - 1]
    return tokenizer.content.replacements[Int(value.start)..<Int(value.end)].map { byte in
      byte.inLowerCase
    }
  }

  private static let quirkyIDs: [[UInt8]] = [
    Array("-//w3o//dtd w3 html strict 3.0//en//".utf8), Array("-/w3c/dtd html 4.0 transitional/en".utf8),
    Array("html".utf8),
  ]

  private static let framePrefixes = ["-//w3c//dtd html 4.01 frameset//", "-//w3c//dtd html 4.01 transitional//"]

  private static let limitedPrefixes = ["-//w3c//dtd xhtml 1.0 frameset//", "-//w3c//dtd xhtml 1.0 transitional//"]

  private static let quirkyPrefixes = [
    "+//silmaril//dtd html pro v0r11 19970101//", "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//", "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//", "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//", "-//ietf//dtd html 2.0 strict//", "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//", "-//ietf//dtd html 3.0//", "-//ietf//dtd html 3.2 final//", "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//", "-//ietf//dtd html level 0//", "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//", "-//ietf//dtd html level 3//", "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//", "-//ietf//dtd html strict level 2//", "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//", "-//ietf//dtd html//", "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//", "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//", "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//", "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//", "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//", "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//", "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//", "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//", "-//w3c//dtd html 3.2 final//", "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//", "-//w3c//dtd html 4.0 frameset//", "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//", "-//w3c//dtd html experimental 970421//", "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//", "-//webtechs//dtd mozilla html 2.0//", "-//webtechs//dtd mozilla html//",
  ]
}

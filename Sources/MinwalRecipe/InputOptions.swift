public import Minwal

/// The options of `input:` that do not depend on what kind of files it names.
public struct InputOptions: StageOptions {
  @Option(
    "Files, folders or glob patterns (`*`, `?`, `[a-z]`, `{a,b}`, `**`), each read by its kind: what it is by its first bytes, or by its name; else as text. '-' is standard input."
  )
  public var files: Paths? = nil
  @Option("Files, folders or patterns that are left out, relative to the recipe.") public var exclude: Paths? = nil
  @Option("Whether links in a folder or pattern are followed that lead out of it; they are passed over otherwise.")
  public var followLinks = false
  @Option("The name of the source; documents have it as metadata `source`.") public var name: String? = nil
  @Option("The language of the source's documents that do not say another.") public var language: Language? = nil
  @Option(
    "Metadata besides what documents have: `path`, a pattern of the file's path such as `{site}/{year}/*`, and `sidecar`, the JSON file beside each file, such as `{}.json`."
  )
  public var metadata: FileMetadata? = nil

  public init() {}

  /// What differs from what goes without saying, for fingerprints.
  var given: [(name: String, value: String)] {
    var result: [(String, String)] = []
    if let exclude { result.append(("exclude", exclude.optionDescription)) }
    if followLinks { result.append(("follow-links", "true")) }
    if let name { result.append(("name", name)) }
    if let language { result.append(("language", language.tag)) }
    if let metadata { result.append(("metadata", metadata.optionDescription)) }
    return result
  }
}

/// What a recipe reads: one of the sources that its `input` names.
public struct InputSource: Sendable {
  public var options: InputOptions
  /// What to read, relative to the recipe.
  public var paths: Paths
  /// The reader that the recipe names for it; `nil` if each file is read by its kind.
  public var reader: String?
  /// The readers, made with the source's options.
  public var readers: ReaderSet
}

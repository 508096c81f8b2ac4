public import Minwal

/// A test of a recipe: a document, and what the recipe is to make of it.
public struct RecipeTest: Sendable {
  /// The document that is taken through the recipe.
  public struct Given: Sendable {
    /// The text; `nil` if the document is a file.
    public var text: String?
    public var id = "test"
    public var title: String?
    public var language: Language?
    public var metadata = Metadata()
    /// The path of the file, ready to be opened.
    public var file: String?
    /// The line of the file that is the document, of JSON Lines.
    public var line: Int?
  }

  /// What takes the place of a stage.
  public struct Mock: Sendable {
    /// What becomes of a text.
    public enum Answer: Sendable {
      /// Always this.
      case constant(String)
      /// What stands behind the text that came.
      case table([(from: String, to: String)])
    }

    /// The stage's place in the recipe.
    public var step: Int
    public var text: Answer?
    /// What translates, in the place of the stage's own translator. The stage itself does its work.
    public var units: Answer?
    public var title: String?
    public var language: Language?
    public var metadata = Metadata()
    /// Layers that are pieces of the text.
    public var layers: [(layer: LayerID, texts: [String])] = []
    /// Why the document is dropped.
    public var dropped: Reason?
    /// Why it is quarantined.
    public var quarantined: StageError?

    /// Creates one that does nothing.
    package init(step: Int) { self.step = step }
  }

  /// Something that must be so afterwards.
  public struct Expectation: Sendable {
    /// What must be so.
    public enum Claim: Sendable {
      /// The whole text, but for one line break at its end.
      case text(String)
      case contains(String)
      case excludes(String)
      /// A regular expression has a match in the text.
      case matches(String)
      /// `nil` for none.
      case title(String?)
      case language(Language?)
      case metadata(name: String, JSONValue)
      /// A layer as exports show it. Of objects, only the members that are given count.
      case layer(name: String, JSONValue)
      /// How many elements a layer has.
      case layerCount(name: String, Int)
      /// How often a step changed the text for a reason.
      case reasonCount(step: Int, reason: String, Int)
      /// The document is dropped, for this reason.
      case dropped(String)
      /// The document is quarantined, with an error of this code.
      case quarantined(String)
    }

    public var claim: Claim
    /// How messages call it: `expect.counts.sentences`.
    public var name: String
    /// Where it stands.
    public var node: ConfigNode
  }

  public var name: String
  /// Where it begins.
  public var range: SourceRange?
  /// Where its name is; `nil` if it has none of its own.
  package var nameRange: SourceRange?
  public var given: Given
  /// How many steps to take; `nil` for all.
  public var steps: Int?
  public var mocks: [Mock]
  /// `nil` if the test does not say; then it fails, and `minwal test --update` writes what comes out.
  public var expectations: [Expectation]?
  /// The test as it is written.
  package var node: ConfigNode
  /// What stands under `expect`; `nil` if there is nothing.
  package var expect: ConfigNode?
}

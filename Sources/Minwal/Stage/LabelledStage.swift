/// A stage that runs a program, and is distinguished by it from others of its name.
package protocol LabelledStage {
  /// What the program is called.
  var label: String { get }
}

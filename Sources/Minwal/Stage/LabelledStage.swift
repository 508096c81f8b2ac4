/// A stage that runs a program, and is told from others of its name by that.
package protocol LabelledStage {
  /// What the program is called.
  var label: String { get }
}

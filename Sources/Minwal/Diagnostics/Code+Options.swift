extension Diagnostic.Code {
  // The options of a stage.
  public static let unknownOption = Self("unknown-option")
  public static let missingOption = Self("missing-option")
  public static let wrongType = Self("wrong-type")
  public static let outOfRange = Self("out-of-range")
  public static let unknownChoice = Self("unknown-choice")
  public static let conflictingOptions = Self("conflicting-options")
  public static let noEffect = Self("no-effect")
  public static let missingFile = Self("missing-file")
  public static let badResource = Self("bad-resource")
  public static let missingProgram = Self("missing-program")
  public static let programFailed = Self("program-failed")
  public static let unsetVariable = Self("unset-variable")
}

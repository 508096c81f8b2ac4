package import Minwal

// Errors of plans and shards end a command and are printed in full; no document ever has one, so that they have no
// explanations.
extension StageError.Code {
  package static let missingPlan = Self("missing-plan")
  static let unreadablePlan = Self("unreadable-plan")
  static let otherPlan = Self("other-plan")
  static let missingShard = Self("missing-shard")
  static let notAShard = Self("not-a-shard")
  static let damagedShard = Self("damaged-shard")
  static let inputChanged = Self("input-changed")
  static let refused = Self("refused")
}

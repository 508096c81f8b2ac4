/// The version of Minwal.
///
/// It counts for a recipe's fingerprint: another version may do the same recipe otherwise.
public let minwalVersion = "0.1.0"

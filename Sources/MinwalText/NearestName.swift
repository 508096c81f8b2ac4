/// Finds what someone who mistyped a name may have meant.
public enum NearestName {
  /// The candidate closest to `name` by edits (insert, delete, replace, swap neighbours), or `nil` if none is close: at
  /// most a third of the name's length away, and always within one edit. If none is, the only one that begins with the
  /// name, which then is an abbreviation of at least three letters.
  public static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
    let limit = max(1, wanted.count / 3)
    var best: (distance: Int, name: String)?
    var begun: [String] = []
    for candidate in candidates {
      if wanted.count >= 3, candidate.lowercased().hasPrefix(name.lowercased()) { begun.append(candidate) }
      let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
      let distance = distance(wanted, letters)
      if distance <= limit, distance < (best?.distance ?? .max) { best = (distance, candidate) }
    }
    return best?.name ?? (begun.count == 1 ? begun[0] : nil)
  }

  /// The end of a message about a name that is none of the names that there are: the nearest, or the first few.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - names: The names that there are.
  ///   - kind: What these are, in plural.
  /// - Returns: The end, which begins with a semicolon; empty if there are no names.
  public static func hint(_ name: String, in names: [String], _ kind: String) -> String {
    let nearest = of(name, in: names).map { "; did you mean '\($0)'?" } ?? ""
    if names.isEmpty { return nearest }
    let more = names.count > 12 ? ", and \(names.count - 12) more" : ""
    return nearest
      + "\(nearest.isEmpty ? "; its" : " Its") \(kind) are: \(names.prefix(12).joined(separator: ", "))\(more)"
  }

  /// The optimal string alignment distance.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var row = last
    Steps.count(a.count * b.count)
    for i in 1...a.count {
      row[0] = i
      for j in 1...b.count {
        let substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        row[j] = min(last[j] + 1, row[j - 1] + 1, substitution)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      (beforeLast, last, row) = (last, row, beforeLast)
    }
    return last[b.count]
  }
}

import Minwal

/// Which documents of a batch to send to a child process next, when processes die of some of them.
///
/// The flight recorder names a suspect. The documents before it are done again, for what came of them died too; then it
/// is tried alone, and is lost only if that kills a process again. A document whose time ran out is lost at once: the
/// recorder has shown for that long that it was in hand, and a second try would hold up all that follow for as long
/// again. The documents behind continue from there. So a document that kills costs two new processes.
///
/// A process can also die of documents before it begins one: of a document that is larger than the memory it may have. Then
/// nothing names a suspect, and fewer and fewer documents are sent until one is left that kills by itself.
struct Recovery {
  /// What to do next.
  enum Step: Equatable {
    /// Send these documents.
    case send(Range<Int>)
    /// Enter the next document into the counts as lost.
    case lose(Int, Cause)
  }

  /// Why a document is lost.
  struct Cause: Equatable {
    /// The stage's place in the recipe; `nil` if the document was being read.
    var stage: Int?
    var error: StageError
  }

  /// The documents that are neither done nor lost.
  private var rest: Range<Int>
  private var suspect: Int?
  private var confirmed: [Int: Cause] = [:]
  /// Processes in a row that died before they had a document.
  private var fruitless = 0
  /// How many documents to send at most, while it is looked for the one that a process cannot even take in.
  private var most = Int.max

  /// Begins a batch of so many documents.
  init(count: Int) { rest = 0..<count }

  /// What to do next; `nil` at the end of the batch.
  var next: Step? {
    guard let first = rest.first else { return nil }
    if let cause = confirmed[first] { return .lose(first, cause) }
    if suspect == first { return .send(first..<(first + 1)) }
    let end = (confirmed.keys + [suspect ?? rest.upperBound, rest.upperBound]).reduce(.max, min)
    return .send(first..<(end - first > most ? first + most : end))
  }

  /// Notes that the last step was taken.
  mutating func done() {
    switch next {
    case .send(let part): rest = part.upperBound..<rest.upperBound
    case .lose(let document, _):
      confirmed[document] = nil
      rest = (document + 1)..<rest.upperBound
      // What was looked for is found.
      most = .max
    case nil: return
    }
    if let last = suspect, last < rest.lowerBound { suspect = nil }
    fruitless = 0
  }

  /// Notes that a process died of the documents that it was sent last.
  ///
  /// - Parameters:
  ///   - document: The one it had in hand, by its place among those that it was sent; `nil` if none. A stage's stray write
  ///     can make it any number.
  ///   - cause: What it died of.
  ///   - isCertain: Whether this document and no other is to blame.
  ///   - hadDocuments: Whether the documents had been sent, or were on their way.
  /// - Returns: `false` if continuing is pointless: processes die whatever they are sent.
  mutating func died(of document: Int?, _ cause: Cause, isCertain: Bool, hadDocuments: Bool = true) -> Bool {
    guard hadDocuments, case .send(let part) = next else {
      fruitless += 1
      return fruitless < 2
    }
    guard let document = document ?? (part.count == 1 ? 0 : nil) else {
      fruitless = 0
      most = part.count / 2
      return true
    }
    fruitless = 0
    let blamed = part.lowerBound + min(max(document, 0), part.count - 1)
    if isCertain || (suspect == blamed && part.count == 1) {
      confirmed[blamed] = cause
      if suspect == blamed { suspect = nil }
    } else {
      suspect = blamed
    }
    return true
  }
}

public import Minwal

/// Makes a reader as a recipe would, from options.
///
/// - Throws: `Diagnostics` with everything that is wrong with the options.
public func makeReader<R: Reader>(
  _ type: R.Type, _ options: [ConfigNode.Entry] = [], folder: String = ".", language: Language? = nil
) throws -> R {
  let scope = OptionScope(folder: folder)
  guard let decoded = R.Options.decode(options, in: scope, owner: OptionOwner("reader '\(R.spec.name)'")) else {
    throw Diagnostics(scope.diagnostics)
  }
  return try R(decoded, StageContext(language: language))
}

/// The documents that a reader makes of a file.
///
/// - Parameters:
///   - type: The reader. One that opens files itself cannot be tried so.
///   - options: Its options, as a recipe has them.
///   - contents: What is in the file.
///   - file: The name of the file.
///   - chunk: How many bytes arrive at a time, as from a pipe: what comes out must not depend on it.
///   - traced: Whether documents note what reading changes.
/// - Returns: A document for each record, or the error that stands in its place.
/// - Throws: `Diagnostics` about the options, or what the framer throws.
public func read<R: Reader>(
  _ type: R.Type, _ options: [ConfigNode.Entry] = [], from contents: String, file: String = "test", chunk: Int = .max,
  traced: Bool = false
) throws -> [Result<Document, StageError>] {
  try read(type, options, from: Array(contents.utf8), file: file, chunk: chunk, traced: traced)
}

/// The documents that a reader makes of a file of bytes; as ``read(_:_:from:file:chunk:traced:)-(_,_,String,_,_,_)``.
public func read<R: Reader>(
  _ type: R.Type, _ options: [ConfigNode.Entry] = [], from contents: [UInt8], file: String = "test", chunk: Int = .max,
  traced: Bool = false
) throws -> [Result<Document, StageError>] {
  var reader = try makeReader(type, options)
  let isWhole: Bool
  var framer: any Framer
  switch reader.framing {
  case .whole: (framer, isWhole) = (LineFramer(), true)
  case .lines: (framer, isWhole) = (LineFramer(), false)
  case .records(let own): (framer, isWhole) = (own, false)
  case .path, .rows: preconditionFailure("'\(R.spec.name)' opens its files itself; try it with a recipe")
  }
  var results: [Result<Document, StageError>] = []
  func add(_ range: Range<Int>) {
    var document = Document(id: isWhole ? file : "\(file)@\(range.lowerBound)", text: "")
    if traced { document.startTracing() }
    let record = Record(
      contents.span.extracting(range), id: document.id, place: Place(file), preamble: framer.preamble)
    do {
      _ = try reader.read(record, into: &document)
      results.append(.success(document))
    } catch {
      results.append(.failure(error as? StageError ?? StageError(.stageFailed, "\(error)")))
    }
  }
  if isWhole {
    add(0..<contents.count)
    return results
  }
  var start = 0
  var arrived = min(chunk, contents.count)
  while start < contents.count {
    let isAtEnd = arrived == contents.count
    switch try framer.next(in: contents.span.extracting(0..<arrived), from: start, isAtEnd: isAtEnd) {
    case .record(let range, let next):
      add(range)
      start = next
    case .skip(let next), .passOver(_, let next): start = next
    case .incomplete where isAtEnd:
      add(start..<contents.count)
      start = contents.count
    case .incomplete: arrived += min(chunk, contents.count - arrived)
    }
  }
  try framer.end()
  return results
}

/// Lines that are not blank, for readers whose framing is that.
private struct LineFramer: Framer {
  mutating func next(in bytes: Span<UInt8>, from start: Int, isAtEnd: Bool) throws -> FramingStep {
    guard let end = bytes.firstIndex(of: 0x0A, from: start) ?? (isAtEnd ? bytes.count : nil) else { return .incomplete }
    let isBlank = (start..<end).allSatisfy { [0x20, 0x09, 0x0D].contains(bytes[$0]) }
    return isBlank ? .skip(to: min(end + 1, bytes.count)) : .record(start..<end, next: min(end + 1, bytes.count))
  }
}

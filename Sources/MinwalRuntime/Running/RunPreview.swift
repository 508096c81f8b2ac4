import Minwal
public import MinwalRecipe

/// What a run would read and write, found out without writing anything.
public struct RunPreview: Sendable {
  /// Files that one reader would read.
  public struct Kind: Sendable {
    public var reader: String
    public var files = 0
    public var bytes = 0
    /// How many of them are compressed.
    public var compressed = 0
    /// About how many documents are in them; `nil` if nothing can be said before they are read.
    public var documents: Int? { density.isUnknown ? nil : wholeFiles + density.documents(in: bytes) }
    fileprivate var density = DocumentDensity()
    /// How many of the files are one document each.
    fileprivate var wholeFiles = 0
  }

  /// The kinds of files, in the order in which they come.
  public private(set) var kinds: [Kind] = []
  /// How many files cannot be read by any reader.
  public private(set) var unreadable = 0
  /// The first few of them, with the reason.
  public private(set) var problems: [(path: String, message: String)] = []
  /// Inputs of which nothing can be known before they are read.
  public private(set) var streams: [String] = []
  /// Inputs in which there is no file.
  public private(set) var empty: [String] = []
  /// Links that lead out of the input.
  public private(set) var strayLinks = PassedOverPaths()
  /// Pipes, sockets and devices in folders of the input.
  public private(set) var specialFiles = PassedOverPaths()
  /// What would be written, and whether it is there already.
  public private(set) var outputs: [(path: String, isThere: Bool)] = []
  /// Where failed documents would go.
  public private(set) var quarantine: String
  /// How many bytes are free where the output goes; `nil` if it goes elsewhere.
  public private(set) var room: Int?
  /// What the run would take; `nil` if the sizes of inputs are not known, or the run would not begin.
  public private(set) var estimate: RunEstimate?
  /// Why the run would not begin; `nil` if it would.
  public private(set) var obstacle: RunOutcome.Ending?

  public var files: Int { kinds.reduce(unreadable) { $0 + $1.files } }
  public var bytes: Int { kinds.reduce(0) { $0 + $1.bytes } }

  /// Looks at the input and output of a run.
  public init(_ recipe: Recipe, _ settings: RunSettings) {
    let runner = Runner(recipe, settings)
    quarantine = settings.usesStandardOutput ? "" : Quarantine.folder(root: runner.outputRoot, recipe)
    for (index, item) in runner.items.enumerated() { look(at: item, before: runner.items[..<index], runner.readers) }
    for (index, exporter) in recipe.outputs.enumerated() {
      let place = runner.place(exporter, index)
      guard let path = place.path else {
        outputs.append(("standard output", false))
        continue
      }
      if exporter.destination.layout == .elsewhere {
        outputs.append((exporter.destination.path.written, false))
      } else {
        outputs.append((Self.name(path, exporter.destination.layout), exporter.existingOutput(at: place) != nil))
      }
    }
    if runner.writesFiles { room = FileSystem.room(below: runner.outputRoot) }
    obstacle = runner.checkInputs() ?? runner.checkOutputs()
    if obstacle == nil, files == 0, streams.isEmpty, let first = empty.first {
      obstacle = .nothingFound(in: first, strayLinks, specialFiles)
    }
    guard obstacle == nil, streams.isEmpty else { return }
    let documents = kinds.map(\.documents)
    guard !documents.contains(nil) else { return }
    let all = documents.reduce(0) { $0 + ($1 ?? 0) }
    let count = min(all, settings.limit ?? .max, settings.sample ?? .max)
    estimate = RunEstimate(
      documents: count, seconds: runner.secondsPerDocument().map { $0 * Double(count) / Double(settings.jobs) })
  }

  private static let mostProblems = 3

  /// What an output is called before it is known which values its files have.
  private static func name(_ path: String, _ layout: Destination.Layout) -> String {
    guard case .fileSet(let set) = layout else { return path }
    let values = set.values.map { "$(\($0))" }.joined(separator: " and ")
    let files = set.limit == nil ? path : FileSet.part(0, of: path) + " and so on"
    return values.isEmpty ? files : "\(files), with the values of \(values)"
  }

  private mutating func look(at item: InputItem, before: ArraySlice<InputItem>, _ readers: ReaderTable) {
    guard !item.isStandardInput, !item.isPipe else {
      return streams.append(item.isStandardInput ? "stdin" : item.written)
    }
    // What is wrong with it is the obstacle.
    guard var walk = try? FileWalk(item) else { return }
    let finder = KindFinder(item, readers)
    var count = 0
    while let file = walk.next() {
      count += 1
      if before.contains(where: { $0.includes(path: file.path) }) { continue }
      do {
        let size = try FileSystem.status(file.path).size
        var isCompressed = false
        var reader = finder.wholeFile(file.path)
        if reader == nil {
          let stream = try RecordStream(
            file.path, name: file.path.displayedPath, limit: DocumentSource.documentLimit,
            encoding: finder.encoding(file.path))
          isCompressed = stream.isCompressed
          reader = try finder.reader(stream, file.path)
        }
        let due = reader.map { readers.sets[item.set].all[$0] }
        let kind = index(of: due?.spec.name ?? "text")
        kinds[kind].files += 1
        kinds[kind].bytes += size
        if isCompressed { kinds[kind].compressed += 1 }
        switch try due?.instance().reader.framing {
        case .whole, .path, nil: kinds[kind].wholeFiles += 1
        case let framing?: kinds[kind].density.look(into: file.path, framing)
        }
      } catch {
        unreadable += 1
        if problems.count < Self.mostProblems {
          problems.append((file.path.displayedPath, (error as? StageError)?.message ?? "\(error)"))
        }
      }
    }
    strayLinks.merge(walk.strayLinks)
    specialFiles.merge(walk.specialFiles)
    if count == 0 { empty.append(item.written) }
  }

  private mutating func index(of reader: String) -> Int {
    if let index = kinds.firstIndex(where: { $0.reader == reader }) { return index }
    kinds.append(Kind(reader: reader))
    return kinds.count - 1
  }
}

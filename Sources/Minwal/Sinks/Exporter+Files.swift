extension Exporter {
  /// How the files of the destination are made of records.
  private var shape: FileSink.Shape {
    var shape = FileSink.Shape()
    begin(&shape.header)
    end(&shape.footer)
    shape.separatorLength = separator.utf8.count
    shape.compressor = destination.compressor
    return shape
  }

  public func files(at place: SinkPlace) -> [String] {
    guard let path = place.path else { return [] }
    switch destination.layout {
    case .oneFile: return [path]
    case .filePerDocument(let pathExtension): return [FileSystem.join(path, "x.\(pathExtension)")]
    }
  }

  public func existingOutput(at place: SinkPlace) -> String? {
    // Files of documents are replaced one by one, by those of the same name.
    guard destination.layout == .oneFile, let path = place.path else { return nil }
    return FileSink.hasRecords(path: path, shape) ? path : nil
  }

  public func problem(at place: SinkPlace, _ start: SinkStart) -> String? {
    guard let path = place.path else { return nil }
    do {
      switch (destination.layout, start) {
      case (_, .new): return nil
      case (.oneFile, .resumed(let position, let isDone)):
        return FileSink.problem(path: path, shape, try position.value(), isDone: isDone, mustBeDone: false)
      case (.oneFile, .adding(let position)):
        return FileSink.problem(path: path, shape, try position.value(), isDone: true, mustBeDone: true)
      case (.filePerDocument, .resumed(let position, _)):
        return FolderSink.problem(folder: path, notes: place.notes, try position.value())
      case (.filePerDocument, .adding(let position)):
        return FolderSink.problem(folder: path, notes: nil, try position.value())
      }
    } catch {
      return "the journal does not fit '\(path)'"
    }
  }

  public func openSink(_ place: SinkPlace, _ start: SinkStart) throws -> any RecordSink {
    guard let path = place.path else { return try StandardOutputSink(shape) }
    switch (destination.layout, start) {
    case (.oneFile, .new): return try FileSink(path: path, shape)
    case (.oneFile, .resumed(let position, let isDone)):
      return try FileSink(path: path, shape, resuming: position.value(), isDone: isDone)
    case (.oneFile, .adding(let position)): return try FileSink(path: path, shape, adding: position.value())
    case (.filePerDocument(let pathExtension), .new):
      return try FolderSink(folder: path, pathExtension: pathExtension, shape, notes: place.notes)
    case (.filePerDocument(let pathExtension), .resumed(let position, _)),
      (.filePerDocument(let pathExtension), .adding(let position)):
      return try FolderSink(
        folder: path, pathExtension: pathExtension, shape, notes: place.notes,
        resuming: position.value(FolderSink.Position.self))
    }
  }
}

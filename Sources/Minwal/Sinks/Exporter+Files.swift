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
    case .fileSet(let set):
      let names = FileSet(path, limit: set.limit)
      let file = FileSystem.join(names.base, names.path { _ in "x" })
      return [set.limit == nil ? file : FileSet.part(0, of: file)]
    case .elsewhere: return []
    }
  }

  public func existingOutput(at place: SinkPlace) -> String? {
    // Files of documents are replaced one by one, by those of the same name.
    guard let path = place.path else { return nil }
    switch destination.layout {
    case .oneFile: return FileSink.hasRecords(path: path, shape) ? path : nil
    case .fileSet(let set) where set.values.isEmpty:
      return files(at: place).first { FileSink.hasRecords(path: $0, shape) }
    // Those of other documents, or other values, stay where they are.
    case .filePerDocument, .fileSet, .elsewhere: return nil
    }
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
      case (.fileSet(let set), _): return try FileSetSink.problem(path, set, shape, start)
      case (.elsewhere, _): return nil
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
    guard let path = place.path else {
      var shape = shape
      // The name of the file asked for compression, and there is no such file.
      if !destination.path.isStandardOutput { shape.compressor = nil }
      return try StandardOutputSink(shape)
    }
    switch (destination.layout, start) {
    case (.oneFile, .new): return try FileSink(path: path, shape)
    case (.oneFile, .resumed(let position, let isDone)):
      return try FileSink(path: path, shape, resuming: position.value(), isDone: isDone)
    case (.oneFile, .adding(let position)): return try FileSink(path: path, shape, adding: position.value())
    case (.fileSet(let set), _): return try FileSetSink(path, set, shape, start, earlier: place.earlier)
    case (.elsewhere, _): throw StageError.unavailable("'\(path)' has no sink")
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

import Minwal

extension ChainChecker {
  /// Checks where dropped documents go.
  mutating func checkDropped(_ path: OutputPath) {
    if path.isStandardOutput {
      sink.add(
        Diagnostic(.outputConflict, "'dropped' must be a file: records go to standard output", at: path.range))
    }
    if let compression = Compression.bySuffix(of: path.written)?.compression, Compressor.levels(of: compression) == nil
    {
      sink.add(
        Diagnostic(
          .outputConflict, "a file cannot be written with \(compression.rawValue); end its name in .gz or .zst",
          at: path.range))
    }
    checkOutput(Destination(path), nil)
  }

  /// Checks where the records of an exporter go.
  ///
  /// - Parameters:
  ///   - destination: Where they go.
  ///   - item: The exporter's; `nil` for dropped documents.
  mutating func checkOutput(_ destination: Destination, _ item: StageItem?) {
    let sink = self.sink.scoped { item?.traced($0) ?? $0 }
    let path = destination.path
    if destination.layout == .elsewhere { return }
    let normal = FileSystem.normalized(path.path)
    if let earlier = outputs[normal] {
      sink.add(
        Diagnostic(
          .outputConflict, "two exporters write to '\(path.written)'", at: path.range,
          notes: earlier.map { [.init("the first is here", at: $0)] } ?? []))
    }
    outputs.updateValue(path.range, forKey: normal)
    if destination.layout == .oneFile, path.written.utf8.last == UInt8(ascii: "/") {
      sink.add(
        Diagnostic(
          .outputConflict, "'\(path.written)' is a folder, and all records go to one file", at: path.range,
          notes: ["name a file in it, or use a file per document"]))
    }
    let place = FileSystem.join(folder, path.path)
    if let kept = ReservedFolder.around(place, root: folder) {
      sink.add(
        Diagnostic(
          .outputConflict, "the output '\(path.written)' lies in '\(kept)', a folder that is reserved for runs",
          at: path.range, notes: ["use another folder, as in: to: out/\(FileSystem.split(normal).name)"]))
    }
    if place.pathParts == file.pathParts {
      sink.add(
        Diagnostic(.outputConflict, "the output '\(path.written)' is the recipe itself", at: path.range))
    } else if usedFiles.contains(where: { FileSystem.normalized($0) == FileSystem.normalized(place) }) {
      sink.add(
        Diagnostic(.outputConflict, "the output '\(path.written)' is a file that the recipe uses", at: path.range))
    }
    if destination.layout != .oneFile, path.isStandardOutput {
      sink.add(
        Diagnostic(
          .outputConflict, "several files cannot go to standard output", at: path.range,
          notes: ["name a folder, or use one file"]))
    }
    if confinesOutput, normal.hasPrefix("/") || normal == ".." || normal.hasPrefix("../") {
      sink.add(
        Diagnostic(
          .outputOutside, "with --output, '\(path.written)' would leave the output folder", at: path.range,
          notes: ["use a relative path without '..'"]))
    }
  }
}

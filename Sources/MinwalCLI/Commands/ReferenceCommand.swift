import ArgumentParser
import Minwal
import MinwalRuntime
import MinwalView

struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract: "Writes reference pages: a Markdown file for each stage and reader, recipes and codes.",
    discussion: """
      The pages come from what the stages declare; their examples are run. In a package of your own, it writes the pages \
      of your stages, too.
      """)

  @Argument(help: "The folder to write to.")
  var folder: String

  @Flag(help: "Writes nothing; exit code 1 if a page is not as it would be written.")
  var check = false

  func run() throws {
    let pages: ReferencePages
    do {
      pages = try ReferencePages(MinwalTool.registry)
    } catch let failure as ExampleRun.Failure {
      Terminal.error("error: \(failure.message)\n")
      throw ExitStatus.different.code
    }
    var stale: [String] = []
    for (path, text) in pages.files {
      let file = FileSystem.join(folder, path)
      let bytes = Text(text)
      let old = try? FileSystem.contents(of: file, limit: 1 << 24)
      if let old, old.span.elementsEqual(bytes.span) { continue }
      stale.append(path)
      if !check { try write { () throws(FileSystem.Failure) in try AtomicFile.write(bytes.span, to: file) } }
    }
    for path in outdated(pages) {
      stale.append(path)
      if !check { FileSystem.removeTree(FileSystem.join(folder, path)) }
    }
    if check, !stale.isEmpty {
      Terminal.error("error: these pages are not up to date: \(stale.joined(separator: ", "))\n")
      Terminal.error("  note: 'minwal reference \(folder)' writes them\n")
      throw ExitStatus.different.code
    }
    for path in stale { Terminal.output("\(FileSystem.join(folder, path))\n") }
  }

  /// Pages that an earlier version wrote, for stages and readers that are gone.
  private func outdated(_ pages: ReferencePages) -> [String] {
    let paths = [ReferencePages.stageFolder, ReferencePages.readerFolder].flatMap { pages in
      (FileSystem.names(in: FileSystem.join(folder, pages)) ?? []).sorted().map { FileSystem.join(pages, $0) }
    }
    return paths.filter { path in
      guard !pages.files.contains(where: { $0.path == path }),
        let old = try? FileSystem.contents(of: FileSystem.join(folder, path), limit: 1 << 24)
      else { return false }
      return String(decodingUTF8: old.span).hasPrefix(ReferencePages.mark)
    }
  }

  private func write(_ body: () throws(FileSystem.Failure) -> Void) throws {
    do { try body() } catch {
      Terminal.error("error: \(error)\n")
      throw ExitStatus.inputOutput.code
    }
  }
}

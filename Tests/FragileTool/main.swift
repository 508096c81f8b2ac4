import CleanPlugin
import ExportPlugin
import MinwalCLI
import ReadPlugin
import SegmentPlugin

// The command with stages that go wrong, as a package of your own would build it.
await MinwalTool.main(plugins: [.read, .clean, .segment, .export, .fragile])

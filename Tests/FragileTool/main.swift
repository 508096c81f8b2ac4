import CleanPlugin
import ExportPlugin
import MinwalCLI
import SegmentPlugin

// The command with stages that go wrong, as a package of one's own would build it.
await MinwalTool.main(plugins: [.clean, .segment, .export, .fragile])

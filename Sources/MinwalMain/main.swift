import CleanPlugin
import CommandPlugin
import ExportPlugin
import MinwalCLI
import NormalizePlugin
import SegmentPlugin
import SummarizePlugin
import TranslateStubPlugin

await MinwalTool.main(plugins: [.clean, .normalize, .segment, .summarize, .translateStub, .command, .export])

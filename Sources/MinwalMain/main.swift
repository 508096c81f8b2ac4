import CleanPlugin
import CommandPlugin
import ExportPlugin
import MinwalCLI
import NormalizePlugin
import SegmentPlugin
import SummarizePlugin
import TranslatePlugin

await MinwalTool.main(plugins: [.clean, .normalize, .segment, .summarize, .translate, .command, .export])

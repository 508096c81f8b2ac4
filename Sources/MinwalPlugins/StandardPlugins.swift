import CleanPlugin
import CommandPlugin
import DatabasePlugin
import ExportPlugin
public import Minwal
import NormalizePlugin
import ReadPlugin
import SegmentPlugin
import SummarizePlugin
import TranslatePlugin

extension [Plugin] {
  /// The plugins that are included, for a command's main file.
  public static var standard: [Plugin] {
    [
      .read,
      .clean,
      .normalize,
      .segment,
      .summarize,
      .translate,
      .command,
      .database,
      .export,
    ]
  }
}

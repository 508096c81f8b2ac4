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
import WebPlugin

extension [Plugin] {
  /// The plugins that are included, for a command's main file.
  public static var standard: [Plugin] {
    [
      .read,
      .web,
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

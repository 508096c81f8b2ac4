import CleanPlugin
import ExportPlugin
public import Minwal
import NormalizePlugin
import SegmentPlugin
import SummarizePlugin
import TranslateStubPlugin

extension [Plugin] {
  /// The plugins that come along with Minwal, for a command's main file.
  public static var standard: [Plugin] {
    [
      .clean,
      .normalize,
      .segment,
      .summarize,
      .translateStub,
      .export,
    ]
  }
}

public import Minwal

extension Plugin {
  /// What a newsroom needs besides.
  public static let newsroom = Plugin(
    "newsroom", [.stage(FindDates.self), .stage(DropRepeats.self), .exporter(ExportTEI.self)])
}

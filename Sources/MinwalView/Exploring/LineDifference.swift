package import Minwal

/// What became of a text, line by line.
package struct LineDifference {
  /// A piece of a line.
  package struct Piece {
    package var before: String
    package var after: String
    /// Why it was changed; empty if it was kept.
    package var causes: [EditTrace.Cause] = []
    package var isKept: Bool { causes.isEmpty }
  }

  /// A line as it was, in pieces.
  package struct Row {
    /// Counts from 1.
    package var number: Int
    package var pieces: [Piece]

    package var isKept: Bool { pieces.allSatisfy(\.isKept) }
    /// Whether nothing is left of it, not even its line break.
    package var isRemoved: Bool { !pieces.isEmpty && pieces.allSatisfy { !$0.isKept && $0.after.isEmpty } }
    /// The line as it was, without its line break.
    package var before: String { Self.withoutBreak(pieces.map(\.before).joined()) }
    /// All that was a reason, once.
    package var causes: [EditTrace.Cause] {
      pieces.flatMap(\.causes).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Its pieces, with changes that follow one another taken together.
    package var runs: [Piece] {
      pieces.reduce(into: []) { runs, piece in
        guard let last = runs.last, !last.isKept, !piece.isKept else { return runs.append(piece) }
        let more = piece.causes.filter { !last.causes.contains($0) }
        runs[runs.count - 1] = Piece(
          before: last.before + piece.before, after: last.after + piece.after, causes: last.causes + more)
      }
    }

    /// Whether more was changed than kept, in many places.
    package var isDense: Bool {
      let kept = pieces.reduce(0) { $0 + ($1.isKept ? $1.before.utf8.count : 0) }
      return pieces.count > 20 && kept * 2 < before.utf8.count
    }

    package static func withoutBreak(_ text: String) -> String {
      text.utf8.last == UInt8(ascii: "\n") ? String(String.UnicodeScalarView(text.unicodeScalars.dropLast())) : text
    }
  }

  package let rows: [Row]

  /// Compares two texts.
  package init(_ before: ByteBuffer, _ after: ByteBuffer, _ changes: EditTrace.Pass) {
    var rows: [Row] = []
    var edits = changes.edits[...]
    var start = 0
    repeat {
      let end = before.span.firstIndex(of: 0x0A, from: start).map { $0 + 1 } ?? before.count
      var row = Row(number: rows.count + 1, pieces: [])
      var position = start
      while let edit = edits.first,
        edit.source.lowerBound < end || edit.source.isEmpty && end == before.count
      {
        let first = max(edit.source.lowerBound, start)
        let last = min(edit.source.upperBound, end)
        row.append(Self.string(before, position..<first))
        row.pieces.append(
          Piece(
            before: Self.string(before, first..<last),
            // What an edit of several lines made is shown with the first of them.
            after: edit.source.lowerBound >= start ? Self.string(after, edit.output) : "", causes: edit.causes))
        position = last
        if edit.source.upperBound > end { break }
        edits.removeFirst()
      }
      row.append(Self.string(before, position..<end))
      if !row.pieces.isEmpty { rows.append(row) }
      start = end
    } while start < before.count
    self.rows = rows
  }

  private static func string(_ buffer: ByteBuffer, _ range: Range<Int>) -> String {
    String(decodingUTF8: buffer.span.extracting(range))
  }
}

extension LineDifference.Row {
  fileprivate mutating func append(_ kept: String) {
    if !kept.isEmpty { pieces.append(LineDifference.Piece(before: kept, after: kept)) }
  }
}

/// Changes that are the same but for their places.
package struct ChangeKind: Hashable {
  package var causes: [EditTrace.Cause]
  package var before: String
  package var after: String

  /// The kinds of some pieces, in the order in which they come, with how often they do.
  package static func counted(_ pieces: [LineDifference.Piece]) -> [(kind: ChangeKind, count: Int)] {
    var counts: [ChangeKind: Int] = [:]
    var order: [ChangeKind] = []
    for piece in pieces where !piece.isKept {
      let kind = ChangeKind(causes: piece.causes, before: piece.before, after: piece.after)
      if counts[kind] == nil { order.append(kind) }
      counts[kind, default: 0] += 1
    }
    return order.map { ($0, counts[$0] ?? 0) }
  }
}

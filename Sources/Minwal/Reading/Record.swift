/// A record of the input, as its framing has cut it: what a reader makes a document of.
public struct Record: ~Escapable {
  /// The bytes of the record; none for a reader that opens files itself.
  public let bytes: Span<UInt8>
  /// The name of the document, unless the record says another.
  public let id: String
  /// The place in the input, for messages.
  public let place: Place
  /// The path of the file, as the system has it; empty for standard input.
  public let path: String
  /// What the framing found at the start of the file that all its records need, such as a row of column names.
  public let preamble: ByteBuffer

  /// Whether the bytes are UTF-8, whatever encoding the recipe says: the file had a byte order mark, or was converted before
  /// it was cut.
  public let isUTF8: Bool

  /// The file, as an absolute path, if the bytes are all of it as it lies there: for programs that want a file. `nil` for
  /// what came through a pipe, was decompressed, or lies in a quarantine.
  public let file: String?

  /// Describes a record.
  @_lifetime(copy bytes)
  public init(
    _ bytes: Span<UInt8>, id: String, place: Place, path: String = "", preamble: ByteBuffer = ByteBuffer(),
    isUTF8: Bool = false, file: String? = nil
  ) {
    self.bytes = bytes
    self.id = id
    self.place = place
    self.path = path
    self.preamble = preamble
    self.isUTF8 = isUTF8
    self.file = file
  }
}

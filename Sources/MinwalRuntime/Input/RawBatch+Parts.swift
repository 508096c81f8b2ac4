import Minwal

extension RawBatch {
  /// Some of the documents, as a batch of the same number. They have the indices and places that they have in the
  /// whole.
  func part(_ range: Range<Int>) -> RawBatch {
    var part = RawBatch()
    part.number = number
    part.firstIndex = firstIndex + range.lowerBound
    part.count = range.count
    part.documentsGoAlone = documentsGoAlone
    switch content {
    case .files(let files): part.content = .files(Array(files[range]))
    case .lines(let source, let firstLine):
      var lines: [(range: Range<Int>, number: Int)] = []
      JSONLines.forEach(in: bytes.span) { line, number in lines.append((line, number)) }
      let chosen = lines[range]
      guard let first = chosen.first, let last = chosen.last else { break }
      part.content = .lines(source: source, firstLine: firstLine + first.number)
      part.bytes.append(bytes.span.extracting(first.range.lowerBound..<last.range.upperBound))
    case .document, .unreadable:
      part.content = content
      part.bytes = bytes
    }
    return part
  }

  /// What the first document is called if its content cannot say so, and where it lies.
  var firstIdentity: (id: String, place: String) {
    switch content {
    case .files(let files): (files.first?.relativePath ?? "", files.first?.path.displayedPath ?? "")
    case .lines(let source, let firstLine): ("\(source):\(firstLine)", "\(source):\(firstLine)")
    case .document(let id), .unreadable(let id, _): (id, id)
    }
  }

  /// The bytes of a batch's only document; `nil` if they cannot be read.
  var onlyBytes: ByteBuffer? {
    switch content {
    case .files(let files):
      files.first.flatMap { try? FileSystem.contents(of: $0.path, limit: DocumentSource.documentLimit) }
    case .lines, .document: bytes
    case .unreadable: nil
    }
  }
}

extension RawBatch: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(number)
    writer.write(firstIndex)
    writer.write(count)
    switch content {
    case .files(let files):
      writer.write(0)
      writer.write(files)
    case .lines(let source, let firstLine):
      writer.write(1)
      writer.write(source)
      writer.write(firstLine)
    case .document(let id):
      writer.write(2)
      writer.write(id)
    case .unreadable(let id, let error):
      writer.write(3)
      writer.write(id)
      writer.write(error)
    }
    writer.write(bytes)
    writer.write(documentsGoAlone)
  }

  init(from reader: inout BinaryReader) throws {
    number = try reader.read()
    firstIndex = try reader.read()
    count = try reader.read()
    content =
      switch try reader.read(Int.self) {
      case 0: .files(try reader.read())
      case 1: .lines(source: try reader.read(), firstLine: try reader.read())
      case 2: .document(id: try reader.read())
      case 3: .unreadable(id: try reader.read(), try reader.read())
      default: throw reader.malformed("a kind of batch")
      }
    bytes = try reader.read()
    documentsGoAlone = try reader.read()
  }
}

extension FileWalk.Found: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(path)
    writer.write(relativePath)
  }

  init(from reader: inout BinaryReader) throws {
    path = try reader.read()
    relativePath = try reader.read()
  }
}

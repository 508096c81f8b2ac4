import CLibYAML
import Minwal

/// What libyaml's parser reports, one after another.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case scalar(value: String, tag: String?, style: ScalarStyle)
    case sequenceStart(tag: String?), sequenceEnd
    case mappingStart(tag: String?), mappingEnd
    case alias(String)
  }

  /// How a scalar is written; only plain ones can be anything but text.
  enum ScalarStyle { case plain, quoted }

  /// A place: zero-based, in Unicode scalars.
  struct Mark {
    var line: Int
    var column: Int
  }

  var kind: Kind
  var anchor: String?
  var start: Mark
  var end: Mark
}

/// A syntax error, in libyaml's words.
struct YAMLSyntaxError: Error {
  var problem: String
  var mark: YAMLEvent.Mark?
  /// Where the reader (not the parser) failed.
  var byteOffset: Int?
  var context: String?
  var contextMark: YAMLEvent.Mark?
}

/// libyaml's parser. All unsafe code for YAML is in this file.
enum YAMLParser {
  /// Reports all events of some UTF-8 text to `body`.
  static func parse(_ text: Text, _ body: (YAMLEvent) throws -> Void) throws {
    var parser = unsafe yaml_parser_t()
    guard unsafe yaml_parser_initialize(&parser) == 1 else { throw YAMLSyntaxError(problem: "out of memory") }
    defer { unsafe yaml_parser_delete(&parser) }
    let bytes = text.span
    try unsafe bytes.withUnsafeBufferPointer { input in
      // libyaml keeps the pointer: it must not outlive this closure, and does not.
      unsafe yaml_parser_set_input_string(&parser, input.baseAddress, input.count)
      unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      while true {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(&parser, &event) == 1 else { throw unsafe syntaxError(parser) }
        let swiftEvent = unsafe YAMLEvent(event)
        unsafe yaml_event_delete(&event)
        if let swiftEvent {
          try body(swiftEvent)
          if case .streamEnd = swiftEvent.kind { return }
        }
      }
    }
  }

  private static func syntaxError(_ parser: yaml_parser_t) -> YAMLSyntaxError {
    func string(_ pointer: UnsafePointer<CChar>?) -> String? { unsafe pointer.map { unsafe String(cString: $0) } }
    let isReader = unsafe parser.error == YAML_READER_ERROR
    return unsafe YAMLSyntaxError(
      problem: string(parser.problem) ?? "the text is not YAML",
      mark: isReader ? nil : YAMLEvent.Mark(parser.problem_mark),
      byteOffset: isReader ? parser.problem_offset : nil,
      context: string(parser.context),
      contextMark: parser.context == nil ? nil : YAMLEvent.Mark(parser.context_mark))
  }
}

extension YAMLEvent.Mark {
  fileprivate init(_ mark: yaml_mark_t) { self.init(line: mark.line, column: mark.column) }
}

extension YAMLEvent {
  /// `nil` for an event that says nothing.
  fileprivate init?(_ event: yaml_event_t) {
    func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
      unsafe pointer.map { unsafe String(cString: $0) }
    }
    start = unsafe Mark(event.start_mark)
    end = unsafe Mark(event.end_mark)
    anchor = nil
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: kind = .streamStart
    case YAML_STREAM_END_EVENT: kind = .streamEnd
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
    case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
    case YAML_MAPPING_END_EVENT: kind = .mappingEnd
    case YAML_ALIAS_EVENT: kind = .alias(unsafe string(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let style: ScalarStyle = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE ? .plain : .quoted
      kind = unsafe .scalar(value: String(decoding: bytes, as: UTF8.self), tag: string(scalar.tag), style: style)
      anchor = unsafe string(scalar.anchor)
    case YAML_SEQUENCE_START_EVENT:
      kind = unsafe .sequenceStart(tag: string(event.data.sequence_start.tag))
      anchor = unsafe string(event.data.sequence_start.anchor)
    case YAML_MAPPING_START_EVENT:
      kind = unsafe .mappingStart(tag: string(event.data.mapping_start.tag))
      anchor = unsafe string(event.data.mapping_start.anchor)
    default: return nil
    }
  }
}

/// A reader as a registry knows it: its declaration, and how to make one.
public struct ReaderType: Sendable {
  public var spec: ReaderSpec
  private let declarations: @Sendable () -> [OptionDeclaration]
  private let recognizer: @Sendable (ByteBuffer) -> Bool?
  private let maker: @Sendable ([ConfigNode.Entry], OptionScope, OptionOwner, StageContext) -> ReaderInstance?

  /// Names a reader to a plugin.
  public static func reader<R: Reader>(_ type: R.Type) -> ReaderType { ReaderType(type) }

  private init<R: Reader>(_ type: R.Type) {
    spec = R.spec
    declarations = { R.Options.declarations }
    recognizer = { R.recognizes($0.span) }
    maker = { entries, scope, owner, context in
      guard let options = R.Options.decode(entries, in: scope, owner: owner) else { return nil }
      do {
        let reader = try R(options, context.of(stage: R.spec.name))
        return ReaderInstance(reader: reader, spec: R.spec, options: options.valueDescriptions)
      } catch let diagnostic as Diagnostic {
        scope.add(diagnostic)
      } catch let diagnostics as Diagnostics {
        for diagnostic in diagnostics.all { scope.add(diagnostic) }
      } catch {
        scope.add(Diagnostic(.badResource, "\(owner.description) cannot be made: \(error)", at: owner.range))
      }
      return nil
    }
  }

  /// The options that it takes.
  public var options: [OptionDeclaration] { declarations() }

  /// Whether a file that begins so is of the kind; see ``Reader/recognizes(_:)``.
  public func recognizes(_ head: ByteBuffer) -> Bool? { recognizer(head) }

  /// Makes the reader from the options that a recipe gives; `nil` after having reported problems to `scope`.
  public func make(
    _ entries: [ConfigNode.Entry], in scope: OptionScope, _ owner: OptionOwner, _ context: StageContext
  ) -> ReaderInstance? { maker(entries, scope, owner, context) }
}

/// A reader that was made from its options.
public struct ReaderInstance: Sendable {
  public var reader: any Reader
  public var spec: ReaderSpec
  /// Every option with its value, given or default, for fingerprints.
  public var options: [(name: String, value: String)]

  /// Whether a file that begins so is of the kind; see ``Reader/recognizes(_:)``.
  public func recognizes(_ head: Span<UInt8>) -> Bool? { type(of: reader).recognizes(head) }
}

/// Calls the target that the command line names with `--target=NAME`; libFuzzer passes over options of two hyphens.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = unsafe UnsafeBufferPointer(start: data, count: size)
  var input = unsafe FuzzInput(bytes)
  unsafe target.test(&input)
  return 0
}

/// libFuzzer calls from one thread only.
private nonisolated(unsafe) var target: any FuzzTarget = chosenTarget()

private func chosenTarget() -> any FuzzTarget {
  let name = CommandLine.arguments.compactMap { $0.hasPrefix("--target=") ? String($0.dropFirst(9)) : nil }.last
  switch name {
  case "yaml": return YAMLTarget()
  case "recipe": return RecipeTarget()
  case "json": return JSONTarget()
  case "encoding": return EncodingTarget()
  case "normalize": return NormalizeTarget()
  case "segment": return SegmentTarget()
  case "clean": return CleanTarget()
  case "glossary": return GlossaryTarget()
  case "chain": return ChainTarget()
  case "binary": return BinaryTarget()
  case "html": return HTMLTarget()
  case "extract": return ExtractTarget()
  case "warc": return WARCTarget()
  default: fatalError("say which part to test with --target=NAME; Fuzz.swift has their names")
  }
}

import Minwal

@testable import CleanPlugin
@testable import MinwalRuntime

/// What comes through pipes and out of journals: anything is a value or an error, and a value is written as it was
/// read.
struct BinaryTarget: FuzzTarget {
  func test(_ input: inout FuzzInput) {
    switch input.choose([0, 1, 2, 3]) {
    case 0: roundTrip(BatchResult.self, input.bytes)
    case 3: roundTrip(Checkpoint.self, input.bytes)
    case 1: roundTrip(CleanSurvey.self, input.bytes)
    default: roundTrip([String?].self, input.bytes)
    }
  }

  private func roundTrip<Value: BinaryCodable>(_ type: Value.Type, _ bytes: ByteBuffer) {
    guard let value = decoded(type, bytes) else { return }
    let once = encoded(value)
    guard let again = decoded(type, once) else { fatalError("what was written cannot be read") }
    expect(encoded(again).span.elementsEqual(once.span), "what was written is read otherwise")
  }

  private func decoded<Value: BinaryCodable>(_ type: Value.Type, _ bytes: ByteBuffer) -> Value? {
    var reader = BinaryReader(bytes)
    do {
      let value = try reader.read(type)
      try reader.finish()
      return value
    } catch {
      expect(error is BinaryReader.Malformed, "\(error)")
      return nil
    }
  }

  private func encoded(_ value: some BinaryCodable) -> ByteBuffer {
    var writer = BinaryWriter()
    writer.write(value)
    return writer.buffer
  }
}

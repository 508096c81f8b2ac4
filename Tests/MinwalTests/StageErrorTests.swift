import Minwal
import Testing

extension StageError.Code {
  fileprivate static let tooSilent = Self("too-silent")
}

@Suite struct StageErrorTests {
  private func kind(_ error: any Error) -> String {
    do {
      throw error
    } catch StageError.Code.tooSilent {
      return "silent"
    } catch StageError.Code.malformedReply {
      return "malformed"
    } catch {
      return "other"
    }
  }

  @Test func errorsAreCaughtByTheirCodes() throws {
    struct Other: Error {}
    #expect(kind(StageError(.tooSilent, "x")) == "silent")
    #expect(kind(StageError("malformed-reply", "x")) == "malformed")
    #expect(kind(StageError(.stageFailed, "x")) == "other" && kind(Other()) == "other")
    #expect(StageError.unavailable("x").code == .stageUnavailable)
  }

  @Test func codesOfPluginsAreExplained() throws {
    let explanation = Explanation(error: .tooSilent, "It says nothing.", "Speak up.")
    let registry = try Registry([Plugin("a", explanations: [explanation]), Plugin("b", explanations: [explanation])])
    #expect(registry.explanations.map(\.code) == ["too-silent"])
  }
}

import Minwal
import MinwalRecipe
import Testing

@Suite struct ReservedNameTests {
  /// No reader may be called as a key of every input is.
  @Test func keysOfInputAreReserved() {
    #expect(Set(InputOptions.declarations.map(\.name)) == Set(ReservedName.ofInput))
  }
}

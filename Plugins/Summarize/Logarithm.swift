/// Logarithms that have the same bits on every machine, which the C library's do not promise.
enum Logarithm {
  /// The logarithms of the numbers that lengths and counts of sentences nearly always are; that of 0 is never asked
  /// for.
  private static let small: [Float] = (0...1024).map { $0 == 0 ? 0 : series($0) }

  /// The natural logarithm of a whole number from 1 up.
  static func natural(_ number: Int) -> Float { number < small.count ? small[number] : series(number) }

  private static func series(_ number: Int) -> Float {
    let exponent = Int.bitWidth - 1 - number.leadingZeroBitCount
    // number = 2^exponent * mantissa, with the mantissa from 1 to 2; ln m = 2 artanh((m - 1) / (m + 1)).
    let mantissa = Double(number) / Double(1 << exponent)
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    for odd in stride(from: 1.0, through: 25.0, by: 2.0) {
      sum += term / odd
      term *= square
    }
    return Float(Double(exponent) * 0.693_147_180_559_945_3 + 2 * sum)
  }
}

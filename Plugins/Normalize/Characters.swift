/// The characters that options are about.
enum Characters {
  /// Line ends that are neither LF nor CR (The Unicode Standard, section 5.8).
  static let otherLineEnds: [ClosedRange<UInt32>] = [0x0B...0x0C, 0x85...0x85, 0x2028...0x2029]
  /// C0, DEL and C1 without tabs and line ends.
  static let controls: [ClosedRange<UInt32>] = [0x00...0x08, 0x0E...0x1F, 0x7F...0x84, 0x86...0x9F]
  /// Soft hyphen, zero-width space, word joiner, byte order mark.
  static let zeroWidth: [ClosedRange<UInt32>] = [0xAD...0xAD, 0x200B...0x200B, 0x2060...0x2060, 0xFEFF...0xFEFF]
  /// The joiners, which sometimes matter.
  static let nonJoiner: UInt32 = 0x200C
  static let joiner: UInt32 = 0x200D
  /// Arabic letter mark, directional marks, embeddings, overrides, isolates.
  static let bidiMarks: [ClosedRange<UInt32>] = [
    0x61C...0x61C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069,
  ]
  /// General category Zs without U+0020.
  static let spaces: [ClosedRange<UInt32>] = [
    0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
  ]
  /// Tanween, short vowels, shadda, sukun; rarer vowel signs; dagger alef. Not madda and hamza, which make letters.
  static let vowelMarks: [ClosedRange<UInt32>] = [0x64B...0x652, 0x656...0x65F, 0x670...0x670]
  /// Honorifics and signs of recitation, small letters above, end of ayah, sajdah, rub el hizb.
  static let quranicSigns: [ClosedRange<UInt32>] = [
    0x610...0x61A, 0x6D6...0x6ED, 0x898...0x89F, 0x8CA...0x8FF, 0x10EFD...0x10EFF,
  ]
  /// Arabic Presentation Forms-A and -B.
  static let presentationForms: [ClosedRange<UInt32>] = [0xFB50...0xFDFF, 0xFE70...0xFEFE]

  /// Letters that Persian, Urdu and neighbours write where Arabic writes another of the same shape.
  static let lookAlikes: [(UInt32, [UInt32])] = [
    (0x6A9, [0x643]), (0x6AA, [0x643]),  // keheh, swash kaf
    (0x6CC, [0x64A]), (0x6D2, [0x64A]), (0x6D3, [0x64A, 0x654]),  // Farsi yeh, yeh barree, with hamza
    (0x6BE, [0x647]), (0x6C1, [0x647]), (0x6D5, [0x647]),  // heh doachashmee, heh goal, ae
    (0x6C0, [0x647, 0x654]), (0x6C2, [0x647, 0x654]), (0x6C3, [0x629]),  // with hamza; teh marbuta goal
  ]

  /// Arabic and Urdu punctuation, with the ASCII of it.
  static let punctuation: [(UInt32, UInt32)] = [
    (0x60C, 0x2C), (0x61B, 0x3B), (0x61F, 0x3F), (0x66A, 0x25), (0x66B, 0x2E), (0x66C, 0x2C), (0x6D4, 0x2E),
  ]

  static let doubleQuotes: [ClosedRange<UInt32>] = [0xAB...0xAB, 0xBB...0xBB, 0x201C...0x201F]
  static let singleQuotes: [ClosedRange<UInt32>] = [0x2018...0x201B, 0x2039...0x203A]
  static let dashes: [ClosedRange<UInt32>] = [0x2010...0x2015, 0x2212...0x2212]
}

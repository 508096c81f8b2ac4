import MinwalLanguage
import MinwalTestSupport
import MinwalText
import Testing

@Suite struct SearchFoldingTests {
  @Test(arguments: [
    ("مَدْرَسَة", "مدرسه"), ("الإسلام", "الاسلام"), ("آثار أُخرى", "اثار اخري"), ("کتابی", "كتابي"), ("جمـــيل", "جميل"),
    ("مسؤول", "مسوول"), ("ﻻ", "لا"), ("Café", "Café"), ("हिन्दी", "हिन्दी"), ("", ""), ("می‌روم", "ميروم"),
  ])
  func isOneSpelling(_ text: String, _ expected: String) {
    var folding = SearchFolding()
    #expect(folding.fold(Text(text).span).string == expected)
  }
}

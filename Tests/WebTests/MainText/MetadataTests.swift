import WebPlugin
import Testing

struct MetadataTests {
  @Test func readsLinkedData() {
    let metadata = Extraction.metadata(
      """
      <html lang="ar"><head><title>لا يؤخذ</title><script type="application/ld+json">
      <!-- {"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "name": "موقع"},
        {"@type": ["NewsArticle"], "headline": "عنوان \\"النص\\" &amp; غيره", "inLanguage": "ar-EG", "url": "https://a.example/1",
         "author": [{"@type": "Person", "name": "سلمى النجار"}, {"@id": "#two"}, "جمال عيد"],
         "publisher": {"name": "صحيفة الوادي"}, "datePublished": "2026-11-30T10:00:00+02:00",
         "dateModified": "2026-11-30T11:00:00+02:00", "description": "وصف
      قصير", "keywords": "مكتبة، قرية, كتب", "license": "https://creativecommons.org/licenses/by/4.0/",},
        {"@id": "#two", "name": "هدى منصور"}
      ]} -->
      </script></head>
      """)
    #expect(metadata.title == "عنوان \"النص\" & غيره")
    #expect(metadata.authors == ["جمال عيد", "سلمى النجار", "هدى منصور"])
    #expect(metadata.published?.iso8601 == "2026-11-30T10:00:00+02:00")
    #expect(metadata.modified?.iso8601 == "2026-11-30T11:00:00+02:00")
    #expect(metadata.site == "صحيفة الوادي")
    #expect(metadata.canonicalURL == "https://a.example/1")
    #expect(metadata.language == "ar")
    #expect(metadata.description == "وصف قصير")
    #expect(metadata.license == "https://creativecommons.org/licenses/by/4.0/")
    #expect(metadata.tags == ["مكتبة", "قرية", "كتب"])
  }

  @Test func readsOpenGraph() {
    let metadata = Extraction.metadata(
      """
      <meta property="og:title" content="Die F&auml;hre - Seebote"><meta property="og:site_name" content="Seebote">
      <meta property="og:locale" content="de_AT"><meta property="og:description" content="Kurz">
      <meta property="article:author" content="Jonas Wegmann"><meta property="article:published_time" content="2026-11-30">
      <meta property="article:modified_time" content="2026-12-01"><meta property="article:tag" content="See">
      <meta property="article:tag" content="Fähre"><meta property="og:url" content="https://b.example/2">
      """)
    #expect(metadata.title == "Die Fähre")
    #expect(metadata.site == "Seebote")
    #expect(metadata.language == "de-AT")
    #expect(metadata.description == "Kurz")
    #expect(metadata.authors == ["Jonas Wegmann"])
    #expect(metadata.published?.iso8601 == "2026-11-30")
    #expect(metadata.modified?.iso8601 == "2026-12-01")
    #expect(metadata.tags == ["See", "Fähre"])
    #expect(metadata.canonicalURL == "https://b.example/2")
  }

  @Test func readsDublinCoreAndCitations() {
    let metadata = Extraction.metadata(
      """
      <meta name="DC.title" content="山の茶屋"><meta name="DC.creator" content="小川千春"><meta name="dc.date" content="2026-11-30">
      <meta name="DCTERMS.rights" content="CC BY"><meta name="dc.subject" content="茶、山"><meta name="dc.language" content="ja">
      <meta name="dc.publisher" content="峠新聞">
      """)
    #expect(metadata.title == "山の茶屋")
    #expect(metadata.authors == ["小川千春"])
    #expect(metadata.published?.iso8601 == "2026-11-30")
    #expect(metadata.license == "CC BY")
    #expect(metadata.tags == ["茶", "山"])
    #expect(metadata.language == "ja")
    #expect(metadata.site == "峠新聞")
  }

  @Test func readsMicrodataAndElements() {
    let metadata = Extraction.metadata(
      """
      <html lang="fa"><title>چاپخانه | روزنامه</title><link rel="canonical" href="https://c.example/3"><body>
      <h1>چاپخانهٔ کهنه</h1><span itemprop="author">مینا کاویانی</span>
      <meta itemprop="datePublished" content="2026-11-30"><time itemprop="dateModified" datetime="2026-12-02">دیروز</time>
      <a rel="license" href="https://d.example/l">اجازه</a><a rel="tag" href="/t">چاپ</a>
      """)
    #expect(metadata.title == "چاپخانهٔ کهنه")
    #expect(metadata.authors == ["مینا کاویانی"])
    #expect(metadata.published?.iso8601 == "2026-11-30")
    #expect(metadata.modified?.iso8601 == "2026-12-02")
    #expect(metadata.license == "https://d.example/l")
    #expect(metadata.tags == ["چاپ"])
    #expect(metadata.canonicalURL == "https://c.example/3")
    // A relative one says nothing.
    let relative = Extraction.metadata(
      "<link rel=canonical href='/n/1'><meta property=og:url content='https://d.example/n/1'><p>a")
    #expect(relative.canonicalURL == "https://d.example/n/1")
    #expect(metadata.language == "fa")
  }

  /// The first source that has a value counts, whatever their order in the page.
  @Test func takesTheSourcesInTheirOrder() {
    let sources = [
      "<script type='application/ld+json'>{\"@type\":\"Article\",\"datePublished\":\"2026-01-01\"}</script>",
      "<meta property='article:published_time' content='2026-01-02'>", "<meta name='dc.date' content='2026-01-03'>",
      "<meta itemprop='datePublished' content='2026-01-04'>", "<time>5 يناير 2026</time>",
    ]
    for first in sources.indices {
      let metadata = Extraction.metadata(sources[first...].reversed().joined())
      #expect(metadata.published?.iso8601 == "2026-01-0\(first + 1)")
    }
  }

  @Test func keepsDatesAsTheyAreWritten() {
    let metadata = Extraction.metadata("<html lang=ar><time>الإثنين ٢٠ جمادى الآخرة ١٤٤٨ هـ</time>")
    #expect(metadata.published?.written == "الإثنين ٢٠ جمادى الآخرة ١٤٤٨ هـ")
    #expect(metadata.published?.calendar == .hijri)
    #expect(metadata.published?.iso8601 == nil)
  }

  @Test func saysNothingOfNothing() {
    #expect(Extraction.metadata("") == PageMetadata())
    #expect(Extraction.metadata("<p>a").authors.isEmpty)
    #expect(Extraction.metadata("<script type='application/ld+json'>[{{{\"</script>").title == nil)
  }
}

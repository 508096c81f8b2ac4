extension ClassWords {
  /// What suggests what. Collected from the names that readability tools look for (Readability.js, trafilatura,
  /// resiliparse) and from pages.
  static let lists: [(Evidence, String)] = [
    (
      .navigation,
      """
      breadcrumb breadcrumbs crumbs menu menus nav navi navigation navbar subnav sidenav pagination pager
      paginator prevnext prev-next post-navigation skip-link skip-nav sitemap submenu topbar toolbar megamenu
      offcanvas post-nav page-nav nav-links navlinks nav-previous nav-next next-post prev-post previous-post
      next-article
      """
    ),
    (
      .related,
      """
      related recirc recirculation recommended recommend recommendation recommendations recommender most-read
      most-popular most-viewed most-commented read-more read-next read-also more-from more-on more-stories
      more-news more-articles next-up up-next you-may might-like also-like trending popular teaser teasers
      latest outbrain taboola zergnet see-also similar similar-posts related-posts yarpp relateds linklist
      link-list readmore-link crosslink crosslinks verwandte verwandt empfehlungen empfehlung leseempfehlung
      relacionadas relacionados relacionado correlati correlate polecane powiazane voir-aussi a-lire lees-ook
      lees-meer leia-mais leia-tambem lea-tambien te-puede mais-lidas mas-leidas meistgelesen lesetipps
      weiterlesen aehnliche-beitraege articles-lies a-lire-aussi top-stories latest-news further-reading
      suggested suggestions upnext jp-relatedposts
      """
    ),
    (
      .comments,
      """
      comment comments commentlist comment-list comment-form comment-section comment-thread respond disqus
      livefyre commentform commentary-list comentarios kommentare komentarze comentario kommentarbereich
      kommentarformular reacties yorumlar kommentar commentaires commenti reactions trackback trackbacks
      pingback pingbacks webmention webmentions
      """
    ),
    (.cookies, "cookie cookies consent gdpr dsgvo cookiebar cookiebanner cookie-notice onetrust cookielaw"),
    (
      .sidebar,
      "sidebar side-bar widget widgets complementary rightcolumn right-column right-col right-rail leftcolumn left-rail"
    ),
    (.footer, "footer foot bottombar footnav copyright-line colophon disclaimer imprint"),
    (.header, "masthead banner site-header page-header topnav header-top"),
    (
      .advertisement,
      """
      ad ads adv advert advertisement advertising adsense adslot adunit sponsor sponsored sponsors promo promos
      promotion promoted criteo anzeige anzeigen werbung reklama reklame publicidad publicite publicidade
      pubblicita reclame advertentie annonce sponsoring pub-container inline-ad donation donate cta call-to
      """
    ),
    (
      .share,
      """
      share shares sharing sharebar sharebox sharetools social socials sociable addthis addtoany sharedaddy
      shariff share-bar share-button share-buttons share-links social-links social-media follow-us sharethis
      teilen partage partager partages compartir compartilhar condividi condivisione delen udostepnij paylas
      share-this
      """
    ),
    (
      .form,
      """
      newsletter newsletters subscribe subscription signup sign-up optin opt-in register paywall login signin
      login-form search-form searchform contact-form mailchimp
      """
    ),
    (
      .byline,
      """
      byline bylines author authors bio authorbox author-box author-bio author-info author-card vcard
      contributor contributors writer about-author autoren autorenbox autor-box auteur auteurs autore autori
      redaktor author-bio-box author-description author-profile
      """
    ),
    (
      .caption,
      """
      caption captions wpcaption bildunterschrift bildnachweis legende didascalia pie-de leyenda bijschrift
      credit-line image-credit photo-credit picture-credit imagecaption
      """
    ),
    (
      .details,
      """
      tags taglist tag-list tagcloud tag-cloud tag-links topics dateline postmeta post-meta entry-meta
      article-meta article-info post-info pull-quote pullquote infobox factbox correction toc postmetadata
      posted-on entry-footer post-footer entry-utility cat-links rating-box schlagworte schlagwort etiquetas
      etiquettes tagi trefwoorden
      """
    ),
    (.media, "thumbnail thumbnails"),
    (.popup, "popup notification notifications notification-bar modal tooltip popover lightbox-content"),
    (.hidden, "printonly print-only visuallyhidden visually-hidden sr-only sronly"),
    (
      .body,
      """
      article-body article-content article-text article-copy articlebody articletext entry-body entry-content
      entry-text post-body post-content post-text post-entry story-body story-content story-text story-copy
      page-body page-content main-body main-content main-text text-content text-body news-body news-content
      news-text single-body single-content blog-body blog-content body-text body-copy body-content fulltext
      rich-text richtext content-body content-text articlecontent postcontent storytext storybody maincontent
      contentbody article-inner
      """
    ),
    (.article, "hentry article post story entry recipe"),
    (
      .lead,
      """
      summary standfirst lead lede intro dek chapo chapeau excerpt abstract teaser-text vorspann anreisser
      bajada entradilla sommario occhiello ingress lid zajawka leadtext description
      """
    ),
    (
      .deck,
      "standfirst dek deck subtitle sub-title subhead sub-head subheading subheadline subline heading-des excerpt tagline"
    ),
  ]
}

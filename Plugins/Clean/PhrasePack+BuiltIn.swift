import Minwal

extension PhrasePack {
  /// The packs that come along, by the names that recipes use. The files in `Packs` are compiled in.
  static var builtIn: [StageResource] {
    [
      StageResource("web-ar", "Furniture of Arabic web pages.", PackageResources.web_ar_txt),
      StageResource("web-en", "Furniture of English web pages.", PackageResources.web_en_txt),
      StageResource("web-fr", "Furniture of French web pages.", PackageResources.web_fr_txt),
      StageResource("web-de", "Furniture of German web pages.", PackageResources.web_de_txt),
      StageResource("web-es", "Furniture of Spanish web pages.", PackageResources.web_es_txt),
      StageResource("web-fa", "Furniture of Persian web pages.", PackageResources.web_fa_txt),
      StageResource("web-hi", "Furniture of Hindi web pages.", PackageResources.web_hi_txt),
      StageResource("web-ja", "Furniture of Japanese web pages.", PackageResources.web_ja_txt),
      StageResource("web-zh", "Furniture of Chinese web pages.", PackageResources.web_zh_txt),
      StageResource("web-he", "Furniture of Hebrew web pages.", PackageResources.web_he_txt),
      StageResource("web-id", "Furniture of Indonesian and Malay web pages.", PackageResources.web_id_txt),
      StageResource("web-it", "Furniture of Italian web pages.", PackageResources.web_it_txt),
      StageResource("web-pt", "Furniture of Portuguese web pages.", PackageResources.web_pt_txt),
      StageResource("web-ru", "Furniture of Russian web pages.", PackageResources.web_ru_txt),
      StageResource("web-tr", "Furniture of Turkish web pages.", PackageResources.web_tr_txt),
      StageResource("web-ur", "Furniture of Urdu web pages.", PackageResources.web_ur_txt),
    ]
  }
}

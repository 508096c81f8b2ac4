extension MarkedPage {
  /// Pages of sites whose boilerplate is their own, and ends of articles that look like boilerplate.
  static let unseen: [MarkedPage] = [
    MarkedPage(
      "names and headlines below the text, without blank lines",
      """
      - Frontseite
      - Bybilder
      = Den gamle brua stenges i to uker etter regnet
      - 9.3.2021
      + Kommunen stenger den gamle brua i to uker på grunn av regnet, sier ingeniøren som leder arbeidet.
      + Kjøpmennene i nærheten ber om erstatning for dagene de taper.
      + Brua er fra begynnelsen av forrige århundre og har vært satt i stand to ganger.
      - Bruer
      - Regn
      - Skyv saken videre
      - Fra fyrvokterens bord
      - Unge rodde rundt øya på ni dager og kom hjem i går kveld
      - Hvorfor bier trives i kirketårn?
      - Kinoen viser sin siste film på søndag
      - Løp
      - © 2021 Fyret
      """),
    MarkedPage(
      "a signature and a place above known boilerplate stay",
      """
      - Home
      - Statements
      = Statement of the East Quay residents on the old bridge

      + We have heard that the bridge is to be closed for two weeks, and we ask the council to think of the pupils.

      + Nobody has spoken with us, although we have asked for a meeting three times since the winter.

      + The residents of East Quay

      - Share
      - Related articles
      - Gold prices jump to a two-month high
      - All rights reserved.
      """),
    MarkedPage(
      "an announced list at the end stays, and what follows goes",
      """
      - Startsida
      - Nyheter
      = Gamla bron stängs i två veckor efter regnet

      + Kommunen stänger den gamla bron i två veckor på grund av regnet, säger ingenjören som leder arbetet.

      + Butikerna i närheten ber om ersättning för de dagar som de förlorar.

      + Arbetet omfattar:

      + ett stöd för den tredje pelaren

      + färg på räckena

      + lampor på båda sidor

      - Broar

      - Regn

      - Knuffa vidare

      - Från fyrvaktarens bord nu

      - Unga rodde runt ön på nio dagar och kom hem i går kväll

      - Facebook
      """),
    MarkedPage(
      "verses below an essay stay",
      """
      - Home
      - Essays
      = What the ferrymen sang before the bridge was built
      - 3 May 2020

      + Before the bridge there were the ferrymen, and before the ferrymen, my grandmother said, there was only the song.
      + She sang it when the river rose, and she never told us who had made it.

      + And on the water went the day
      + The ferrymen had gone before
      + We asked the gulls who flew away
      + And nobody was on the shore

      - Share
      - Leave a comment
      """),
    MarkedPage(
      "a list of names on a page with a sentence stays",
      """
      - Home
      - Members
      = The choir of the lighthouse
      + These are the voices of this year.
      + Sopranos
      + Dana Whitlock
      + Rhona Pike of the upper village
      + Altos
      + Mona Field
      + Lena Park who also plays the organ on Sundays
      - Back to top
      """),
    MarkedPage(
      "a last paragraph about a newspaper and its copyright stays",
      """
      - Home
      = The printer who never signed his books
      - 5 comments
      + The archive keeps ninety books that he printed, and in none of them is his name to be found.
      + The copyright of the songs belongs to the village, and advertising them was forbidden for a century.
      + The Harbour Gazette wrote about him once.
      - Share
      - © 2020 The Lantern
      - All rights reserved.
      """),
    MarkedPage(
      "a short report of two sentences among much boilerplate",
      """
      - Início
      - Cidades
      - Esportes
      = Ponte velha fecha por duas semanas
      - Da Redação
      - Publicado em 9 de março de 2021 às 10:32
      - Compartilhe
      + A prefeitura vai fechar a ponte velha por duas semanas por causa da chuva, anunciou na terça o engenheiro.
      + Os comerciantes da região pedem uma compensação.
      - Pontes
      - Chuva
      - Mais lidas
      - Seleção juvenil chega à semifinal depois de vitória difícil
      - Ouro sobe ao maior valor em dois meses
      - Vale a pena tomar café antes de dormir?
      - Receba nossa newsletter
      - Quem somos
      - © 2021 Gazeta do Cais. Todos os direitos reservados.
      """),
    MarkedPage(
      "an interview with short answers at its end",
      """
      - Ana Sayfa
      - Söyleşi
      = Kütüphaneci: kitapları yağmurdan biz kurtardık
      - 09.03.2021 - 10:32
      + Liman kütüphanesinin müdürü, su baskınından kurtarılan yirmi bin kitabı ve o uzun geceyi anlattı.
      + Kaç kişiydiniz?
      + Gece boyunca kırk kişi çalıştık, sabaha doğru komşular da çorba ve kuru giysi getirdi.
      + Bir daha olur mu?
      + Olabilir.
      - Paylaş
      - İlgili Haberler
      - Altın son iki ayın zirvesine çıktı
      - Tüm hakları saklıdır
      """),
    MarkedPage(
      "buttons between headline and body, and a sub-heading above it",
      """
      - Главная
      = Старый мост закроют на две недели из-за дождей
      - 09.03.2021 10:32
      - Крупнее
      - Мельче

      + Что случилось
      + Мэрия закроет старый мост на две недели из-за дождей, сообщил во вторник инженер.
      + Владельцы соседних лавок просят возместить убытки, а школьники ищут другой путь.

      - Поделиться
      - Читайте также
      - Золото подорожало до двухмесячного максимума
      - Все права защищены
      """),
    MarkedPage(
      "a thread whose buttons no pack knows",
      """
      - Forumsida
      = Hur tar man sig från flygplatsen till gamla stan?
      - nura77
      - Medlem sedan 2014
      - 2021-03-09 10:32
      + Vi landar klockan tio på kvällen med två barn, finns det fortfarande någon buss?
      - Citera inlägget
      - old_fisher
      - Medlem sedan 2009
      - 2021-03-09 11:15
      + Ta nattbussen som står framför ankomsthallen, den går varje halvtimme till klockan två.
      - Citera inlägget
      - Samir
      - Medlem sedan 2019
      - 2021-03-10 08:01
      + Vi tog en taxi i stället, eftersom barnen sov, och den kostade mindre än vi hade trott.
      - Citera inlägget
      - Facebook
      """),
    MarkedPage(
      "the entries of a diary keep their dates and headings",
      """
      - Home
      = Four days on the river
      + We wrote this on the boat, each evening, by the light of a lamp that my sister had found in the cellar.
      + 3 May 2019
      + The lock
      + The lock was closed when we came, and the keeper slept in his chair until the bells rang at noon.
      + 4 May 2019
      + The mill
      + The miller gave us bread, and a map on which the river still had the name of his village.
      - Share
      - 2 comments
      """),
    MarkedPage(
      "a link inside the text with the label of the list below",
      """
      - Home
      = Old bridge to close for two weeks after heavy rain
      + The council will close the old bridge for two weeks because of the rain, its engineer said on Tuesday.
      - From the lamp room: Two brothers row around the island in nine days
      + Shopkeepers nearby asked for compensation, and the schools look for another way across.
      + Our question: who pays for the ferry while the bridge is closed to pupils
      + The council has no answer to that yet, and will speak about it again on Friday evening.
      - Share
      - From the lamp room
      - The old cinema shows its last film on Sunday
      - All rights reserved.
      """),
    MarkedPage(
      "a notice among unknown names at the foot",
      """
      - Главная
      - Культура
      = В городе закрыли старый мост
      + Мэрия закроет старый мост на две недели из-за дождей, сообщил во вторник инженер, который осмотрел опоры.
      + Трещины в третьей опоре не опасны для пешеходов, пояснил он, но их нужно заделать до зимы.
      + Владельцы соседних лавок просят возместить убытки, а школьникам придётся ходить через верхний мост.
      + Работы возобновятся, как только улучшится погода, и обойдутся не дороже, чем планировали весной.
      - Мосты
      - Дожди
      - С маяка
      - Юношеская сборная вышла в полуфинал после трудной игры
      - Золото подорожало до двухмесячного максимума
      - Telegram
      - Письмо смотрителя
      - Каждое утро мы присылаем всё важное одним письмом.
      - Хочу
      - Смотрителям
      - О маяке
      """),
    MarkedPage(
      "a Hebrew report",
      """
      - ראשי
      - חדשות
      = הגשר הישן ייסגר לשבועיים בגלל הגשמים
      - מאת נועה ברק
      - פורסם: 09/03/21
      + העירייה תסגור את הגשר הישן לשבועיים בגלל הגשמים, הודיע ביום שלישי המהנדס שבדק את העמודים.
      - פרסומת
      + רקע
      + הגשר נבנה בתחילת המאה הקודמת ושופץ פעמיים, וכארבעת אלפים איש עוברים בו מדי יום.
      - שתפו
      - כתבות נוספות
      - הזהב בשיא של חודשיים
      - © כל הזכויות שמורות לרציף
      """),
    MarkedPage(
      "an Indonesian report",
      """
      - Beranda
      - Nasional
      = Jembatan tua ditutup dua minggu karena hujan
      - Penulis: Sari Wulandari
      - Selasa, 09 Mar 2021 10:32 WIB
      + Pemerintah kota akan menutup jembatan tua selama dua minggu karena hujan, kata insinyurnya pada hari Selasa.
      - SCROLL TO CONTINUE WITH CONTENT
      + Para pedagang di sekitar meminta ganti rugi atas penutupan itu.

      - Baca juga: Nelayan tertua di pelabuhan meninggal

      + Jembatan itu dibangun pada awal abad lalu dan dua kali dipugar.
      - Bagikan
      - Berita Terkait
      - Harga emas naik ke level tertinggi dua bulan
      - Tentang Kami
      - Pedoman Media Siber
      """),
    MarkedPage(
      "an Urdu report",
      """
      - صفحہ اول
      - پاکستان
      = بارش کی وجہ سے پرانا پل دو ہفتے بند
      - ویب ڈیسک
      - شائع 09 مارچ 2021
      + میونسپلٹی بارش کی وجہ سے پرانا پل دو ہفتے بند رکھے گی، انجینئر نے منگل کو بتایا۔
      - اشتہار
      + قریب کے دکانداروں نے نقصان کے ازالے کا مطالبہ کیا۔
      - شیئر کریں
      - متعلقہ خبریں
      - سونا دو ماہ کی بلند ترین سطح پر
      - جملہ حقوق محفوظ ہیں © 2021
      """),
    MarkedPage(
      "an Italian report with a photo credit and a reserved reproduction",
      """
      - Home
      - Cronaca
      = Il vecchio ponte chiude per due settimane
      - Redazione
      - 9 marzo 2021
      - 2 minuti di lettura
      + Il comune chiuderà il vecchio ponte per due settimane a causa della pioggia, ha annunciato martedì l'ingegnere.
      - © Foto Molo
      + I negozianti della zona chiedono un risarcimento, e le scuole cercano un'altra strada per gli alunni.
      - Riproduzione riservata
      - Leggi anche
      - L'oro ai massimi da due mesi
      - Privacy
      """),
    MarkedPage(
      "a Greek report, a language without a pack, with a blank line below each line",
      """
      - Αρχική

      - Ειδήσεις

      = Κλείνει για δύο εβδομάδες η παλιά γέφυρα

      - 09.03.2021 | 10:32

      + Ο δήμος κλείνει την παλιά γέφυρα για δύο εβδομάδες λόγω της βροχής, ανακοίνωσε την Τρίτη ο μηχανικός.

      + Ιστορικό

      + Η γέφυρα χτίστηκε στις αρχές του περασμένου αιώνα και επισκευάστηκε δύο φορές.

      - Γέφυρες

      - Βροχή

      - Διαβάστε επίσης

      - Στον ημιτελικό η ομάδα νέων μετά από δύσκολο αγώνα

      - Όροι χρήσης
      """),
    MarkedPage(
      "French verses at the end of an essay",
      """
      - Accueil
      = Ce que chantaient les passeurs

      + Avant le pont il y avait les passeurs, et avant les passeurs, disait ma grand-mère, il n'y avait que la chanson.
      + Elle la chantait quand la rivière montait, et elle ne nous a jamais dit de qui elle la tenait.

      + Et sur les eaux s'en fut le jour
      + les passeurs n'étaient déjà plus
      + nous demandions à chaque tour
      + aux mouettes qui les avait vus

      - Partager
      - Mentions légales
      """),
    MarkedPage(
      "opening hours inside a German report",
      """
      - Startseite
      - Lokales
      = Freibad bleibt bis Mitte September offen
      - 27.08.2021, 16:02 Uhr
      + Das Freibad am Mühlbach bleibt wegen des warmen Wetters zwei Wochen länger offen, teilte die Gemeinde am Freitag mit.
      + Öffnungszeiten
      + Montag bis Freitag von 9 bis 19 Uhr
      + Samstag und Sonntag von 8 bis 20 Uhr
      + Der Eintritt kostet wie bisher drei Euro, Kinder unter sechs Jahren zahlen nichts.
      - Schwimmbad
      - Mühlbach
      - Vom Tisch des Bademeisters
      - Blasmusik kehrt auf den Marktplatz zurück
      - Wer hat den goldenen Löffel gefunden?
      - Impressum
      """),
  ]
}

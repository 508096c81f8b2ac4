extension MarkedPage {
  /// Pages in European languages of sites that do not exist.
  static let european: [MarkedPage] = [
    MarkedPage(
      "an English report with teasers and a comment form",
      """
      - Skip to content
      - The Harbour Gazette
      - Home > Local > Harbour
      - Share
      - Tweet

      = Harbour library opens its doors after a decade of delays

      - By Mona Field
      - Senior culture editor
      - Published 4 June 2019, 10:15 GMT
      - 3 min read

      + The harbour library opened on Tuesday with twenty thousand books and a queue that reached the old market.

      + "We had almost given up," said Lena Park, who has run the campaign since 2009.

      + What happens next

      + The upper floor will follow in autumn. Until then the reading room stays open from nine to six.

      + Will it last?

      + Facebook

      + The group page that began the campaign has eleven thousand members and is still growing, its founder says.

      - Filed under: Local, Culture
      - More from the harbour
      - Fishermen count their losses
      - School in the hills takes first pupils
      - Leave a Reply
      - Your email address will not be published. Required fields are marked *
      - Great news for all of us who live near the harbour and have waited for years to see this.
      - © 2019 Harbour Gazette. All rights reserved.
      - Back to top
      """),
    MarkedPage(
      "headlines of other pages between boilerplate, below a heading that no pack knows",
      """
      = The mill by the river grinds flour again

      + After eleven years the wheel turns once more, and bakers from three villages came to see it.

      + The miller says that she will grind on two days of the week until the winter.

      - Share
      - From the lamp room
      - Two brothers row around the island in nine days
      - The old cinema shows its last film on Sunday
      - Bees move into the tower of the town hall
      - All rights reserved.
      """),
    MarkedPage(
      "a list at the end of an article, below an advertisement",
      """
      = The mill by the river grinds flour again

      + After eleven years the wheel turns once more, and bakers from three villages came to see it.

      + The miller says that she will grind on two days of the week until the winter.

      - Advertisement

      + Where to buy the flour of the mill
      + The bakery beside the bridge on market days
      + The small shop of the miller's sister in town
      + The market hall, every second week in summer

      - Share
      - All rights reserved.
      """),
    MarkedPage(
      "an ingredient that the text speaks of is not the headline",
      """
      = Morel and barley soup
      - 8/3/2020
      + 6 cups of barley
      + 3 cups of water
      + 7 spoons of butter
      + Salt
      + Olive oil
      + 2 eggs
      + What to do
      + Wash the barley and let it stand in the water for a night, with a spoon of olive oil on top.
      + Cook it slowly for an hour, stir in the eggs and the butter, and serve it with bread.
      - Back to top
      """),
    MarkedPage(
      "an English recipe",
      """
      - Jump to recipe
      = Lemon lentil soup
      - 4.8 from 112 votes
      - Prep time: 10 minutes

      + This soup is what I cook when the rain does not stop. It takes half an hour and one pot.

      + Ingredients
      + 2 cups red lentils
      + 1 onion, chopped
      + 1 tsp cumin
      + Juice of a lemon

      + Method
      + 1. Rinse the lentils and put them into a pot with the onion and six cups of water.
      + 2. Simmer until soft, then add cumin and salt.
      + 3. Blend, add the lemon juice and serve.

      - Pin it
      - You might also like
      - Bean stew for cold evenings
      - Tomato rice
      - Leave a comment
      """),
    MarkedPage(
      "an English forum thread",
      """
      - Log in
      - Register
      = Cheapest way to get from the airport to the old town?
      - Thread starter
      + We land at ten in the evening with two kids. Is there still a bus?
      + Take the night bus.
      + No way.
      + It stops right in front of the arrivals hall and runs every half hour until two in the morning.
      + Thanks!
      - Reply
      - Report
      - Similar threads
      - Parking near the old town
      - You must log in or register to reply here.
      """),
    MarkedPage(
      "English sports results",
      """
      - Sport
      - Football
      = Results of the harbour league, week 12
      - Last updated 3 March 2018

      + North Quay 2 - 1 Old Town
      + Lighthouse 0 - 0 Rovers
      + Salt Works 3 - 2 Union
      + Ferry Boys 1 - 4 Castle

      + Pos Team Pts
      + 1 Castle 31
      + 2 North Quay 29
      + 3 Lighthouse 22

      - Share on Facebook
      - Follow us on Twitter
      """),
    MarkedPage(
      "an English dialogue without a sentence of length",
      """
      = the king of the hill
      + i'm the king
      + no you are not
      + says who?
      + says me.
      + fine
      - 2 comments
      - Read more: How to win an argument
      - Copyright © 2018. All rights reserved.
      - Back to top
      """),
    MarkedPage(
      "a French report",
      """
      - Aller au contenu
      - Accueil » Culture
      = La bibliothèque du port ouvre enfin ses portes
      - Par Claire Aubry
      - Publié le 4 juin 2019 à 10h15
      - Temps de lecture : 3 min
      - Partager
      + La bibliothèque du port a ouvert mardi avec vingt mille livres, et la file allait jusqu'au vieux marché.
      + — Nous n'y croyions plus, dit la présidente de l'association.
      + — Et maintenant ?
      + — Maintenant, on lit.
      + L'étage suivra à l'automne, selon la mairie, qui a financé la moitié des travaux.
      - À lire aussi
      - Les pêcheurs comptent leurs pertes
      - Une école ouvre dans les collines
      - Laisser un commentaire
      - Votre adresse e-mail ne sera pas publiée.
      - Mentions légales
      - Tous droits réservés
      """),
    MarkedPage(
      "a German report",
      """
      - Zum Inhalt springen
      - Startseite | Kultur | Sport | Wetter
      = Die Bibliothek am Hafen öffnet nach zehn Jahren
      - Von Jana Kern
      - 04.06.2019, 10:15 Uhr
      - Lesezeit: 3 Minuten
      + Die Bibliothek am Hafen hat am Dienstag mit zwanzigtausend Büchern geöffnet, die Schlange reichte bis zum alten Markt.
      - Anzeige
      + „Wir hatten fast aufgegeben“, sagte die Vorsitzende des Vereins.
      + Wie es weitergeht
      + Das obere Stockwerk folgt im Herbst, bis dahin bleibt der Lesesaal von neun bis sechs Uhr offen.
      - Mehr zum Thema
      - Fischer zählen ihre Verluste
      - Schule in den Hügeln nimmt erste Kinder auf
      - Schlagwörter: Hafen, Bücher
      - Schreibe einen Kommentar
      - Impressum
      - Datenschutz
      """),
    MarkedPage(
      "a Spanish blog",
      """
      - Inicio
      - Sobre mí
      = Tres días en el puerto viejo
      - junio 4, 2019
      - 5 comentarios
      + Llegamos de noche y llovía. El hotel estaba cerrado, pero el bar de la esquina no.

      + 1. El mercado
      + Hay que ir temprano, cuando los pescadores todavía gritan los precios y el café cuesta la mitad.

      + 2. El faro
      + Son doscientos escalones. Valen la pena.

      - Etiquetas: viajes, puerto
      - Entradas relacionadas
      - Dos días en la montaña
      - Deja un comentario
      """),
    MarkedPage(
      "an English report with an introduction above the by-line and a notice at the foot",
      """
      - Menu
      - Local
      = Harbour library opens its doors after a decade
      + The doors open at last: twenty thousand books are waiting for readers of all ages in the old customs house.
      - By Mona Field
      - 4 June 2019
      - Share
      - Tweet
      + The queue reached the old market on Tuesday, when the mayor cut the ribbon and the first children ran in.
      + "We had almost given up," said Lena Park, who has run the campaign since 2009.
      + The upper floor will follow in autumn. Until then the reading room stays open from nine to six.
      + Score of the reading contest
      + 12
      + The contest goes on until the end of the month, and everybody who can read aloud may take part in it.
      - Share
      - Tweet
      - Related articles
      - Fishermen count their losses
      - School in the hills takes first pupils
      - The Harbour Gazette has been printed in this town since 1911 and belongs to those who write it.
      - Back to top
      """),
    MarkedPage(
      "an Italian report, a language without a pack",
      """
      - Vai al sommario
      - Cultura e Spettacoli
      = La biblioteca del porto apre dopo dieci anni
      - Marta Rinaldi
      - 4/6/2019
      + La biblioteca del porto ha aperto martedì con ventimila libri, e la fila arrivava fino al vecchio mercato.
      + Per la direttrice è soltanto l'inizio, perché il piano superiore sarà pronto in autunno.
      + I lavori sono costati meno del previsto, ha detto il sindaco durante la cerimonia.

      - Altre notizie
      - I pescatori contano le perdite di un anno difficile
      - La scuola in collina accoglie i primi alunni
      - Scrivi alla redazione
      - Facebook
      - Twitter
      """),
    MarkedPage(
      "a Turkish report, a language without a pack",
      """
      - Anasayfa > Kültür
      - Kültür
      = Liman kütüphanesi on yıl sonra kapılarını açtı
      - 1.482
      + Liman kütüphanesi salı günü yirmi bin kitapla açıldı ve kuyruk eski pazara kadar uzandı.
      + Yönetici, üst katın sonbaharda hazır olacağını ve girişin herkese ücretsiz olduğunu söyledi.
      + Belediye başkanı da törende, çalışmaların beklenenden ucuza geldiğini anlattı.

      - Kültür
      - #kütüphane #liman
      - www.liman-gazetesi.example
      """),
    MarkedPage(
      "a Russian report, a language without a pack",
      """
      - Главная / Культура
      = Портовая библиотека открылась спустя десять лет
      - 04.06.2019 10:15
      + Портовая библиотека открылась во вторник, в ней двадцать тысяч книг, а очередь тянулась до старого рынка.
      + Директор сказала, что верхний этаж будет готов осенью, а вход останется свободным.
      + Мэр добавил, что работы обошлись дешевле, чем думали.

      - О нас
      - Реклама
      - Контакты
      - Архив номеров
      """),
  ]
}

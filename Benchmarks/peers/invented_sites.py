#!/usr/bin/env python3
"""Writes pages of invented sites, with the numbers of the lines that are content, to score `clean` on sites never seen.

    Benchmarks/peers/invented_sites.py /tmp/sites            writes source.jsonl and gold.jsonl
    Benchmarks/peers/invented_sites.py /tmp/sites --score    also runs `clean` with and without learning and scores it

Text and furniture are made up here, in seven languages. A site has its own order and wording of furniture: some phrases are
everybody's, most are its own; headlines of other pages, counters and dates differ from page to page. News, recipes and
forum threads; compact, or with blank lines. The same seed gives the same pages.
"""
import argparse
import collections
import json
import pathlib
import random

import minwal

# Subjects, what they do, to what, and when or where: a sentence takes one of each.
GRAMMAR = {
    "ar": (["أعلن المجلس البلدي", "قرر أصحاب الدكاكين", "ذكر مدير المدرسة", "أكد مهندس الميناء", "شرح طبيب القرية", "كتب أمين المكتبة"],
           ["تأجيل العمل في", "إعادة طلاء", "بدء البحث عن", "توسيع مدخل", "مراجعة حساب", "نقل لوحات"],
           ["الجسر الحجري القديم", "ساحة السوق الشرقي", "القاعة الكبيرة الزرقاء", "طريق المطاحن", "حديقة التوت", "محطة القوارب"],
           ["بعد أسبوع من الأمطار الغزيرة", "قبل موسم الزيتون", "رغم اعتراض السكان", "بمساعدة متطوعين من الحي", "خلال اجتماع طويل مساء أمس", "دون أن يذكر سبب التأخير"], "{} {} {} {}"),
    "en": (["The town council", "A group of shopkeepers", "The head of the school", "The harbour engineer", "A village doctor", "The old librarian"],
           ["postponed the work on", "agreed to repaint", "began a search for", "wants to widen", "checked the accounts of", "moved the signs from"],
           ["the stone bridge", "the eastern market square", "the great blue hall", "the mill road", "the mulberry garden", "the ferry station"],
           ["after a week of heavy rain", "before the olive season", "although many neighbours objected", "with the help of volunteers", "during a long meeting on Monday evening", "without giving a reason for the delay"], "{} {} {} {}"),
    "fr": (["Le conseil municipal", "Un groupe de commerçants", "La directrice de l'école", "L'ingénieur du port", "Un médecin du village", "La vieille bibliothécaire"],
           ["a reporté les travaux sur", "a accepté de repeindre", "a commencé à chercher", "souhaite élargir", "a vérifié les comptes de", "a déplacé les panneaux de"],
           ["le pont de pierre", "la place du marché", "la grande salle bleue", "la route des moulins", "le jardin des mûriers", "la gare des bateaux"],
           ["après une semaine de fortes pluies", "avant la saison des olives", "malgré l'avis des voisins", "avec l'aide de bénévoles", "pendant une longue réunion lundi soir", "sans donner la raison du retard"], "{} {} {} {}"),
    "de": (["Der Gemeinderat", "Eine Gruppe von Händlern", "Die Leiterin der Schule", "Der Ingenieur des Hafens", "Ein Arzt aus dem Dorf", "Die alte Bibliothekarin"],
           ["verschob die Arbeiten an", "einigte sich über", "begann die Suche nach", "sprach lange von", "prüfte die Rechnung zu", "sammelte Geld zu"],
           ["der steinernen Brücke", "dem östlichen Marktplatz", "der großen blauen Halle", "der Mühlenstraße", "dem Garten der Maulbeeren", "der Anlegestelle"],
           ["nach einer Woche mit starkem Regen", "vor der Zeit der Oliven", "obwohl viele Nachbarn dagegen waren", "mit Hilfe von Freiwilligen", "während einer langen Sitzung am Montag", "ohne einen Grund zu nennen"], "{} {} {} {}"),
    "fa": (["شورای شهر", "گروهی از مغازه‌داران", "مدیر مدرسه", "مهندس بندر", "پزشک روستا", "کتابدار پیر"],
           ["پل سنگی کهنه را", "میدان بازار شرقی را", "تالار بزرگ آبی را", "جادهٔ آسیاب‌ها را", "باغ توت را", "ایستگاه قایق‌ها را"],
           ["پس از یک هفته باران تند", "پیش از فصل زیتون", "با وجود مخالفت همسایه‌ها", "با کمک داوطلبان محله", "در نشستی دراز در دوشنبه شب", "بی آنکه دلیل دیرکرد را بگوید"],
           ["دوباره رنگ کرد", "برای همه باز کرد", "با دقت بررسی کرد", "به شهر سپرد", "اندکی گسترش داد", "از نو ساخت"], "{} {} {} {}"),
    "tr": (["Belediye meclisi", "Bir grup esnaf", "Okulun müdürü", "Limanın mühendisi", "Köyün doktoru", "Yaşlı kütüphaneci"],
           ["taş köprüyü", "doğu pazar meydanını", "büyük mavi salonu", "değirmen yolunu", "dut bahçesini", "vapur iskelesini"],
           ["bir hafta süren yağmurdan sonra", "zeytin mevsiminden önce", "komşular karşı çıktığı halde", "gönüllülerin yardımıyla", "pazartesi akşamı uzun bir toplantıda", "gecikmenin nedenini söylemeden"],
           ["yeniden boyattı", "herkese açtı", "dikkatle inceledi", "şehre bıraktı", "biraz genişletti", "baştan kurdu"], "{} {} {} {}"),
    "es": (["El consejo municipal", "Un grupo de tenderos", "La directora de la escuela", "El ingeniero del puerto", "Un médico del pueblo", "La vieja bibliotecaria"],
           ["aplazó las obras de", "aceptó pintar de nuevo", "comenzó a buscar", "quiere ensanchar", "revisó las cuentas de", "movió los letreros de"],
           ["el puente de piedra", "la plaza del mercado", "la gran sala azul", "el camino de los molinos", "el jardín de las moras", "la estación de barcos"],
           ["tras una semana de lluvias", "antes de la temporada de aceitunas", "aunque muchos vecinos se oponían", "con la ayuda de voluntarios", "durante una larga reunión el lunes", "sin dar la razón del retraso"], "{} {} {} {}"),
}

# Furniture: menu words, a line of thanks or club, share line, a heading over other pages, foot lines. {} is a number or name.
FURNITURE = {
    "ar": (["الرئيسية", "أحوال البلد", "دفتر الأسواق", "ملاعب", "ركن القهوة", "نافذة", "صندوق البريد"], ["انضم إلى نادي قراء المنارة", "وصلتنا الجريدة إلى {} بيت"], ["انشر المقال بين أصحابك", "شارك"], ["من دفاتر المنارة أيضا", "اقرأ أيضا"], ["صحيفة المنارة تصدر عن دار المرفأ", "جميع الحقوق محفوظة {}", "بريد التحرير: منارة@مثال"]),
    "en": (["Home", "Around Town", "Ledger", "Pitch", "Coffee Corner", "Window", "Postbox"], ["Join the Lantern readers' circle", "Delivered to {} doorsteps"], ["Pass this piece along", "Share"], ["More from the Lantern's desk", "Related"], ["The Lantern is printed at Quay House", "© {} The Lantern", "Write to the night editor"]),
    "fr": (["Accueil", "Autour de nous", "Le carnet", "Le stade", "Coin café", "Fenêtre", "Boîte aux lettres"], ["Rejoignez le cercle du Fanal", "Livré à {} portes"], ["Faites passer cette page", "Partager"], ["Encore au bureau du Fanal", "À lire aussi"], ["Le Fanal est imprimé quai Nord", "© {} Le Fanal", "Écrire à la rédaction de nuit"]),
    "de": (["Startseite", "Rundum", "Kontor", "Spielfeld", "Kaffee-Ecke", "Fenster", "Briefkasten"], ["Komm in den Leserkreis der Laterne", "Geliefert an {} Türen"], ["Reich den Text weiter", "Teilen"], ["Noch vom Tisch der Laterne", "Mehr zum Thema"], ["Die Laterne wird am Nordkai gedruckt", "© {} Die Laterne", "Post an die Nachtschicht"]),
    "fa": (["خانه", "دور و بر", "دفتر بازار", "میدان بازی", "گوشهٔ قهوه", "پنجره", "صندوق نامه"], ["به حلقهٔ خوانندگان فانوس بپیوندید", "رسیده به {} خانه"], ["این نوشته را به دوستان برسانید", "اشتراک‌گذاری"], ["باز هم از میز فانوس", "بیشتر بخوانید"], ["فانوس در خانهٔ بندر چاپ می‌شود", "© {} فانوس", "نامه به دبیر شب"]),
    "tr": (["Ana Sayfa", "Çevremiz", "Defter", "Saha", "Kahve Köşesi", "Pencere", "Posta Kutusu"], ["Fener okur halkasına katılın", "{} kapıya ulaştı"], ["Bu yazıyı elden ele gezdirin", "Paylaş"], ["Fener masasından dahası", "İlgili Haberler"], ["Fener Rıhtım Evi'nde basılır", "© {} Fener", "Gece editörüne yazın"]),
    "es": (["Inicio", "Alrededores", "Cuaderno", "Cancha", "Rincón del café", "Ventana", "Buzón"], ["Únete al círculo del Farol", "Llega a {} puertas"], ["Pasa esta página a un amigo", "Compartir"], ["Más desde la mesa del Farol", "Te puede interesar"], ["El Farol se imprime en la Casa del Muelle", "© {} El Farol", "Cartas al editor de noche"]),
}

# For a recipe: headings, a measure and things to measure. For a forum: names and what stands beside a post.
RECIPE = {
    "ar": ("طريقة عمل", "المقادير", "الخطوات", "كوب من", ["الطحين", "السكر", "الحليب", "زيت الزيتون", "السمسم", "التمر"], "رد على المشاركة", "عضو منذ {}"),
    "en": ("How to make", "Ingredients", "Method", "cups of", ["flour", "sugar", "milk", "olive oil", "sesame", "dates"], "Quote this post", "Member since {}"),
    "fr": ("Recette de", "Ingrédients", "Préparation", "tasses de", ["farine", "sucre", "lait", "huile d'olive", "sésame", "dattes"], "Citer ce message", "Membre depuis {}"),
    "de": ("Rezept für", "Zutaten", "Zubereitung", "Tassen", ["Mehl", "Zucker", "Milch", "Olivenöl", "Sesam", "Datteln"], "Beitrag zitieren", "Mitglied seit {}"),
    "fa": ("طرز تهیهٔ", "مواد لازم", "روش کار", "پیمانه", ["آرد", "شکر", "شیر", "روغن زیتون", "کنجد", "خرما"], "نقل این نوشته", "عضو از {}"),
    "tr": ("Tarif:", "Malzemeler", "Yapılışı", "bardak", ["un", "şeker", "süt", "zeytinyağı", "susam", "hurma"], "Bu iletiyi alıntıla", "Üyelik: {}"),
    "es": ("Cómo hacer", "Ingredientes", "Preparación", "tazas de", ["harina", "azúcar", "leche", "aceite de oliva", "sésamo", "dátiles"], "Citar este mensaje", "Miembro desde {}"),
}
NAMES = ["nura77", "Samir", "old_fisher", "Lina K", "mzr", "Tomas", "Yara", "helmi.b"]


class Site:
    """One site: its language, kind, and how it arranges its pages."""

    def __init__(self, number, lang, kind, luck):
        self.name, self.lang, self.kind = f"{kind}-{lang}-{number}", lang, kind
        self.is_airy = luck.random() < 0.5
        self.menu_is_lines = luck.random() < 0.6
        self.has_inner_link = luck.random() < 0.5
        menu, club, share, heading, foot = FURNITURE[lang]
        self.menu = luck.sample(menu, 5)
        self.club, self.share = luck.choice(club), luck.choice(share)
        self.heading, self.foot = luck.choice(heading), luck.sample(foot, 2)
        self.date = luck.choice(["{d}/{m}/2024", "2024-{m:02}-{d:02} {h}:30", "{d}.{m}.2024"])

    def sentence(self, luck):
        *parts, shape = GRAMMAR[self.lang]
        return shape.format(*(luck.choice(part) for part in parts))

    def paragraph(self, luck):
        return " ".join(self.sentence(luck) + "." for _ in range(luck.randint(2, 4)))

    def page(self, luck):
        """Lines as (text, is content)."""
        day = self.date.format(d=luck.randint(1, 28), m=luck.randint(1, 12), h=luck.randint(8, 22))
        lines = [(text, False) for text in (self.menu if self.menu_is_lines else [" | ".join(self.menu)])]
        body = getattr(self, self.kind)(luck, day)
        lines += body
        lines += [(self.share, False), (self.club.format(luck.randint(100, 9_000)), False), (self.heading, False)]
        lines += [(self.sentence(luck), False) for _ in range(luck.randint(2, 5))]
        lines += [(text.format(2024), False) for text in self.foot]
        return lines

    def news(self, luck, day):
        body = [(self.sentence(luck), True), (day, False)]
        paragraphs = [(self.paragraph(luck), True) for _ in range(luck.randint(3, 7))]
        if self.has_inner_link:
            paragraphs.insert(2, (f"{self.heading}: {self.sentence(luck)}", False))
        return body + paragraphs

    def recipe(self, luck, day):
        title, ingredients, method, measure, things, *_ = RECIPE[self.lang]
        body = [(f"{title} {luck.choice(things)} + {luck.choice(things)}", True), (day, False), (self.paragraph(luck), True)]
        body += [(ingredients, True)]
        body += [(f"{luck.randint(2, 99) / 4:g} {measure} {thing}", True) for thing in luck.sample(things, 4)]
        return body + [(method, True)] + [(self.paragraph(luck), True) for _ in range(luck.randint(2, 4))]

    def forum(self, luck, day):
        *_, quote, member = RECIPE[self.lang]
        body = [(self.sentence(luck), True)]
        for _ in range(luck.randint(2, 5)):
            body += [(luck.choice(NAMES), False), (member.format(luck.randint(2001, 2023)), False), (day, False)]
            body += [(self.paragraph(luck), True) for _ in range(luck.randint(1, 2))] + [(quote, False)]
        return body


def pages(seed, count):
    """(row of the source, row of the gold) of each page."""
    luck = random.Random(seed)
    number = 0
    for kind, sites in (("news", 2), ("recipe", 1), ("forum", 1)):
        for lang in GRAMMAR:
            for _ in range(sites):
                number += 1
                site = Site(number, lang, kind, luck)
                for page in range(count):
                    lines = site.page(luck)
                    if site.is_airy:
                        lines = [line for pair in ((line, ("", False)) for line in lines) for line in pair]
                    key = f"{site.name}-{page:03}"
                    yield ({"id": key, "site": site.name, "text": "\n".join(text for text, _ in lines)},
                           {"id": key, "site": site.name, "kind": kind, "lines": [text for text, _ in lines],
                            "keep": [place for place, (_, keeps) in enumerate(lines) if keeps]})


def score(gold, found):
    """{kind: (pages, junk lines left, content lines lost)}"""
    totals = collections.defaultdict(lambda: [0, 0, 0])
    for row in gold:
        kept = collections.Counter(line.strip() for line in found.get(row["id"], {"text": ""})["text"].split("\n"))
        wanted = collections.Counter(row["lines"][place] for place in row["keep"])
        junk = collections.Counter(line for line in row["lines"] if line) - wanted
        total = totals[row["kind"]]
        total[0] += 1
        total[1] += sum(((kept - wanted) & junk).values())
        total[2] += sum((wanted - kept).values())
    return totals


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--pages", type=int, default=40, help="pages of each of the 28 sites (default 40)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other pages (default 1)")
    parser.add_argument("--score", action="store_true")
    parser.add_argument("--show", help="print what is wrong on the first page of this site")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    source, gold = zip(*pages(options.seed, options.pages))
    for name, rows in ("source", source), ("gold", gold):
        with open(options.folder / f"{name}.jsonl", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if not (options.score or options.show):
        return
    table = []
    for learns in "off", "corpus":
        found = minwal.run(source, [f"clean: {{ learn: {learns}, site: site, when-empty: keep }}"], ["id", "text"])
        for kind, (number, left, lost) in score(gold, found).items():
            table.append([kind, learns, number, f"{100 * left / number:.1f}", f"{100 * lost / number:.1f}"])
        for row in gold if options.show else ():
            if row["id"] == f"{options.show}-000":
                kept = found.get(row["id"], {"text": ""})["text"].split("\n")
                for place, line in enumerate(row["lines"]):
                    if not line:
                        continue
                    mark = {(True, True): "  ", (True, False): "LOST", (False, True): "LEFT", (False, False): "-"}
                    print(mark[place in row["keep"], line in kept], line[:90], sep="\t")
    minwal.table(["kind", "learn", "pages", "junk lines left per 100", "content lines lost per 100"], table)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes documents that differ, as JSON Lines: scraped pages in several languages, made up here, for measuring speed.

    Benchmarks/corpus.py 20000 > /tmp/corpus.jsonl       always the same 20,000 documents, of 3.4 KB on average
    Benchmarks/corpus.py 20000 --vocabulary              says how the words are distributed

A corpus that repeats a few pages flatters every cache. Here words are drawn by Zipf's law from tens of thousands of each language, so that
a text has about as many new words as a page of news has: of 5,000 real pages (1.5 million words), the 100 commonest
words are 23 % of all, the 10,000 commonest 74 %, and there are 164,000 different ones. Words are roots in patterns with prefixes and
suffixes, or syllables; they mean nothing. Two in three pages are Arabic. Pages belong to sites, each with menus and
phrases of its own beside those that all sites use; headlines of other pages, dates and counters differ from page to page.
"""
import argparse
import bisect
import collections
import itertools
import json
import math
import random
import sys

WORDS = 60_000
# Beyond the few words that no sentence does without, the commonest words are about as common as each other.
FLAT = 12

FUNCTION = {
    "ar": "في من على إلى أن عن مع هذا هذه التي الذي كان قال بعد قبل كما لا ما لم بين أو ثم قد كل حتى منذ عند إن لكن ذلك حيث خلال أكثر غير".split(),
    "fa": "در از به که این آن را با برای است شد بود می‌شود هم تا یا اما بر هر نیز پس پیش بین".split(),
    "en": "the of to and a in is that for it was on as with by at from this be are not which but have were".split(),
    "fr": "de la le et les des en un une du que est pour dans qui par sur au plus ne pas se ce avec".split(),
    "ru": "и в не на что с по как из у за от к это для но его же был она они до если при".split(),
    "hi": "के में की है को से का और पर यह ने एक कि इस भी तो नहीं था गया".split(),
    "zh": list("的是在了有不和人这中大为上个国我以要他"),
}
SHARES = [("ar", 66), ("fa", 8), ("en", 10), ("fr", 6), ("ru", 5), ("hi", 3), ("zh", 2)]
ROOT = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
PATTERNS = ["123", "1ا23", "م12و3", "ت12ي3", "است12ا3", "12ا3", "12ي3", "ا1ت2ا3", "ان12ا3", "م123", "م1ا23", "ت1ا23", "12و3", "ي123", "ت123", "123ان", "أ12ا3", "م1ت23", "12ائ3", "أ123"]
BEFORE = ["", "", "", "ال", "ال", "ال", "و", "ب", "ل", "وال", "بال", "لل", "ف", "سي", "كال"]
AFTER = ["", "", "", "", "ة", "ات", "ين", "ون", "ه", "ها", "هم", "ي", "ية", "ا"]
SYLLABLES = {
    "en": ("b c d f g h l m n p r s t v w br cl dr fl gr pl st str th tr sh".split(), "a e i o u ai ea ou".split(), ["", "n", "r", "s", "t", "l", "nd", "ck"]),
    "fr": ("b c d f g j l m n p r s t v br cl dr fr gr pl tr ch".split(), "a e i o u é è ou au eau oi".split(), ["", "n", "r", "s", "t", "l", "x"]),
    "ru": (list("бвгдзклмнпрстфх") + ["пр", "ст", "тр", "кр"], list("аеиоуыя"), ["", "н", "р", "с", "т", "л", "й"]),
    "hi": (list("कखगचजटडतदनपबमयरलवसह"), ["", "ा", "ि", "ी", "ु", "े", "ो"], ["", "", "न", "र", "ल"]),
    "fa": (list("بپتجچخدرزسشفقکگلمنه"), ["ا", "و", "ی", "", ""], ["", "ن", "ر", "د", "ت", "ش"]),
}
# Menu, dates, counters, calls, headings over links, foot lines; {} is a number.
PHRASES = {
    "ar": (["{} مشاهدة", "{} تعليق", "نشر قبل {} ساعة"], ["شارك", "شارك الخبر على", "تابعنا على"], ["اقرأ أيضا", "أخبار ذات صلة", "المزيد"], ["جميع الحقوق محفوظة © {}", "اتصل بنا"]),
    "fa": (["{} بازدید", "{} نظر"], ["اشتراک‌گذاری"], ["بیشتر بخوانید", "اخبار مرتبط"], ["تمامی حقوق محفوظ است © {}"]),
    "en": (["{} views", "{} comments", "{} min read"], ["Share", "Share this article"], ["Related", "Read more", "Most popular"], ["© {} All rights reserved", "Contact us"]),
    "fr": (["{} vues", "{} commentaires"], ["Partager", "Partager l'article"], ["À lire aussi", "Sur le même sujet"], ["© {} Tous droits réservés"]),
    "ru": (["{} просмотров", "{} комментариев"], ["Поделиться"], ["Читайте также"], ["© {} Все права защищены"]),
    "hi": (["{} टिप्पणियां"], ["शेयर करें"], ["यह भी पढ़ें"], ["© {} सर्वाधिकार सुरक्षित"]),
    "zh": (["{} 次浏览"], ["分享"], ["相关新闻"], ["© {} 版权所有"]),
}
ENDS = {"ar": ".....؟!", "fa": ".....؟!", "hi": "।।।।?", "zh": "。。。。？"}
COMMAS = {"ar": "،", "fa": "،", "zh": "，"}
MONTHS = {"ar": ["يناير", "مارس", "مايو", "يوليو", "سبتمبر", "نوفمبر"], "en": ["January", "March", "May", "July", "October"]}


class Language:
    """Words and sentences of one language."""

    def __init__(self, name):
        self.name = name
        self.words = {}
        self.subject = []
        common = FUNCTION[name]
        self.common = list(itertools.accumulate(1 / (place + 2) for place in range(len(common))))

    def make(self, rank):
        """The word of a rank: what stands often is short."""
        # Many forms of one lemma, as languages have.
        form = random.Random(f"{self.name} {rank}")
        lemma = random.Random(f"{self.name} lemma {rank % 40_000 if rank > 5_000 else rank}")
        if self.name == "ar":
            root = lemma.sample(ROOT, 3)
            stem = "".join(root[int(c) - 1] if c.isdigit() else c for c in lemma.choice(PATTERNS))
            return form.choice(BEFORE) + stem + form.choice(AFTER)
        if self.name == "zh":
            return "".join(chr(0x4E00 + int(2_500 * lemma.random() ** 2)) for _ in range(2))
        onsets, vowels, codas = SYLLABLES[self.name]
        count = 1 + (rank > 100) + (rank > 3_000 and lemma.random() < 0.7)
        word = "".join(lemma.choice(onsets) + lemma.choice(vowels) + lemma.choice(codas) for _ in range(count))
        return word + form.choice(["", "", "", "s", "ed", "ing"]) if self.name == "en" else word

    def drawn(self, luck):
        rank = int(FLAT * math.exp(luck.random() * math.log(WORDS / FLAT + 1)) - FLAT)
        if rank not in self.words:
            self.words[rank] = self.make(rank)
        return self.words[rank]

    def begin(self, luck):
        """Begins a page, which has words of its subject again and again."""
        self.subject = [self.drawn(luck) for _ in range(30)]

    def word(self, luck):
        kind = luck.random()
        if kind < 0.2:
            return FUNCTION[self.name][bisect.bisect(self.common, luck.random() * self.common[-1])]
        if kind < 0.35 and self.subject:
            return self.subject[int(len(self.subject) * luck.random() ** 2)]
        return self.drawn(luck)

    def clause(self, luck, least, most):
        words = [self.word(luck) for _ in range(luck.randint(least, most))]
        if luck.random() < 0.15:
            words.insert(luck.randrange(len(words)), luck.choice(["{}", "{} %", "20{:02}", "{:,}"]).format(luck.randint(2, 99)))
        if luck.random() < 0.12 and len(words) > 4:
            start = luck.randrange(len(words) - 3)
            words[start], words[start + 2] = "«" + words[start], words[start + 2] + "»"
        return ("" if self.name == "zh" else " ").join(words)

    def sentence(self, luck):
        clauses = [self.clause(luck, 4, 14) for _ in range(luck.choice([1, 1, 2, 2, 3]))]
        text = (COMMAS.get(self.name, ",") + ("" if self.name == "zh" else " ")).join(clauses)
        return text[:1].upper() + text[1:] + luck.choice(ENDS.get(self.name, "....?!"))

    def paragraph(self, luck):
        return ("" if self.name == "zh" else " ").join(self.sentence(luck) for _ in range(luck.choice([1, 1, 2, 2, 3, 4])))

    def headline(self, luck):
        text = self.clause(luck, 5, 10)
        return text[:1].upper() + text[1:]


class Site:
    """A site: its language, its menu, how it writes dates, and what it has around articles."""

    def __init__(self, number, languages):
        luck = random.Random(f"site {number}")
        names, shares = zip(*SHARES)
        self.language = languages[luck.choices(names, shares)[0]]
        name = self.language.name
        counters, calls, headings, feet = PHRASES[name]
        self.menu = [self.language.clause(luck, 1, 2) for _ in range(luck.randint(0, 7))]
        self.counter, self.call = luck.choice(counters), luck.choice(calls)
        self.heading, self.foot = luck.choice(headings), luck.choice(feet)
        self.own = [self.language.clause(luck, 2, 6) for _ in range(luck.randint(0, 3))]
        self.is_airy = luck.random() < 0.4
        self.date = luck.choice(["{d}/{m}/20{y}", "20{y}-{m:02}-{d:02} {h}:30", "{d} {month} 20{y}"])

    def page(self, luck):
        language = self.language
        language.begin(luck)
        months = MONTHS.get(language.name, MONTHS["en"])
        date = self.date.format(d=luck.randint(1, 28), m=luck.randint(1, 12), y=luck.randint(10, 26),
                                h=luck.randint(8, 22), month=luck.choice(months))
        lines = self.menu + [language.headline(luck), date, self.counter.format(luck.randint(2, 90_000))]
        # Few pages are long, as on the web.
        body = [language.paragraph(luck) for _ in range(min(int(luck.lognormvariate(1.7, 0.55)) + 1, 80))]
        if luck.random() < 0.2:
            body.insert(luck.randrange(len(body)), f"{self.heading}: {language.headline(luck)}")
        lines += body + [self.call, self.heading] + [language.headline(luck) for _ in range(luck.randint(0, 4))]
        lines += self.own + [self.foot.format(luck.randint(2010, 2026))]
        return ("\n\n" if self.is_airy else "\n").join(lines)


def documents(count):
    """So many documents; the first ones are the same for any count."""
    languages = {name: Language(name) for name, _ in SHARES}
    sites = [Site(number, languages) for number in range(200)]
    for number in range(count):
        luck = random.Random(f"page {number}")
        # Few sites have most of the pages.
        site = sites[int(len(sites) * luck.random() ** 2)]
        yield {"id": f"d{number}", "text": site.page(luck)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--vocabulary", action="store_true", help="print how words are distributed, and no documents")
    options = parser.parse_args()
    counts = collections.Counter()
    size = 0
    for row in documents(options.count):
        if options.vocabulary:
            counts.update(row["text"].split())
            size += len(row["text"].encode())
        else:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    if options.vocabulary:
        total = sum(counts.values())
        print(f"{size / options.count:,.0f} bytes a document, {total:,} words, {len(counts):,} different ones")
        for rank in 10, 100, 1_000, 10_000, 30_000:
            print(f"the {rank:,} commonest: {100 * sum(n for _, n in counts.most_common(rank)) / total:.0f} %")


if __name__ == "__main__":
    main()

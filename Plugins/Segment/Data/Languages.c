// The files of Languages: a block and a row below for each. The compiler notes that it has read them, so that a build
// after a change reads them again.
#include "CSegmentData.h"

#include <string.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char ar[] = {
#embed "../Languages/ar.txt"
};
static const unsigned char bg[] = {
#embed "../Languages/bg.txt"
};
static const unsigned char cs[] = {
#embed "../Languages/cs.txt"
};
static const unsigned char da[] = {
#embed "../Languages/da.txt"
};
static const unsigned char de[] = {
#embed "../Languages/de.txt"
};
static const unsigned char el[] = {
#embed "../Languages/el.txt"
};
static const unsigned char en[] = {
#embed "../Languages/en.txt"
};
static const unsigned char es[] = {
#embed "../Languages/es.txt"
};
static const unsigned char fa[] = {
#embed "../Languages/fa.txt"
};
static const unsigned char fr[] = {
#embed "../Languages/fr.txt"
};
static const unsigned char he[] = {
#embed "../Languages/he.txt"
};
static const unsigned char hi[] = {
#embed "../Languages/hi.txt"
};
static const unsigned char hy[] = {
#embed "../Languages/hy.txt"
};
static const unsigned char id[] = {
#embed "../Languages/id.txt"
};
static const unsigned char it[] = {
#embed "../Languages/it.txt"
};
static const unsigned char ja[] = {
#embed "../Languages/ja.txt"
};
static const unsigned char kk[] = {
#embed "../Languages/kk.txt"
};
static const unsigned char ko[] = {
#embed "../Languages/ko.txt"
};
static const unsigned char mr[] = {
#embed "../Languages/mr.txt"
};
static const unsigned char nl[] = {
#embed "../Languages/nl.txt"
};
static const unsigned char pl[] = {
#embed "../Languages/pl.txt"
};
static const unsigned char pt[] = {
#embed "../Languages/pt.txt"
};
static const unsigned char ru[] = {
#embed "../Languages/ru.txt"
};
static const unsigned char sk[] = {
#embed "../Languages/sk.txt"
};
static const unsigned char sv[] = {
#embed "../Languages/sv.txt"
};
static const unsigned char tr[] = {
#embed "../Languages/tr.txt"
};
static const unsigned char uk[] = {
#embed "../Languages/uk.txt"
};
static const unsigned char ur[] = {
#embed "../Languages/ur.txt"
};
static const unsigned char zh[] = {
#embed "../Languages/zh.txt"
};

#define FILE(bytes, name) {name, {bytes, sizeof bytes}}

static const struct {
  const char *name;
  minwal_language contents;
} files[] = {
  FILE(ar, "ar"), FILE(bg, "bg"), FILE(cs, "cs"), FILE(da, "da"), FILE(de, "de"), FILE(el, "el"), FILE(en, "en"),
  FILE(es, "es"), FILE(fa, "fa"), FILE(fr, "fr"), FILE(he, "he"), FILE(hi, "hi"), FILE(hy, "hy"), FILE(id, "id"),
  FILE(it, "it"), FILE(ja, "ja"), FILE(kk, "kk"), FILE(ko, "ko"), FILE(mr, "mr"), FILE(nl, "nl"), FILE(pl, "pl"),
  FILE(pt, "pt"), FILE(ru, "ru"), FILE(sk, "sk"), FILE(sv, "sv"), FILE(tr, "tr"), FILE(uk, "uk"), FILE(ur, "ur"),
  FILE(zh, "zh"),
};

minwal_language minwal_language_named(const char *name) {
  for (size_t place = 0; place < sizeof files / sizeof *files; place++)
    if (strcmp(files[place].name, name) == 0) return files[place].contents;
  return (minwal_language){NULL, 0};
}

// The files of Packs: a block and a row below for each. The compiler notes that it has read them, so that a build
// after a change reads them again.
#include "CCleanData.h"

#include <string.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char web_ar[] = {
#embed "../Packs/web-ar.txt"
};
static const unsigned char web_de[] = {
#embed "../Packs/web-de.txt"
};
static const unsigned char web_en[] = {
#embed "../Packs/web-en.txt"
};
static const unsigned char web_es[] = {
#embed "../Packs/web-es.txt"
};
static const unsigned char web_fa[] = {
#embed "../Packs/web-fa.txt"
};
static const unsigned char web_fr[] = {
#embed "../Packs/web-fr.txt"
};
static const unsigned char web_he[] = {
#embed "../Packs/web-he.txt"
};
static const unsigned char web_hi[] = {
#embed "../Packs/web-hi.txt"
};
static const unsigned char web_id[] = {
#embed "../Packs/web-id.txt"
};
static const unsigned char web_it[] = {
#embed "../Packs/web-it.txt"
};
static const unsigned char web_ja[] = {
#embed "../Packs/web-ja.txt"
};
static const unsigned char web_pt[] = {
#embed "../Packs/web-pt.txt"
};
static const unsigned char web_ru[] = {
#embed "../Packs/web-ru.txt"
};
static const unsigned char web_tr[] = {
#embed "../Packs/web-tr.txt"
};
static const unsigned char web_ur[] = {
#embed "../Packs/web-ur.txt"
};
static const unsigned char web_zh[] = {
#embed "../Packs/web-zh.txt"
};

#define FILE(bytes, name) {name, {bytes, sizeof bytes}}

static const struct {
  const char *name;
  minwal_pack contents;
} files[] = {
  FILE(web_ar, "web-ar"), FILE(web_de, "web-de"), FILE(web_en, "web-en"), FILE(web_es, "web-es"),
  FILE(web_fa, "web-fa"), FILE(web_fr, "web-fr"), FILE(web_he, "web-he"), FILE(web_hi, "web-hi"),
  FILE(web_id, "web-id"), FILE(web_it, "web-it"), FILE(web_ja, "web-ja"), FILE(web_pt, "web-pt"),
  FILE(web_ru, "web-ru"), FILE(web_tr, "web-tr"), FILE(web_ur, "web-ur"), FILE(web_zh, "web-zh"),
};

minwal_pack minwal_pack_named(const char *name) {
  for (size_t place = 0; place < sizeof files / sizeof *files; place++)
    if (strcmp(files[place].name, name) == 0) return files[place].contents;
  return (minwal_pack){NULL, 0};
}

// Phrase packs as parts of the program. In C, since literals of their size cost the Swift compiler half a minute.
#ifndef MINWAL_CCLEANDATA_H
#define MINWAL_CCLEANDATA_H

#include <stddef.h>

/// The text of a file in `Packs`, there as long as the program runs.
typedef struct {
  const unsigned char *start;
  size_t count;
} minwal_pack;

/// Finds a pack by its name, `web-ar`; its start is NULL if there is none.
minwal_pack minwal_pack_named(const char *name);

#endif

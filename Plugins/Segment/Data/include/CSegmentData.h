// Languages' rules and a table of Unicode as parts of the program. In C, since literals of their size cost the Swift
// compiler half a minute.
#ifndef MINWAL_CSEGMENTDATA_H
#define MINWAL_CSEGMENTDATA_H

#include <stddef.h>
#include <stdint.h>

/// The text of a file in `Languages`, there as long as the program runs.
typedef struct {
  const unsigned char *start;
  size_t count;
} minwal_language;

/// Finds the file of a language by its tag, `ar`; its start is NULL if there is none.
minwal_language minwal_language_named(const char *name);

extern const uint8_t minwal_sentence_break_index[0x110000 >> 7];
extern const uint8_t minwal_sentence_break_blocks[];

/// The Sentence_Break property of a code point, as a raw value of Swift's `SentenceBreakClass`.
static inline uint8_t minwal_sentence_break(uint32_t point) {
  if (point >= 0x110000) return 0;
  return minwal_sentence_break_blocks[minwal_sentence_break_index[point >> 7] << 7 | (point & 127)];
}

#endif

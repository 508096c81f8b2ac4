// Tables of the Unicode Character Database. In C, since literals of their size cost the Swift compiler ten seconds, and
// every other module waits for that.
#ifndef MINWAL_CUNICODE_H
#define MINWAL_CUNICODE_H

#include <stddef.h>
#include <stdint.h>

extern const uint8_t minwal_combining_class_index[0x110000 >> 7];
extern const uint8_t minwal_combining_class_blocks[];

/// The canonical combining class of a code point.
static inline uint8_t minwal_combining_class(uint32_t point) {
  if (point >= 0x110000) return 0;
  return minwal_combining_class_blocks[minwal_combining_class_index[point >> 7] << 7 | (point & 127)];
}

/// Whole numbers that are there as long as the program runs.
typedef struct {
  const void *start;
  /// In bytes.
  size_t size;
} minwal_table;

/// What Unicode's normalization needs. Tables with a value per code point are in two stages:
/// `blocks[index[point >> 7] << 7 | point & 127]`.
typedef struct {
  const char *version;
  minwal_table combining_class_index;
  /// For each code point an offset into the pool, of 16 bits, or 0. The pool has 32 bits per number: how many code
  /// points there are, those.
  minwal_table canonical_index, canonical_blocks, canonical_pool;
  minwal_table compatible_index, compatible_blocks, compatible_pool;
  /// Rows of first, second, composite, of 32 bits.
  minwal_table compositions;
} minwal_normalization;

/// The tables, written by Scripts/generate_normalization.py.
minwal_normalization minwal_normalization_tables(void);

#endif

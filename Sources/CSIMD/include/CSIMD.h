// Instructions that Swift has no operation for.
#ifndef MINWAL_CSIMD_H
#define MINWAL_CSIMD_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// Sixteen bytes, which Swift sees as SIMD16<Int8>.
typedef signed char minwal_bytes __attribute__((ext_vector_type(16)));

/// The highest bit of each lane, that of the first lane lowest.
static inline unsigned int minwal_high_bits(minwal_bytes lanes) {
#ifdef __SSE2__
  return (unsigned int)_mm_movemask_epi8((__m128i)lanes);
#else
  unsigned int bits = 0;
  for (int lane = 0; lane < 16; lane++) bits |= (unsigned int)((unsigned char)lanes[lane] >> 7) << lane;
  return bits;
#endif
}

#endif

#include <lzma.h>

/// A stream in its first state; the macro is an initialiser that Swift cannot see.
static inline lzma_stream minwal_lzma_stream(void) {
  lzma_stream stream = LZMA_STREAM_INIT;
  return stream;
}

#include <zlib.h>

/// Begins to read gzip members; `inflateInit2` is a macro that Swift cannot see.
static inline int minwal_inflate_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

/// Begins to write a gzip member.
static inline int minwal_deflate_gzip(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

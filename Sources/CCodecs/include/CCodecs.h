// Libraries that are used if they are installed, and loaded when they are first needed.
#ifndef MINWAL_CCODECS_H
#define MINWAL_CCODECS_H

#include <stddef.h>
#include <stdint.h>

/// A decompressor of libdeflate, which takes whole members of gzip files and is three times as fast as zlib; null if the
/// library is not installed.
void *minwal_deflate_open(void);
void minwal_deflate_close(void *decompressor);

/// Decompresses one gzip member that is there as a whole.
///
/// Returns 0, or another number if it does not fit into the output, is not whole, or is damaged.
int minwal_deflate_member(
    void *decompressor, const void *input, size_t input_count, void *output, size_t output_count, size_t *consumed,
    size_t *produced);

/// Whether Brotli can be read.
int minwal_brotli_is_there(void);

/// A stream of Brotli; null if the library is not installed.
void *minwal_brotli_open(void);
void minwal_brotli_close(void *stream);

enum {
  minwal_brotli_error = 0,
  minwal_brotli_done = 1,
  minwal_brotli_needs_input = 2,
  minwal_brotli_needs_output = 3,
};

/// Decompresses some bytes: moves both pointers on, and gives one of the results above.
int minwal_brotli_step(
    void *stream, size_t *input_count, const uint8_t **input, size_t *output_count, uint8_t **output);

#endif

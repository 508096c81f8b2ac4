#include "CCodecs.h"

#include <dlfcn.h>
#include <pthread.h>

static struct {
  void *(*open)(void);
  void (*close)(void *);
  int (*member)(void *, const void *, size_t, void *, size_t, size_t *, size_t *);
} deflate;

static struct {
  void *(*open)(void *, void *, void *);
  void (*close)(void *);
  int (*step)(void *, size_t *, const uint8_t **, size_t *, uint8_t **, size_t *);
} brotli;

static pthread_once_t deflate_once = PTHREAD_ONCE_INIT;
static pthread_once_t brotli_once = PTHREAD_ONCE_INIT;

static void load_deflate(void) {
  void *library = dlopen("libdeflate.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  *(void **)&deflate.close = dlsym(library, "libdeflate_free_decompressor");
  *(void **)&deflate.member = dlsym(library, "libdeflate_gzip_decompress_ex");
  if (deflate.close && deflate.member) *(void **)&deflate.open = dlsym(library, "libdeflate_alloc_decompressor");
}

static void load_brotli(void) {
  void *library = dlopen("libbrotlidec.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  *(void **)&brotli.close = dlsym(library, "BrotliDecoderDestroyInstance");
  *(void **)&brotli.step = dlsym(library, "BrotliDecoderDecompressStream");
  if (brotli.close && brotli.step) *(void **)&brotli.open = dlsym(library, "BrotliDecoderCreateInstance");
}

void *minwal_deflate_open(void) {
  pthread_once(&deflate_once, load_deflate);
  return deflate.open ? deflate.open() : 0;
}

void minwal_deflate_close(void *decompressor) {
  if (decompressor) deflate.close(decompressor);
}

int minwal_deflate_member(
    void *decompressor, const void *input, size_t input_count, void *output, size_t output_count, size_t *consumed,
    size_t *produced) {
  return deflate.member(decompressor, input, input_count, output, output_count, consumed, produced);
}

int minwal_brotli_is_there(void) {
  pthread_once(&brotli_once, load_brotli);
  return brotli.open != 0;
}

void *minwal_brotli_open(void) { return minwal_brotli_is_there() ? brotli.open(0, 0, 0) : 0; }

void minwal_brotli_close(void *stream) {
  if (stream) brotli.close(stream);
}

int minwal_brotli_step(
    void *stream, size_t *input_count, const uint8_t **input, size_t *output_count, uint8_t **output) {
  return brotli.step(stream, input_count, input, output_count, output, 0);
}

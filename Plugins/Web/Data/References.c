#include "CWebData.h"

#include <string.h>

#pragma clang diagnostic ignored "-Wunknown-attributes"

#include "ReferenceTable.h"

minwal_html_reference minwal_find_html_reference(const void *name, size_t length) {
  minwal_html_reference found = {{0}, 0};
  if (length > sizeof references->name) return found;
  const size_t count = sizeof slots / sizeof *slots;
  unsigned int hash = 0x811C9DC5u;
  for (size_t place = 0; place < length; place++) hash = (hash ^ ((const unsigned char *)name)[place]) * 0x01000193u;
  for (size_t slot = (hash ^ hash >> 16) % count; slots[slot] != 0; slot = (slot + 1) % count) {
    const size_t row = slots[slot] - 1u;
    if (references[row].name_length != length || memcmp(references[row].name, name, length) != 0) continue;
    memcpy(found.bytes, references[row].text, sizeof found.bytes);
    found.count = references[row].text_length;
    break;
  }
  return found;
}

// Tables of HTML. In C, since literals of their size cost the Swift compiler seconds.
#ifndef MINWAL_CWEBDATA_H
#define MINWAL_CWEBDATA_H

#include <stddef.h>

/// What a named character reference stands for, as UTF-8; its count is 0 if there is none of the name.
typedef struct {
  unsigned char bytes[7];
  unsigned char count;
} minwal_html_reference;

/// Finds a reference by its name, `amp;` or `amp`: without the ampersand, with the semicolon if it has one.
minwal_html_reference minwal_find_html_reference(const void *name, size_t length);

/// Names, one a line, there as long as the program runs.
typedef struct {
  const unsigned char *start;
  size_t count;
} minwal_html_names;

/// The names of `Tags.txt`.
minwal_html_names minwal_html_tags(void);

/// The names of `Attributes.txt`.
minwal_html_names minwal_html_attributes(void);

#endif

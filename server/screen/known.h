/* What tables made at build time know (tables.py): the names of Japan's prefectures, municipalities, wards and towns, and how surnames and
 * given names are read. */
#ifndef TASUKI_SCREEN_KNOWN_H
#define TASUKI_SCREEN_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Length of the longest name of a place that begins at c[0], of at most n letters; 0: none. */
size_t known_place(const uint32_t *c, size_t n);
/* Kana of either script, all n letters: is a surname (a given name) read so? */
bool known_surname(const uint32_t *c, size_t n);
bool known_given(const uint32_t *c, size_t n);
size_t known_bytes(void);

#endif

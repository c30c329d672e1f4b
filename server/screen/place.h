/* The names of Japan's prefectures, municipalities, wards and towns, from the postal list (public domain), made at build time. */
#ifndef TASUKI_SCREEN_PLACE_H
#define TASUKI_SCREEN_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Length of the longest name that begins at c[0], of at most n letters; 0: none. */
size_t place_at(const uint32_t *c, size_t n);
size_t place_bytes(void);

#endif

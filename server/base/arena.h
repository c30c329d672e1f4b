/*
 * Memory with one lifetime. A call owns one arena; everything the call needs is allocated there and dies with it, so there is
 * no free and nothing to unwind. Allocation is zeroed and cannot fail (out of memory ends the process).
 */
#ifndef TASUKI_BASE_ARENA_H
#define TASUKI_BASE_ARENA_H

#include "base/str.h"

struct arena;

/* first: bytes of the first block (grown as needed). */
struct arena *arena_create(size_t first);
/* Wipes every block before it is given back: for arenas that hold secrets or patient text. Null-safe; nulls the pointer. */
void arena_destroy(struct arena **a);
/* Wipes and empties, keeping the first block for reuse. */
void arena_reset(struct arena *a);

/* Zeroed, aligned for any type. n may be 0. */
void *arena_alloc(struct arena *a, size_t n);
/* count * size with overflow checked. */
void *arena_array(struct arena *a, size_t count, size_t size);
/* A terminated copy (p[n] == 0 is there but not counted). */
struct str arena_copy(struct arena *a, struct str s);
/* Formatted text; the result is terminated. */
__attribute__((format(printf, 2, 3))) struct str arena_printf(struct arena *a, const char *format, ...);
/* Bytes handed out since creation or reset. */
size_t arena_used(const struct arena *a);

#endif

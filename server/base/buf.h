/* A growing byte buffer on the heap, for bytes on their way out. Growth cannot fail (out of memory ends the process). */
#ifndef TASUKI_BASE_BUF_H
#define TASUKI_BASE_BUF_H

#include "base/str.h"

struct buf {
	char *p;
	size_t n, room;
};

/* A zeroed struct buf is an empty one. */
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_add_str(struct buf *b, struct str s);
void buf_add_byte(struct buf *b, char c);
void buf_add_i64(struct buf *b, long long v);
/* Makes room for n more bytes and returns where they go; the caller then raises b->n. */
char *buf_reserve(struct buf *b, size_t n);
/* Drops the first n bytes. */
void buf_drop(struct buf *b, size_t n);
struct str buf_str(const struct buf *b);
/* Wipes and frees; b is an empty buffer afterwards. */
void buf_finish(struct buf *b);

#endif

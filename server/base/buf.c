#include "base/buf.h"

#include "base/check.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All of the room: dropped bytes and those beyond n were once the buffer's too. */
static void wipe(struct buf *b)
{
	if (b->p != NULL)
		explicit_bzero(b->p, b->room);
}

char *buf_reserve(struct buf *b, size_t n)
{
	check(b != NULL && b->n <= b->room && n <= SIZE_MAX / 4 - b->n);
	if (b->p == NULL || b->room - b->n < n) {
		size_t room = b->room ? b->room : 128;
		char *grown;

		while (room - b->n < n)
			room *= 2;
		grown = malloc(room);
		check(grown != NULL);
		if (b->p != NULL)
			memcpy(grown, b->p, b->n);
		wipe(b);
		free(b->p);
		b->p = grown;
		b->room = room;
	}
	return b->p + b->n;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
	if (n == 0)
		return;
	memcpy(buf_reserve(b, n), bytes, n);
	b->n += n;
}

void buf_add_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void buf_add_byte(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_add_i64(struct buf *b, long long v)
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%lld", v);

	buf_add(b, digits, (size_t)n);
}

void buf_drop(struct buf *b, size_t n)
{
	check(b != NULL && n <= b->n);
	if (n == 0)
		return;
	memmove(b->p, b->p + n, b->n - n);
	b->n -= n;
}

struct str buf_str(const struct buf *b)
{
	return (struct str){b->p, b->n};
}

void buf_finish(struct buf *b)
{
	wipe(b);
	free(b->p);
	*b = (struct buf){0};
}

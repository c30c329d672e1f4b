#include "base/arena.h"

#include "base/check.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct block {
	struct block *next;
	size_t size, used;
	_Alignas(max_align_t) unsigned char data[];
};

struct arena {
	struct block *first, *current;
	size_t handed_out;
};

static struct block *block_create(size_t size)
{
	struct block *b = calloc(1, sizeof(*b) + size);

	check(b != NULL);
	b->size = size;
	return b;
}

struct arena *arena_create(size_t first)
{
	struct arena *a = calloc(1, sizeof(*a));

	check(a != NULL);
	a->first = a->current = block_create(first < 256 ? 256 : first);
	return a;
}

static void block_wipe(struct block *b)
{
	explicit_bzero(b->data, b->used);
	b->used = 0;
}

void arena_reset(struct arena *a)
{
	check(a != NULL);
	for (struct block *b = a->first->next, *next; b != NULL; b = next) {
		next = b->next;
		block_wipe(b);
		free(b);
	}
	block_wipe(a->first);
	a->first->next = NULL;
	a->current = a->first;
	a->handed_out = 0;
}

void arena_destroy(struct arena **a)
{
	check(a != NULL);
	if (*a == NULL)
		return;
	arena_reset(*a);
	free((*a)->first);
	free(*a);
	*a = NULL;
}

void *arena_alloc(struct arena *a, size_t n)
{
	size_t rounded = (n + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
	struct block *b;
	void *p;

	check(a != NULL && rounded >= n);
	b = a->current;
	if (b->size - b->used < rounded) {
		size_t grown = a->first->size * 2;

		b->next = block_create(rounded > grown ? rounded : grown);
		b = a->current = b->next;
	}
	p = b->data + b->used;
	b->used += rounded;
	a->handed_out += rounded;
	return p;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	check(size == 0 || count <= SIZE_MAX / size);
	return arena_alloc(a, count * size);
}

struct str arena_copy(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return (struct str){p, s.n};
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
	va_list args, again;
	int n;
	char *p;

	check(a != NULL && format != NULL);
	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	check(n >= 0);
	p = arena_alloc(a, (size_t)n + 1);
	(void)vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	return (struct str){p, (size_t)n};
}

size_t arena_used(const struct arena *a)
{
	return a->handed_out;
}

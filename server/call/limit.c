#include "call/limit.h"

#include "base/check.h"

#include <stdlib.h>
#include <string.h>

/* Two askers that share a slot share the rate: with 16,384 slots that is rare and harmless. */
#define SLOTS 16384

struct bucket {
	int64_t at;
	double left;
};

struct limits {
	double rate[2];
	struct bucket buckets[2][SLOTS];
};

struct limits *limits_create(int reads_per_second, int writes_per_second)
{
	struct limits *l = calloc(1, sizeof(*l));

	check(l != NULL && reads_per_second > 0 && writes_per_second > 0);
	l->rate[0] = reads_per_second;
	l->rate[1] = writes_per_second;
	return l;
}

void limits_destroy(struct limits **l)
{
	free(*l);
	*l = NULL;
}

static size_t slot_of(struct str who)
{
	uint64_t h = 14695981039346656037ULL; /* FNV-1a */

	for (size_t i = 0; i < who.n; i++)
		h = (h ^ (unsigned char)who.p[i]) * 1099511628211ULL;
	return (size_t)(h ^ (h >> 32)) & (SLOTS - 1);
}

bool limit_take(struct limits *l, struct str who, bool write, int64_t now_ms)
{
	struct bucket *b = &l->buckets[write][slot_of(who)];
	double burst = l->rate[write] * 3;
	int64_t passed = now_ms - b->at;

	check(l != NULL);
	if (b->at == 0 || passed < 0)
		b->left = burst;
	else
		b->left += l->rate[write] * (double)passed / 1000;
	if (b->left > burst)
		b->left = burst;
	b->at = now_ms;
	if (b->left < 1)
		return false;
	b->left -= 1;
	return true;
}

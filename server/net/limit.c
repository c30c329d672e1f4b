#include "net/limit.h"

#include "base/check.h"
#include "base/rand.h"

#include <stdlib.h>
#include <string.h>

#define BUCKETS 4096

struct source {
	struct source *next;
	struct peer peer;
	int count;
};

struct limit {
	int max;
	uint64_t seed; /* so that nobody can choose addresses that collide */
	size_t sources;
	struct source *buckets[BUCKETS];
};

struct limit *limit_create(int max)
{
	struct limit *l = calloc(1, sizeof(*l));

	check(l != NULL && max > 0);
	l->max = max;
	rand_bytes(&l->seed, sizeof(l->seed));
	return l;
}

void limit_destroy(struct limit **lp)
{
	check(lp != NULL);
	if (*lp == NULL)
		return;
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct source *s = (*lp)->buckets[i], *next; s != NULL; s = next) {
			next = s->next;
			free(s);
		}
	free(*lp);
	*lp = NULL;
}

static bool is_v4(const struct peer *p)
{
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

	return memcmp(p->b, mapped, sizeof(mapped)) == 0;
}

static bool is_none(const struct peer *p)
{
	static const struct peer none = {{0}};

	return memcmp(p, &none, sizeof(none)) == 0;
}

static struct peer key_of(const struct peer *p)
{
	struct peer key = *p;

	if (!is_v4(p))
		memset(key.b + 8, 0, 8);
	return key;
}

static struct source **place_of(struct limit *l, const struct peer *key)
{
	uint64_t h = l->seed, part[2];
	struct source **at;

	memcpy(part, key->b, sizeof(part));
	for (int i = 0; i < 2; i++) {
		h = (h ^ part[i]) * 0x9e3779b97f4a7c15u;
		h ^= h >> 29;
	}
	at = &l->buckets[h >> 52];
	while (*at != NULL && memcmp(&(*at)->peer, key, sizeof(*key)) != 0)
		at = &(*at)->next;
	return at;
}

bool limit_enter(struct limit *l, const struct peer *p)
{
	struct peer key = key_of(p);
	struct source **at;

	check(l != NULL);
	if (is_none(p))
		return true;
	at = place_of(l, &key);
	if (*at == NULL) {
		*at = calloc(1, sizeof(**at));
		check(*at != NULL);
		(*at)->peer = key;
		l->sources++;
	}
	if ((*at)->count >= l->max)
		return false;
	(*at)->count++;
	return true;
}

void limit_leave(struct limit *l, const struct peer *p)
{
	struct peer key = key_of(p);
	struct source **at, *s;

	if (is_none(p))
		return;
	at = place_of(l, &key);
	s = *at;
	check(s != NULL && s->count > 0);
	if (--s->count > 0)
		return;
	*at = s->next;
	free(s);
	l->sources--;
}

size_t limit_sources(const struct limit *l)
{
	return l->sources;
}

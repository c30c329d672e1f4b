#include "keys/ledger.h"

#include "base/check.h"
#include "base/hex.h"
#include "crypt/hash.h"
#include "keys/folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEDGER_MAGIC 0x6c656467u
#define LEDGER_NAME "ledger"
#define HEX (2 * HASH_SIZE)
#define FIELDS 8
#define LINE_ROOM 512

_Static_assert(ERASURE_DIGEST == HASH_SIZE, "a digest is a SHA-256");

struct ledger {
	unsigned magic;
	struct deployment_id deployment;
	struct ledger_line *lines;
	size_t n, room;
	struct buf text;
};

/* What the next line's hash begins with. */
static void previous_of(const struct ledger *l, char out[HEX + 1])
{
	if (l->n == 0)
		id_format(l->deployment.id, out);
	else
		hex_put(l->lines[l->n - 1].done.hash, HASH_SIZE, out);
}

/* Adds the line, computing its hash. */
static void add(struct ledger *l, const struct erasure *e, int64_t at_ms)
{
	char before[HEX + 1], digest[HEX + 1], hash[HEX + 1], space[ID_TEXT + 1], one[ID_TEXT + 1], two[ID_TEXT + 1],
		line[LINE_ROOM];
	struct ledger_line *added;
	int prefix, n;

	if (l->n == l->room) {
		l->room = l->room * 2 + 16;
		l->lines = reallocarray(l->lines, l->room, sizeof(*l->lines));
		check(l->lines != NULL);
	}
	added = &l->lines[l->n];
	*added = (struct ledger_line){*e, {.number = l->n + 1, .at_ms = at_ms}};
	previous_of(l, before);
	hex_put(e->digest, HASH_SIZE, digest);
	id_format(e->space.id, space);
	id_format(e->approvers[0].id, one);
	id_format(e->approvers[1].id, two);
	n = snprintf(line, sizeof(line), "%s %zu %lld %s %s %s %s %s", before, l->n + 1, (long long)at_ms, space, digest,
		     e->request, one, two);
	check(n > 0 && n < LINE_ROOM);
	prefix = (int)strlen(before) + 1;
	hash_sha256((struct str){line, (size_t)n}, added->done.hash);
	hex_put(added->done.hash, HASH_SIZE, hash);
	buf_add(&l->text, line + prefix, (size_t)(n - prefix));
	buf_add_byte(&l->text, ' ');
	buf_add(&l->text, hash, HEX);
	buf_add_byte(&l->text, '\n');
	l->n++;
}

static struct ledger *empty(struct deployment_id deployment)
{
	struct ledger *l = calloc(1, sizeof(*l));

	check(l != NULL);
	l->magic = LEDGER_MAGIC;
	l->deployment = deployment;
	return l;
}

static bool fields_of(struct str line, struct str out[FIELDS])
{
	size_t at = 0, n = 0;

	while (at <= line.n && n < FIELDS) {
		size_t end = str_find(line, ' ', at);

		out[n++] = str_part(line, at, end);
		at = end + 1;
	}
	return n == FIELDS && at == line.n + 1;
}

/* Only fields: number and hash are judged by making the line again. */
static bool line_read(struct str line, struct erasure *e, int64_t *at_r)
{
	struct str f[FIELDS];
	long long at;

	*e = (struct erasure){0};
	if (!fields_of(line, f) || !str_to_i64(f[1], &at) || !id_parse(f[2], &e->space.id) ||
	    !hex_read(f[3], e->digest, HASH_SIZE) || f[4].n > ERASURE_REQUEST_MAX || !id_parse(f[5], &e->approvers[0].id) ||
	    !id_parse(f[6], &e->approvers[1].id))
		return false;
	memcpy(e->request, f[4].p, f[4].n);
	*at_r = at;
	return erasure_is_good(e);
}

struct ledger *ledger_parse(struct arena *a, struct deployment_id deployment, struct str text, struct str *why_r)
{
	struct ledger *l = empty(deployment);
	size_t at = 0;

	check(a != NULL && why_r != NULL);
	while (at < text.n) {
		size_t end = str_find(text, '\n', at);
		struct erasure e;
		int64_t at_ms;

		if (end == text.n || !line_read(str_part(text, at, end), &e, &at_ms) || ledger_find(l, e.space) != NULL)
			break;
		add(l, &e, at_ms);
		if (!str_eq(str_part(buf_str(&l->text), at, l->text.n), str_part(text, at, end + 1)))
			break;
		at = end + 1;
	}
	if (at == text.n)
		return l;
	*why_r = arena_printf(a, "the ledger is damaged or was changed: its line %zu does not fit the chain",
			      at < l->text.n ? l->n : l->n + 1);
	ledger_destroy(&l);
	return NULL;
}

struct ledger *ledger_with(const struct ledger *l, const struct erasure *e, int64_t at_ms)
{
	struct ledger *next;

	check_magic(l, LEDGER_MAGIC);
	check(erasure_is_good(e) && ledger_find(l, e->space) == NULL);
	next = empty(l->deployment);
	next->n = l->n;
	next->room = l->n + 1;
	next->lines = calloc(next->room, sizeof(*next->lines));
	check(next->lines != NULL);
	if (l->n > 0)
		memcpy(next->lines, l->lines, l->n * sizeof(*l->lines));
	buf_add_str(&next->text, buf_str(&l->text));
	add(next, e, at_ms);
	return next;
}

void ledger_destroy(struct ledger **l)
{
	check(l != NULL);
	if (*l == NULL)
		return;
	check_magic(*l, LEDGER_MAGIC);
	buf_finish(&(*l)->text);
	free((*l)->lines);
	(*l)->magic = 0;
	free(*l);
	*l = NULL;
}

size_t ledger_count(const struct ledger *l)
{
	check_magic(l, LEDGER_MAGIC);
	return l->n;
}

const struct ledger_line *ledger_at(const struct ledger *l, size_t i)
{
	check_magic(l, LEDGER_MAGIC);
	check(i < l->n);
	return &l->lines[i];
}

const struct ledger_line *ledger_find(const struct ledger *l, struct space_id space)
{
	check_magic(l, LEDGER_MAGIC);
	for (size_t i = 0; i < l->n; i++)
		if (id_eq(l->lines[i].what.space.id, space.id))
			return &l->lines[i];
	return NULL;
}

static bool read_copy(struct arena *a, int folder, const char *which, struct buf *out, struct str *why_r)
{
	enum err e = folder_read(folder, LEDGER_NAME, LEDGER_BYTES_MAX, out);

	if (e == ERR_OK || e == ERR_NOT_FOUND)
		return true;
	*why_r = arena_printf(a, "the ledger in the %s folder cannot be read: %s", which, strerror(errno));
	return false;
}

static struct ledger *choose(struct arena *a, struct deployment_id deployment, struct str own, struct str second,
			     struct str *why_r)
{
	struct str longer = own.n >= second.n ? own : second;

	if (str_starts(longer, own) && str_starts(longer, second))
		return ledger_parse(a, deployment, longer, why_r);
	*why_r = STR("the ledgers in the key folder and in the recovery folder are not the same: find out which one was changed, "
		     "and put "
		     "the other in its place");
	return NULL;
}

struct ledger *ledger_load(struct arena *a, struct deployment_id deployment, int folder, int recovery, bool repair,
			   struct str *why_r)
{
	struct buf own = {0}, second = {0};
	struct ledger *l = NULL;

	if (read_copy(a, folder, "key", &own, why_r) && read_copy(a, recovery, "recovery", &second, why_r))
		l = choose(a, deployment, buf_str(&own), buf_str(&second), why_r);
	if (l != NULL && repair && own.n != second.n && ledger_write(l, folder, recovery) != ERR_OK) {
		*why_r = arena_printf(a, "the ledger cannot be written: %s", strerror(errno));
		ledger_destroy(&l);
	}
	buf_finish(&own);
	buf_finish(&second);
	return l;
}

enum err ledger_write(const struct ledger *l, int folder, int recovery)
{
	enum err e;

	check_magic(l, LEDGER_MAGIC);
	e = folder_put_synced(folder, LEDGER_NAME, 0600, buf_str(&l->text));
	return e == ERR_OK && recovery >= 0 ? folder_put_synced(recovery, LEDGER_NAME, 0600, buf_str(&l->text)) : e;
}

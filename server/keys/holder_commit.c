#include "keys/holder_own.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/rand.h"
#include "crypt/secret.h"
#include "keys/folder.h"
#include "keys/kek.h"
#include "keys/ledger.h"
#include "keys/recovery.h"
#include "loop/loop.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#define CHANGE_MAGIC 0x63686e67u
#define COMMIT_MAGIC 0x636f6d6du
#define KEYS_MAX 1000000 /* of one deployment */
#define BATCH_MAX 256

enum change_kind { CHANGE_CREATE, CHANGE_ROTATE, CHANGE_ERASE };

/* One request that changes the store. */
struct change {
	unsigned magic;
	struct change *next;
	uint64_t peer; /* serial of who asked */
	uint32_t id;   /* of the request */
	enum change_kind kind;
	struct space_id space; /* to create */
	enum err result;
};

/* One write of the store: a rotation, an erasure, or as many creations as were waiting. Worked on by one worker, which reads the
 * holder's files; nothing changes them meanwhile. */
struct commit {
	unsigned magic;
	struct holder *h;
	struct change *changes[BATCH_MAX];
	struct store_key *keys; /* the creations' keys, in locked memory */
	size_t n;
	struct kek *kek; /* the next one, of a rotation or erasure */
	struct store *store;
	struct ledger *ledger; /* the next one, of an erasure */
	bool stored;           /* the new store is in force, whatever else failed */
	bool unsure;           /* … but it may not survive a crash */
	enum err e;
	int why; /* errno of the last failure */
};

static void run_waiting(struct holder *h);

static void submit(struct holder *h, struct change c)
{
	struct change *kept = calloc(1, sizeof(*kept));

	check(kept != NULL);
	*kept = c;
	kept->magic = CHANGE_MAGIC;
	*h->waiting_end = kept;
	h->waiting_end = &kept->next;
	run_waiting(h);
}

void changes_create(struct peer *p, uint32_t id, struct space_id space)
{
	submit(p->h, (struct change){.peer = p->serial, .id = id, .space = space});
}

void changes_rotate(struct peer *p, uint32_t id)
{
	submit(p->h, (struct change){.peer = p->serial, .id = id, .kind = CHANGE_ROTATE});
}

void changes_erase(struct holder *h)
{
	submit(h, (struct change){.kind = CHANGE_ERASE});
}

/* The creation's key joins the store only once its recovery object is written; one that cannot be written does not hold up the
 * rest. */
static void seal_for_recovery(struct commit *c, const struct store_head *head)
{
	struct store_key *good = c->keys;

	for (size_t i = 0; i < c->n; i++) {
		struct change *change = c->changes[i];

		*good = (struct store_key){.space = change->space, .epoch = 1};
		rand_bytes(good->key, sizeof(good->key));
		change->result = recovery_add(c->h->files.recovery, head, good);
		if (change->result == ERR_OK)
			good++;
		else
			c->why = errno;
	}
	c->e = folder_sync(c->h->files.recovery);
	if (c->e != ERR_OK)
		c->why = errno;
	if (c->e == ERR_OK && good > c->keys)
		c->store = store_with(c->h->files.store, c->keys, (size_t)(good - c->keys));
}

static void rewrap(struct commit *c)
{
	const struct key_files *f = &c->h->files;

	c->kek = key_files_fresh_kek(f, store_head_of(f->store)->kek_epoch + 1);
	if (c->kek != NULL) {
		c->store = store_rewrapped(f->store, c->kek, NULL);
		return;
	}
	c->why = errno;
	c->e = errno == ENOSPC || errno == EDQUOT ? ERR_STORAGE_FULL : ERR_INTERNAL;
}

/* What is in force afterwards may be less than all of it: the erasure is then begun again. */
static void erase(struct commit *c)
{
	struct key_files_erased out;

	c->e = key_files_erase(&c->h->files, &c->h->erasing.what, clock_ms(), &out);
	if (c->e != ERR_OK)
		c->why = errno;
	c->kek = out.kek;
	c->store = out.store;
	c->ledger = out.ledger;
	c->stored = c->store != NULL;
	c->unsure = out.unsure;
}

static void write_store(struct commit *c)
{
	const struct key_files *f = &c->h->files;

	if (c->changes[0]->kind == CHANGE_ERASE) {
		erase(c);
		return;
	}
	if (c->changes[0]->kind == CHANGE_ROTATE)
		rewrap(c);
	else
		seal_for_recovery(c, store_head_of(f->store));
	if (c->store == NULL)
		return;
	c->e = key_files_write(f, c->store, &c->stored);
	c->unsure = c->stored && c->e != ERR_OK;
	if (c->e == ERR_OK && c->kek != NULL)
		c->e = kek_shred(f->folder, store_head_of(f->store)->kek_epoch);
	if (c->e != ERR_OK)
		c->why = errno;
}

/* On a worker, where the library keeps a random generator a thread: given back, since the thread outlives the library at exit. */
static void write_commit(void *arg)
{
	struct commit *c = arg;

	check_magic(c, COMMIT_MAGIC);
	write_store(c);
	OPENSSL_thread_stop();
}

static void answer(struct commit *c, struct change *change)
{
	struct peer *p = peer_find(c->h, change->peer);
	enum err e = change->result == ERR_OK ? c->e : change->result;
	struct store_key key;

	if (p == NULL)
		return;
	if (e != ERR_OK)
		peer_refuse(p, change->id, e);
	else if (change->kind == CHANGE_ROTATE)
		peer_send_status(p, change->id);
	else if (holder_withholds(c->h, change->space))
		peer_refuse(p, change->id, ERR_BUSY);
	else if (store_find(c->h->files.store, change->space, &key))
		peer_send_keys(p, change->id, &key, 1);
	explicit_bzero(&key, sizeof(key));
}

static void take_over(struct commit *c)
{
	struct key_files *f = &c->h->files;

	if (c->ledger != NULL) {
		ledger_destroy(&f->ledger);
		f->ledger = c->ledger;
		c->ledger = NULL;
	}
	if (!c->stored)
		return;
	store_destroy(&f->store);
	f->store = c->store;
	c->store = NULL;
	if (c->kek == NULL)
		return;
	kek_destroy(&f->kek);
	f->kek = c->kek;
	c->kek = NULL;
	log_info("keys.rotated", LOG_INT("kek", kek_epoch(f->kek)),
		 LOG_INT("generation", (long long)store_head_of(f->store)->generation));
}

static void commit_free(struct commit *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->changes[i]);
	store_destroy(&c->store);
	kek_destroy(&c->kek);
	secret_free(c->keys, BATCH_MAX * sizeof(*c->keys));
	free(c);
}

static void on_written(void *arg)
{
	struct commit *c = arg;
	struct holder *h = c->h;
	enum err e;
	bool erased;

	check_magic(c, COMMIT_MAGIC);
	h->under_way = NULL;
	if (c->why != 0)
		log_error("keys.write_failed", LOG_WORD("why", strerror(c->why)), LOG_INT("in_force", c->stored));
	take_over(c);
	/* Nobody knows what a restart finds, so it is a restart that must find out. */
	if (c->unsure) {
		h->failed = true;
		loop_stop(h->loop);
	}
	for (size_t i = 0; i < c->n; i++)
		answer(c, c->changes[i]);
	e = c->e;
	erased = c->changes[0]->kind == CHANGE_ERASE;
	commit_free(c);
	if (erased)
		erasing_written(h, e);
	if (h->ending)
		loop_stop(h->loop);
	run_waiting(h);
}

static struct change *take_waiting(struct holder *h)
{
	struct change *c = h->waiting;

	h->waiting = c->next;
	if (h->waiting == NULL)
		h->waiting_end = &h->waiting;
	c->next = NULL;
	return c;
}

static bool creates(const struct commit *c, struct space_id space)
{
	for (size_t i = 0; i < c->n; i++)
		if (id_eq(c->changes[i]->space.id, space.id))
			return true;
	return false;
}

/* Whether the first one waiting can join this commit: a rotation and an erasure go alone, and a second creation of one space goes
 * after the first. */
static bool fits(const struct holder *h, const struct commit *c)
{
	if (h->waiting == NULL || c->n == BATCH_MAX)
		return false;
	if (c->n == 0)
		return true;
	return c->changes[0]->kind == CHANGE_CREATE && h->waiting->kind == CHANGE_CREATE && !creates(c, h->waiting->space);
}

static enum err judge_create(const struct holder *h, struct space_id space)
{
	struct store_key held;
	bool has = store_find(h->files.store, space, &held);

	explicit_bzero(&held, sizeof(held));
	if (erasing_forbids(h, space))
		return ERR_NOT_FOUND;
	if (has)
		return ERR_CONFLICT;
	return store_count(h->files.store) >= KEYS_MAX ? ERR_BUSY : ERR_OK;
}

/* Answers the first one at once where nothing need be written. */
static bool refuse_first(struct holder *h)
{
	enum err e = h->waiting->kind == CHANGE_CREATE ? judge_create(h, h->waiting->space) : ERR_OK;
	struct change *c;
	struct peer *p;

	if (e == ERR_OK)
		return false;
	c = take_waiting(h);
	p = peer_find(h, c->peer);
	if (p != NULL)
		peer_refuse(p, c->id, e);
	free(c);
	return true;
}

static void run_waiting(struct holder *h)
{
	struct commit *c;

	if (h->under_way != NULL || h->failed || h->ending)
		return;
	while (h->waiting != NULL && refuse_first(h))
		;
	if (h->waiting == NULL)
		return;
	c = calloc(1, sizeof(*c));
	check(c != NULL);
	*c = (struct commit){.magic = COMMIT_MAGIC, .h = h, .keys = secret_alloc(BATCH_MAX * sizeof(*c->keys))};
	check(c->keys != NULL);
	while (fits(h, c)) {
		c->changes[c->n++] = take_waiting(h);
		while (h->waiting != NULL && refuse_first(h))
			;
	}
	h->under_way = c;
	loop_work(h->loop, write_commit, on_written, c);
}

void changes_finish(struct holder *h)
{
	while (h->waiting != NULL)
		free(take_waiting(h));
}

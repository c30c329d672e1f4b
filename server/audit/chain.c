#include "audit/chain.h"

#include "audit/chain_own.h"
#include "base/check.h"
#include "db/direct.h"

#include <string.h>
#include <time.h>

#define WRITERS_POLL_MS 20
#define WRITERS_POLLS 250

static enum err one_i64(struct direct *d, struct arena *a, enum stmt stmt, int64_t *out_r)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, a, stmt);
	e = direct_query(d, &q, &r);
	if (e == ERR_OK)
		*out_r = rows_i64(r, 0, 0);
	return e;
}

static enum err writers_left(struct direct *d, struct arena *a, struct str writers, int64_t *left_r)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, a, STMT_chain_writers_left);
	bind_text(&q, writers);
	e = direct_query(d, &q, &r);
	if (e == ERR_OK)
		*left_r = rows_i64(r, 0, 0);
	return e;
}

/* Waits until everybody who now holds the lock that an insert takes has ended. */
static enum err wait_for_writers(struct direct *d, struct arena *a)
{
	const struct timespec pause = {.tv_nsec = WRITERS_POLL_MS * 1000000L};
	struct query q;
	const struct rows *r;
	struct str writers;
	int64_t left = 0;
	enum err e;

	query_init(&q, a, STMT_chain_writers);
	e = direct_query(d, &q, &r);
	if (e != ERR_OK)
		return e;
	writers = arena_copy(a, rows_str(r, 0, 0));
	for (int i = 0; i < WRITERS_POLLS; i++) {
		e = writers_left(d, a, writers, &left);
		if (e != ERR_OK || left == 0)
			return e;
		(void)nanosleep(&pause, NULL);
	}
	return ERR_BUSY;
}

static enum err read_head(struct direct *d, struct arena *a, struct chain_head *out_r)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, a, STMT_chain_head);
	e = direct_query(d, &q, &r);
	if (e != ERR_OK)
		return e;
	if (rows_count(r) == 0)
		return chain_genesis(d, a, out_r);
	out_r->upto = rows_i64(r, 0, 0);
	check(rows_str(r, 0, 1).n == HASH_SIZE);
	memcpy(out_r->hash, rows_str(r, 0, 1).p, HASH_SIZE);
	return ERR_OK;
}

static enum err add_link(struct direct *d, struct arena *a, int64_t now, const struct chain_span *span, struct chain_head *head)
{
	int64_t upto = span->ids[span->count - 1];
	struct str marks = chain_marks(a, head->upto, span);
	struct query q;

	chain_hash(a, head->hash, upto, span, head->hash);
	head->upto = upto;
	query_init(&q, a, STMT_chain_add);
	bind_i64(&q, upto);
	bind_i32(&q, span->count);
	bind_bytes(&q, marks);
	bind_bytes(&q, (struct str){(const char *)head->hash, HASH_SIZE});
	bind_i64(&q, now);
	return direct_query(d, &q, NULL);
}

static enum err add_links(struct direct *d, struct arena *a, int64_t now, int64_t newest, struct chain_head *head,
			  int64_t *records_r)
{
	struct chain_span span = {.count = CHAIN_LINK_RECORDS};
	enum err e = ERR_OK;

	*records_r = 0;
	while (e == ERR_OK && span.count == CHAIN_LINK_RECORDS) {
		arena_reset(a);
		e = chain_read(d, a, head->upto, newest, CHAIN_LINK_RECORDS, &span);
		if (e == ERR_OK && span.count > 0) {
			e = add_link(d, a, now, &span, head);
			*records_r += span.count;
		}
	}
	return e;
}

/* Two that extend at once would build two chains: the lock makes the second wait and read the head again. */
static enum err extend_locked(struct direct *d, struct arena *a, int64_t now, struct chain_head *head, int64_t *records_r)
{
	int64_t newest = 0;
	struct query q;
	enum err e;

	query_init(&q, a, STMT_chain_lock);
	e = direct_query(d, &q, NULL);
	if (e == ERR_OK)
		e = one_i64(d, a, STMT_chain_newest, &newest);
	if (e == ERR_OK)
		e = wait_for_writers(d, a);
	if (e == ERR_OK)
		e = read_head(d, a, head);
	if (e == ERR_OK)
		e = add_links(d, a, now, newest, head, records_r);
	return e;
}

enum err chain_extend(struct direct *d, int64_t now, struct chain_head *head_r, int64_t *records_r)
{
	struct arena *a = arena_create(1 << 16);
	enum err e;

	check(d != NULL && head_r != NULL && records_r != NULL);
	e = direct_begin(d);
	if (e == ERR_OK)
		e = extend_locked(d, a, now, head_r, records_r);
	if (e == ERR_OK)
		e = direct_commit(d);
	else
		direct_rollback(d);
	arena_destroy(&a);
	return e;
}

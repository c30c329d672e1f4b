#include "main/job.h"

#include "audit/chain.h"
#include "base/arena.h"
#include "base/log.h"
#include "db/direct.h"

#include <stdio.h>

static enum err end_sessions(struct direct *d, struct arena *a, int64_t now)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, a, STMT_job_sessions);
	bind_i64(&q, now);
	e = direct_query(d, &q, &r);
	if (e == ERR_OK && rows_affected(r) > 0)
		log_info("sessions over", LOG_INT("count", rows_affected(r)));
	return e;
}

static enum err forget_failures(struct direct *d, struct arena *a, int64_t now)
{
	struct query q;

	query_init(&q, a, STMT_job_throttle);
	bind_i64(&q, now);
	bind_i64(&q, now - JOB_THROTTLE_MS);
	return direct_query(d, &q, NULL);
}

/* The log goes elsewhere than the database: with it a chain cut off at its end is seen. */
static void log_link(const struct chain_head *head, int64_t records)
{
	char hex[2 * HASH_SIZE + 1];

	for (size_t i = 0; i < HASH_SIZE; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x", head->hash[i]);
	log_info("audit chained", LOG_INT("upto", head->upto), LOG_INT("records", records), LOG_WORD("hash", hex));
}

static enum err chain(struct direct *d, struct arena *a, int64_t now)
{
	struct chain_head head;
	int64_t records = 0;
	enum err e = chain_extend(d, now, &head, &records);

	(void)a;
	if (e == ERR_OK && records > 0)
		log_link(&head, records);
	return e;
}

enum err job_sweep(struct direct *d, int64_t now)
{
	enum err (*const works[])(struct direct *, struct arena *, int64_t) = {end_sessions, forget_failures, chain};
	struct arena *a = arena_create(4096);
	enum err e = ERR_OK;

	for (size_t i = 0; i < sizeof(works) / sizeof(works[0]) && e != ERR_DATABASE_DOWN && e != ERR_COMMIT_UNKNOWN; i++)
		e = works[i](d, a, now);
	arena_destroy(&a);
	return e == ERR_COMMIT_UNKNOWN ? ERR_DATABASE_DOWN : e;
}

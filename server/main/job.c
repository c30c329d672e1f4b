#include "main/job.h"

#include "audit/chain.h"
#include "base/arena.h"
#include "base/log.h"
#include "base/settings.h"
#include "db/direct.h"
#include "main/job_erasure.h"

#include <stdio.h>

static enum err end_sessions(const struct job_work *w, struct arena *a)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, a, STMT_job_sessions);
	bind_i64(&q, w->now);
	e = direct_query(w->db, &q, &r);
	if (e == ERR_OK && rows_affected(r) > 0)
		log_info("sessions over", LOG_INT("count", rows_affected(r)));
	return e;
}

static enum err forget_failures(const struct job_work *w, struct arena *a)
{
	struct query q;

	query_init(&q, a, STMT_job_throttle);
	bind_i64(&q, w->now);
	bind_i64(&q, w->now - JOB_THROTTLE_MS);
	return direct_query(w->db, &q, NULL);
}

/* A statement that takes so many days before now, and says how many it ended. */
static enum err forget_older(const struct job_work *w, struct arena *a, enum stmt stmt, int64_t days, const char *what)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, a, stmt);
	bind_i64(&q, w->now - days * 86400000LL);
	e = direct_query(w->db, &q, &r);
	if (e == ERR_OK && rows_i64(r, 0, 0) > 0)
		log_info(what, LOG_INT("count", rows_i64(r, 0, 0)));
	return e;
}

/* Applications that nobody goes on with: what was written there was meant for a submission that never came. */
static enum err forget_drafts(const struct job_work *w, struct arena *a)
{
	return forget_older(w, a, STMT_job_application_drafts, w->settings->application_draft_days, "application drafts over");
}

/* Why somebody asked for a つながり, once nobody is shown it any more (who asked: for thirty days after it was declined). */
static enum err forget_reasons(const struct job_work *w, struct arena *a)
{
	return forget_older(w, a, STMT_job_tie_reasons, 31, "reasons over");
}

/* Relatives whose affiliation has ended, or whose timeline was deleted long enough ago. */
static enum err end_kin_accounts(const struct job_work *w, struct arena *a)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, a, STMT_job_kin_accounts);
	bind_i64(&q, w->now);
	bind_i64(&q, w->settings->erasure_kin_days * 86400000LL);
	e = direct_query(w->db, &q, &r);
	if (e == ERR_OK && rows_i64(r, 0, 0) > 0)
		log_info("accounts of relatives over", LOG_INT("count", rows_i64(r, 0, 0)));
	return e;
}

/* The desks are told once more of reports that nobody has answered in time. */
static enum err remind_incidents(const struct job_work *w, struct arena *a)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, a, STMT_job_incidents);
	bind_i64(&q, w->now);
	e = direct_query(w->db, &q, &r);
	if (e == ERR_OK && rows_i64(r, 0, 0) > 0)
		log_info("incidents not answered in time", LOG_INT("count", rows_i64(r, 0, 0)));
	return e;
}

/* 在籍の確認: asks, reminds, and stops what nobody answered for and nobody used. */
static enum err attest(const struct job_work *w, struct arena *a)
{
	const struct settings *s = w->settings;
	struct query open, remind, stop;
	const struct rows *r;
	enum err e;

	query_init(&open, a, STMT_job_attest_open);
	bind_i64(&open, w->now);
	bind_i64(&open, s->attest_days);
	bind_i64(&open, s->attest_ahead_days);
	query_init(&remind, a, STMT_job_attest_remind);
	bind_i64(&remind, w->now);
	query_init(&stop, a, STMT_job_attest_stop);
	bind_i64(&stop, w->now);
	bind_i64(&stop, s->attest_grace_days);
	e = direct_query(w->db, &open, NULL);
	if (e == ERR_OK)
		e = direct_query(w->db, &remind, NULL);
	if (e == ERR_OK)
		e = direct_query(w->db, &stop, &r);
	if (e == ERR_OK && rows_i64(r, 0, 0) > 0)
		log_info("accounts stopped: neither confirmed nor in use", LOG_INT("count", rows_i64(r, 0, 0)));
	return e;
}

/* The log goes elsewhere than the database: with it a chain cut off at its end is seen. */
static void log_link(const struct chain_head *head, int64_t records)
{
	char hex[2 * HASH_SIZE + 1];

	for (size_t i = 0; i < HASH_SIZE; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x", head->hash[i]);
	log_info("audit chained", LOG_INT("upto", head->upto), LOG_INT("records", records), LOG_WORD("hash", hex));
}

static enum err chain(const struct job_work *w, struct arena *a)
{
	struct chain_head head;
	int64_t records = 0;
	enum err e = chain_extend(w->db, w->now, &head, &records);

	(void)a;
	if (e == ERR_OK && records > 0)
		log_link(&head, records);
	return e;
}

enum err job_sweep(const struct job_work *w)
{
	enum err (*const works[])(const struct job_work *, struct arena *) = {end_sessions,   forget_failures, forget_drafts,    attest, remind_incidents,
									      forget_reasons, job_erasures,    end_kin_accounts, chain};
	struct arena *a = arena_create(4096);
	enum err e = ERR_OK;

	for (size_t i = 0; i < sizeof(works) / sizeof(works[0]) && e != ERR_DATABASE_DOWN && e != ERR_COMMIT_UNKNOWN; i++)
		e = works[i](w, a);
	arena_destroy(&a);
	return e == ERR_COMMIT_UNKNOWN ? ERR_DATABASE_DOWN : e;
}

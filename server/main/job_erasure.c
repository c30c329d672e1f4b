#include "main/job_erasure.h"

#include "base/log.h"
#include "base/settings.h"
#include "db/direct.h"
#include "domain/erasure/workday.h"
#include "keys/erasure.h"
#include "keys/signer.h"

#include <string.h>

#define HOLDER_WAIT_MS 5000 /* while it waits for leases, the supervisor's word waits too */
#define SPACES_MAX 8        /* of one patient; there are two kinds */

struct request_id {
	struct id128 id;
};

struct requests {
	struct request_id *ids;
	size_t n;
};

/* Those in the first column of a statement that takes the time. */
static enum err find(const struct job_work *w, struct arena *a, enum stmt stmt, struct requests *out_r)
{
	const struct rows *r;
	struct query q;
	enum err e;

	query_init(&q, a, stmt);
	bind_i64(&q, w->now);
	e = direct_query(w->db, &q, &r);
	if (e != ERR_OK)
		return e;
	out_r->n = (size_t)rows_count(r);
	out_r->ids = arena_array(a, out_r->n + 1, sizeof(*out_r->ids));
	for (size_t i = 0; i < out_r->n; i++)
		out_r->ids[i].id = rows_id(r, (int)i, 0);
	return ERR_OK;
}

static enum err each(const struct job_work *w, struct arena *a, enum stmt stmt, enum err (*one)(const struct job_work *, struct arena *, struct request_id))
{
	struct requests found;
	enum err e = find(w, a, stmt, &found);

	for (size_t i = 0; e == ERR_OK && i < found.n; i++)
		e = one(w, a, found.ids[i]);
	return e;
}

/* Runs a statement that says in a word what the request is now. */
static enum err say(const struct job_work *w, struct arena *a, struct request_id id, const struct query *q)
{
	const struct rows *r;
	enum err e = direct_query(w->db, q, &r);

	if (e == ERR_OK)
		log_info("erasure", LOG_ID("request", id), LOG_WORD("is", arena_copy(a, rows_str(r, 0, 0)).p));
	return e;
}

static enum err pause_one(const struct job_work *w, struct arena *a, struct request_id id)
{
	struct query q;

	query_init(&q, a, STMT_job_erasure_pause);
	bind_id(&q, id.id);
	bind_i64(&q, w->now);
	bind_i64(&q, workday_due(w->now, w->settings->erasure_pause_hours, w->settings->erasure_pause_days));
	return say(w, a, id, &q);
}

static enum err claim_one(const struct job_work *w, struct arena *a, struct request_id id)
{
	struct query q;

	query_init(&q, a, STMT_job_erasure_claim);
	bind_id(&q, id.id);
	bind_i64(&q, w->now);
	bind_i32(&q, (int32_t)w->settings->erasure_a_day);
	return say(w, a, id, &q);
}

/* ---- keys ---- */

static size_t read_keys(const struct rows *r, struct erasure out[SPACES_MAX])
{
	size_t n = 0;

	for (int i = 0; i < rows_count(r) && n < SPACES_MAX; i++, n++) {
		struct str digest = rows_str(r, i, 1), number = rows_str(r, i, 2);

		out[n] = (struct erasure){.space = {rows_id(r, i, 0)}, .approvers = {{rows_id(r, i, 3)}, {rows_id(r, i, 4)}}};
		if (digest.n == ERASURE_DIGEST)
			memcpy(out[n].digest, digest.p, ERASURE_DIGEST);
		if (number.n <= ERASURE_REQUEST_MAX)
			memcpy(out[n].request, number.p, number.n);
	}
	return n;
}

static enum err destroy_key(const struct job_work *w, struct arena *a, struct request_id id, const struct erasure *key)
{
	struct erased done;
	struct query q;
	enum err e = keys_erase_now(w->keys_socket, key, HOLDER_WAIT_MS, &done);

	if (e != ERR_OK) {
		log_error("erasure_key_stays", LOG_ID("request", id), LOG_ID("space", key->space), LOG_ERR(e));
		return e;
	}
	query_init(&q, a, STMT_job_erasure_destroyed);
	bind_id(&q, id.id);
	bind_id(&q, key->space.id);
	bind_i64(&q, (int64_t)done.number);
	bind_i64(&q, done.at_ms);
	return direct_query(w->db, &q, NULL);
}

static enum err destroy_keys(const struct job_work *w, struct arena *a, struct request_id id)
{
	struct erasure keys[SPACES_MAX];
	const struct rows *r;
	struct query q;
	size_t n;
	enum err e;

	query_init(&q, a, STMT_job_erasure_keys);
	bind_id(&q, id.id);
	e = direct_query(w->db, &q, &r);
	n = e == ERR_OK ? read_keys(r, keys) : 0;
	for (size_t i = 0; e == ERR_OK && i < n; i++)
		e = destroy_key(w, a, id, &keys[i]);
	return e;
}

/* ---- rows, certificate ---- */

static enum err purge(const struct job_work *w, struct arena *a, struct request_id id)
{
	struct query q;

	query_init(&q, a, STMT_job_erasure_purge);
	bind_id(&q, id.id);
	bind_i64(&q, w->now);
	return direct_query(w->db, &q, NULL);
}

static enum err write_text(const struct job_work *w, struct arena *a, struct request_id id, struct str *text_r)
{
	const struct rows *r;
	struct query q;
	enum err e;

	query_init(&q, a, STMT_job_erasure_certificate);
	bind_id(&q, id.id);
	bind_i64(&q, w->now);
	bind_i64(&q, w->now + w->settings->erasure_backups_kept * 86400000LL);
	e = direct_query(w->db, &q, &r);
	if (e == ERR_OK)
		*text_r = arena_copy(a, rows_str(r, 0, 0));
	return e;
}

static enum err certify(const struct job_work *w, struct arena *a, struct request_id id)
{
	struct signed_text under;
	struct query q;
	struct str text;
	enum err e = write_text(w, a, id, &text);

	if (e == ERR_OK)
		e = signer_sign_now(w->keys_socket, text, HOLDER_WAIT_MS, &under);
	if (e != ERR_OK)
		return e;
	query_init(&q, a, STMT_job_erasure_certify);
	bind_id(&q, id.id);
	bind_text(&q, text);
	bind_bytes(&q, (struct str){(const char *)under.signature, SIGNER_SIGNATURE});
	bind_bytes(&q, (struct str){(const char *)under.public_key, SIGNER_PUBLIC});
	bind_i64(&q, w->now);
	e = direct_query(w->db, &q, NULL);
	if (e == ERR_OK)
		log_info("erasure", LOG_ID("request", id), LOG_WORD("is", "erased"));
	return e;
}

/* Roll forward only. What failed but for the database comes again with the next sweep; the others go on. */
static enum err execute_one(const struct job_work *w, struct arena *a, struct request_id id)
{
	enum err e = destroy_keys(w, a, id);

	if (e == ERR_OK)
		e = purge(w, a, id);
	if (e == ERR_OK)
		e = certify(w, a, id);
	if (e != ERR_OK)
		log_error("erasure_goes_on_later", LOG_ID("request", id), LOG_ERR(e));
	return e == ERR_DATABASE_DOWN || e == ERR_COMMIT_UNKNOWN ? e : ERR_OK;
}

enum err job_erasures(const struct job_work *w, struct arena *a)
{
	enum err e = each(w, a, STMT_job_erasure_approved, pause_one);

	if (e == ERR_OK)
		e = each(w, a, STMT_job_erasure_due, claim_one);
	return e == ERR_OK ? each(w, a, STMT_job_erasure_executing, execute_one) : e;
}

#include "audit/chain_own.h"

#include "base/check.h"
#include "db/direct.h"

#include <endian.h>
#include <string.h>

struct link {
	int64_t upto;
	int count;
	struct str marks, hash;
};

struct links {
	struct link at[64];
	int count;
};

struct verifier {
	struct direct *d;
	struct arena *a; /* of one group of links */
	const struct chain_head *known;
	bool known_seen;
	struct chain_report *report;
};

static enum err read_links(struct verifier *v, struct links *out_r)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, v->a, STMT_chain_links);
	bind_i64(&q, v->report->head.upto);
	e = direct_query(v->d, &q, &r);
	if (e != ERR_OK)
		return e;
	out_r->count = rows_count(r);
	check(out_r->count <= (int)(sizeof(out_r->at) / sizeof(out_r->at[0])));
	for (int i = 0; i < out_r->count; i++)
		out_r->at[i] = (struct link){rows_i64(r, i, 0), (int)rows_i64(r, i, 1), arena_copy(v->a, rows_str(r, i, 2)),
					     arena_copy(v->a, rows_str(r, i, 3))};
	return ERR_OK;
}

static void found(struct verifier *v, enum chain_fault fault, int64_t id)
{
	v->report->fault = fault;
	v->report->id = id;
}

static int64_t marked_id(const struct link *l, int i, int64_t previous_upto)
{
	uint32_t step;

	memcpy(&step, l->marks.p + (ptrdiff_t)i * CHAIN_MARK, sizeof(step));
	return previous_upto + be32toh(step);
}

static bool marked_digest(const struct link *l, int i, const unsigned char digest[HASH_SIZE])
{
	return memcmp(l->marks.p + (ptrdiff_t)i * CHAIN_MARK + sizeof(uint32_t), digest, CHAIN_DIGEST) == 0;
}

/* Where not one of several records is as marked, it is the link that is wrong. */
static bool none_fits(const struct verifier *v, const struct link *l, const struct chain_span *span)
{
	int marks = (int)(l->marks.n / CHAIN_MARK), i = 0, k = 0;

	while (i < marks && k < span->count) {
		int64_t wanted = marked_id(l, i, v->report->head.upto), there = span->ids[k];

		if (wanted == there && marked_digest(l, i, span->digests[k]))
			return false;
		i += wanted <= there;
		k += there <= wanted;
	}
	return marks > 1 && span->count > 1;
}

/* Something in the link's stretch is not what it was: walks marks and records side by side to the first that do not meet. */
static void point_at(struct verifier *v, const struct link *l, const struct chain_span *span)
{
	int marks = none_fits(v, l, span) ? 0 : (int)(l->marks.n / CHAIN_MARK), records = marks == 0 ? 0 : span->count;

	for (int i = 0; i < marks || i < records; i++) {
		int64_t wanted = i < marks ? marked_id(l, i, v->report->head.upto) : INT64_MAX;
		int64_t there = i < records ? span->ids[i] : INT64_MAX;

		if (there < wanted)
			found(v, CHAIN_PUT_IN, there);
		else if (there > wanted)
			found(v, CHAIN_MISSING, wanted);
		else if (!marked_digest(l, i, span->digests[i]))
			found(v, CHAIN_CHANGED, there);
		else
			continue;
		return;
	}
	found(v, CHAIN_LINK, l->upto);
}

static bool same(struct str a, struct str b)
{
	return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

static bool is_known(const struct verifier *v, const struct chain_head *head)
{
	return v->known != NULL && v->known->upto == head->upto && memcmp(v->known->hash, head->hash, HASH_SIZE) == 0;
}

static enum err verify_link(struct verifier *v, const struct link *l)
{
	struct chain_head *head = &v->report->head;
	/* The first link also answers for numbers that no record ever has. */
	int64_t after = head->upto == 0 ? INT64_MIN : head->upto;
	unsigned char hash[HASH_SIZE];
	struct chain_span span;
	enum err e = chain_read(v->d, v->a, after, l->upto, CHAIN_LINK_RECORDS + 1, &span);

	if (e != ERR_OK)
		return e;
	chain_hash(v->a, head->hash, l->upto, &span, hash);
	if (!same((struct str){(const char *)hash, HASH_SIZE}, l->hash)) {
		point_at(v, l, &span);
		return ERR_OK;
	}
	if (l->count != span.count || !same(chain_marks(v->a, head->upto, &span), l->marks)) {
		found(v, CHAIN_LINK, l->upto);
		return ERR_OK;
	}
	head->upto = l->upto;
	memcpy(head->hash, hash, HASH_SIZE);
	v->known_seen = v->known_seen || is_known(v, head);
	v->report->links++;
	v->report->records += span.count;
	return ERR_OK;
}

static enum err verify_group(struct verifier *v, bool *more_r)
{
	struct links links;
	enum err e;

	arena_reset(v->a);
	e = read_links(v, &links);
	for (int i = 0; e == ERR_OK && i < links.count && v->report->fault == CHAIN_SOUND; i++)
		e = verify_link(v, &links.at[i]);
	*more_r = e == ERR_OK && links.count > 0 && v->report->fault == CHAIN_SOUND;
	return e;
}

static enum err count_waiting(struct verifier *v)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, v->a, STMT_chain_waiting);
	bind_i64(&q, v->report->head.upto);
	e = direct_query(v->d, &q, &r);
	if (e == ERR_OK)
		v->report->waiting = rows_i64(r, 0, 0);
	return e;
}

enum err chain_verify(struct direct *d, const struct chain_head *known, struct chain_report *out_r)
{
	struct verifier v = {.d = d, .a = arena_create(1 << 16), .known = known, .report = out_r};
	bool more = true;
	enum err e;

	check(d != NULL && out_r != NULL);
	*out_r = (struct chain_report){.fault = CHAIN_SOUND};
	e = chain_genesis(d, v.a, &out_r->head);
	v.known_seen = known == NULL || (e == ERR_OK && is_known(&v, &out_r->head));
	while (e == ERR_OK && more)
		e = verify_group(&v, &more);
	if (e == ERR_OK)
		e = count_waiting(&v);
	if (e == ERR_OK && out_r->fault == CHAIN_SOUND && known != NULL && !v.known_seen)
		found(&v, CHAIN_CUT, known->upto);
	arena_destroy(&v.a);
	return e;
}

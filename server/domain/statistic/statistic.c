#include "call/call.h"
#include "domain/statistic/statistic_rows.h"

#define SHOWN_MS (INT64_C(366) * 24 * 3600000)
#define FEW 3 /* of one facility: what fewer did, or fewer people did, could be told of one of them */

static struct hat_id whose(const struct call *c)
{
	const bool *region = c->keep;

	return *region ? (struct hat_id){{{0}}} : c->facts.session.hat;
}

static void write_month(struct call *c, const struct rows *r, int i)
{
	const bool *region = c->keep;
	int64_t count = rows_i64(r, i, 2), people = rows_i64(r, i, 3);
	const char *shown = *region ? "count" : count < FEW ? "few" : people < FEW ? "hidden" : "count";
	struct out *o = &c->out;

	out_object(o);
	out_key_text(o, "month", rows_str(r, i, 0));
	out_key_text(o, "measure", rows_str(r, i, 1));
	out_key_text(o, "shown", str_of(shown));
	out_key(o, "count");
	if (str_eq(str_of(shown), STR("count")))
		out_i64(o, count);
	else
		out_null(o);
	out_end(o);
}

static enum err on_groups(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	out_key(o, "groups");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		out_object(o);
		out_key_text(o, "what", rows_str(r, i, 0));
		out_key_text(o, "kind", rows_str(r, i, 1));
		out_key_i64(o, "count", rows_i64(r, i, 2));
		out_end(o);
	}
	out_end(o);
	out_end(o);
	return ERR_OK;
}

static enum err on_months(struct call *c, const struct rows *r)
{
	struct query q;

	out_object(&c->out);
	out_key_i64(&c->out, "now", c->facts.now);
	out_key(&c->out, "months");
	out_array(&c->out);
	for (int i = 0; i < rows_count(r); i++)
		write_month(c, r, i);
	out_end(&c->out);
	query_init(&q, c->arena, STMT_statistic_groups);
	bind_id_or_null(&q, whose(c).id);
	call_query(c, &q, on_groups);
	return ERR_OK;
}

static enum err ask(struct call *c, bool of_region)
{
	bool *region = arena_alloc(c->arena, sizeof(*region));
	struct query q;

	*region = of_region;
	c->keep = region;
	query_init(&q, c->arena, STMT_statistic_months);
	bind_id_or_null(&q, whose(c).id);
	bind_i64(&q, c->facts.now - SHOWN_MS);
	call_query(c, &q, on_months);
	return ERR_OK;
}

/* GET /api/statistics: of the last twelve months, the whole region. */
enum err statistic_region(struct call *c)
{
	return ask(c, true);
}

/* GET /api/statistics/facility: of one's own facility; see README.md for what is not told. */
enum err statistic_facility(struct call *c)
{
	return ask(c, false);
}

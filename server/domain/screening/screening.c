#include "call/call.h"
#include "domain/screening/screening_rows.h"

#define SHOWN_MS (INT64_C(366) * 24 * 3600000)

static enum err write_count(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_text(o, "month", rows_str(r, i, 0));
	out_key_text_or_null(o, "facility", rows_str(r, i, 1));
	out_key_bool(o, "outside", rows_bool(r, i, 2));
	out_key_text_or_null(o, "kind", rows_str(r, i, 3));
	out_key_text(o, "outcome", rows_str(r, i, 4));
	out_key_i64(o, "count", rows_i64(r, i, 5));
	out_end(o);
	return ERR_OK;
}

static enum err on_counts(struct call *c, const struct rows *r)
{
	return call_write_list(c, "counts", r, write_count);
}

/* GET /api/screenings: of the last twelve months, newest first. */
enum err screening_counts(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_screening_counts);
	bind_i64(&q, c->facts.now - SHOWN_MS);
	call_query(c, &q, on_counts);
	return ERR_OK;
}

#include "call/call.h"
#include "domain/account/account_rows.h"

enum { PERSON, ADMIN, STATE, ADMITTED, FACTOR, PLEDGED_ON, TRAINED_ON, CONFIRMED, LAST_MONTH, PATIENT_SIDE };

static void write_one(struct out *o, const struct rows *r, int i)
{
	out_object(o);
	out_key(o, "person");
	out_raw(o, rows_str(r, i, PERSON));
	out_key_bool(o, "facility_admin", rows_bool(r, i, ADMIN));
	out_key_text(o, "state", rows_str(r, i, STATE));
	out_key_bool(o, "admitted", rows_bool(r, i, ADMITTED));
	out_key_bool(o, "factor", rows_bool(r, i, FACTOR));
	out_key_text_or_null(o, "pledged_on", rows_str(r, i, PLEDGED_ON));
	out_key_text_or_null(o, "trained_on", rows_str(r, i, TRAINED_ON));
	out_key_bool(o, "confirmed", rows_bool(r, i, CONFIRMED));
	out_key_text_or_null(o, "last_month", rows_str(r, i, LAST_MONTH));
	out_end(o);
}

static enum err on_list(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_i64(o, "patient_side", rows_count(r) > 0 ? rows_i64(r, 0, PATIENT_SIDE) : 0);
	out_key(o, "accounts");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++)
		write_one(o, r, i);
	out_end(o);
	out_end(o);
	return ERR_OK;
}

/* GET /api/accounts: by kana. */
enum err account_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_account_list);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_list);
	return ERR_OK;
}

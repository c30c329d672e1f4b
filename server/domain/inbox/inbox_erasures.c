/* 完全削除: that one is under way, by number; objections are made from here. */
#include "domain/inbox/inbox_lists.h"

enum { ID = 1, NUMBER, STATE, ROLE, AT, DUE_AT, OBJECTED, MAY_OBJECT };

enum err inbox_erasures(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_text(o, "number", rows_str(r, i, NUMBER));
	out_key_text(o, "state", rows_str(r, i, STATE));
	out_key_text(o, "role", rows_str(r, i, ROLE));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_key_i64_or_null(o, "due_at", rows_i64(r, i, DUE_AT));
	out_key_bool(o, "objected", rows_bool(r, i, OBJECTED));
	out_key_bool(o, "may_object", rows_bool(r, i, MAY_OBJECT));
	out_end(o);
	return ERR_OK;
}

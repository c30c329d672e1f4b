/* 様式3 that wait for the office's 受領. */
#include "domain/inbox/inbox_lists.h"

enum err inbox_changes(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 1));
	out_key_text(o, "number", rows_str(r, i, 2));
	out_key_text(o, "kind", rows_str(r, i, 3));
	out_key_text(o, "facility", rows_str(r, i, 4));
	out_key_bool(o, "outside", rows_bool(r, i, 5));
	out_key_i64(o, "at", rows_i64(r, i, 6));
	out_end(o);
	return ERR_OK;
}

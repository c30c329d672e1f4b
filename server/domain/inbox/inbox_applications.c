/* 利用申込 that wait: for the office to look at, or for the committee where it decides. */
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"

enum err inbox_applications(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 1));
	out_key_text_or_null(o, "name", rows_str(r, i, 2));
	out_key_bool(o, "outside", rows_bool(r, i, 3));
	out_key_text(o, "state", rows_str(r, i, 4));
	out_key_i64(o, "at", rows_i64(r, i, 5));
	out_end(o);
	return ERR_OK;
}

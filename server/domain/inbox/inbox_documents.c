/* Editions to confirm, the nearest day first. */
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"

enum err inbox_documents(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 1));
	out_key_text(o, "kind", rows_str(r, i, 2));
	out_key_i64(o, "edition", rows_i64(r, i, 3));
	out_key_text_or_null(o, "title", rows_str(r, i, 4));
	out_key_text_or_null(o, "confirm_by", rows_str(r, i, 5));
	out_key_i64_or_null(o, "days_left", rows_i64(r, i, 6));
	out_end(o);
	return ERR_OK;
}

/* Somebody has a link for a new password of this account made: its owner can say that it was not asked for. */
#include "domain/inbox/inbox_lists.h"

enum err inbox_password_links(struct call *c, const struct rows *r, int i)
{
	enum { ID = 1, BY, AT, EXPIRES_AT };
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, BY));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_key_i64(o, "expires_at", rows_i64(r, i, EXPIRES_AT));
	out_end(o);
	return ERR_OK;
}

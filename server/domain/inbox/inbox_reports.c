/* 報告: posts that wait for the word of who manages their circle. */
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"

enum { POST = INBOX_TITLED, NO, AT, AUTHOR, BY };

enum err inbox_reports(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;
	enum err e = inbox_titled(c, r, i);

	if (e != ERR_OK)
		return e;
	out_key_id(o, "space", rows_id(r, i, INBOX_SPACE));
	out_key_id(o, "post", rows_id(r, i, POST));
	out_key_i64(o, "no", rows_i64(r, i, NO));
	out_key(o, "author");
	out_raw(o, rows_str(r, i, AUTHOR));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, BY));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_end(o);
	return ERR_OK;
}

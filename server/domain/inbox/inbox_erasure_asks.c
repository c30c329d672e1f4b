/* 完全削除: which timeline a blind request is about, what the requester is shown, the 主治医's answer. */
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"

enum { ID = INBOX_TITLED, NUMBER, AT, STEP };

enum err inbox_erasure_asks(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;
	enum err e = inbox_titled(c, r, i);

	if (e != ERR_OK)
		return e;
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_text(o, "number", rows_str(r, i, NUMBER));
	out_key_text(o, "step", rows_str(r, i, STEP));
	out_key_id(o, "space", rows_id(r, i, INBOX_SPACE));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_end(o);
	return ERR_OK;
}

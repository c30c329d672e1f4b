/* 注意 and 指導 to this hat that wait for 内容を確認しました. */
#include "domain/inbox/inbox_lists.h"

enum { ID = 1, KIND, WORDS, DUE_ON, AT, OVERDUE };

enum err inbox_warnings(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_text(o, "kind", rows_str(r, i, KIND));
	out_key_text(o, "words", rows_str(r, i, WORDS));
	out_key_text(o, "due_on", rows_str(r, i, DUE_ON));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_key_bool(o, "overdue", rows_bool(r, i, OVERDUE));
	out_end(o);
	return ERR_OK;
}

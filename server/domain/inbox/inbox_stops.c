/* 緊急停止 and 利用停止 in force, of people of one's facility. */
#include "domain/inbox/inbox_lists.h"

enum { ID = 1, PERSON, KIND, REASON, WORDS, AT };

enum err inbox_stops(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key(o, "person");
	out_raw(o, rows_str(r, i, PERSON));
	out_key_text(o, "kind", rows_str(r, i, KIND));
	out_key_text_or_null(o, "reason", rows_str(r, i, REASON));
	out_key_text_or_null(o, "words", rows_str(r, i, WORDS));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_end(o);
	return ERR_OK;
}

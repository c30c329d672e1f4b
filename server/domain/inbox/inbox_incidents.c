/* トラブル連絡 that are open: of the facility, at the office; of the committee what nobody has answered in time. */
#include "domain/inbox/inbox_lists.h"

enum { ID = 1, NO, KIND, STATE, FACILITY, OUTSIDE, AT, OVERDUE };

enum err inbox_incidents(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_i64(o, "no", rows_i64(r, i, NO));
	out_key_text(o, "kind", rows_str(r, i, KIND));
	out_key_text(o, "state", rows_str(r, i, STATE));
	out_key_text(o, "facility", rows_str(r, i, FACILITY));
	out_key_bool(o, "outside", rows_bool(r, i, OUTSIDE));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_key_bool(o, "overdue", rows_bool(r, i, OVERDUE));
	out_end(o);
	return ERR_OK;
}

/* 完全削除: which timeline a blind request is about, what the requester is shown, the 主治医's answer. */
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"
#include "domain/space/space.h"

enum { SPACE, NAMES, ID = 5, NUMBER, AT, STEP };

enum err inbox_erasure_asks(struct call *c, const struct rows *r, int i)
{
	struct space_names names = space_names_read(r, i, SPACE, NAMES);
	struct out *o = &c->out;
	struct phi title;
	enum err e = space_title(c, &names, &title);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_text(o, "number", rows_str(r, i, NUMBER));
	out_key_text(o, "step", rows_str(r, i, STEP));
	out_key_id(o, "space", names.space.id);
	out_key_phi_or_null(o, "title", title);
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_end(o);
	return ERR_OK;
}

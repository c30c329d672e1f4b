/* 報告: posts that wait for the word of who manages their circle. */
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"
#include "domain/space/space.h"

enum { SPACE, NAMES, POST = 5, NO, AT, AUTHOR, BY };

enum err inbox_reports(struct call *c, const struct rows *r, int i)
{
	struct space_names names = space_names_read(r, i, SPACE, NAMES);
	struct out *o = &c->out;
	struct phi title;
	enum err e = space_title(c, &names, &title);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "space", names.space.id);
	out_key_phi_or_null(o, "title", title);
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

/* 主治医の交代: timelines that this hat is asked to take over. */
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"
#include "domain/space/space.h"

enum { SPACE, NAMES, ID = 5, AT, BY, FROM, FACILITY };

enum err inbox_handovers(struct call *c, const struct rows *r, int i)
{
	struct space_names names = space_names_read(r, i, SPACE, NAMES);
	struct out *o = &c->out;
	struct phi title;
	enum err e = space_title(c->app, c->arena, &names, &title);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key(o, "title");
	out_phi(o, title);
	out_key_text_or_null(o, "facility", rows_str(r, i, FACILITY));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, BY));
	out_key(o, "attending");
	if (rows_null(r, i, FROM))
		out_null(o);
	else
		out_raw(o, rows_str(r, i, FROM));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_end(o);
	return ERR_OK;
}

/* Whom the patient's side does not want in a family timeline: for those who manage it. */
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"
#include "domain/space/space.h"
#include "domain/space/space_person.h"

enum { SPACE, NAMES, ID = 5, PERSON, IN, BY, DECIDED_AT };

enum err inbox_objections(struct call *c, const struct rows *r, int i)
{
	struct space_names names = space_names_read(r, i, SPACE, NAMES);
	struct out *o = &c->out;
	struct phi title;
	enum err e = space_title(c, &names, &title);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_id(o, "space", names.space.id);
	out_key_phi_or_null(o, "title", title);
	out_key(o, "person");
	out_raw(o, space_people_open(c->app, c->arena, rows_str(r, i, PERSON)));
	out_key_bool(o, "in", rows_bool(r, i, IN));
	out_key(o, "by");
	out_raw(o, space_people_open(c->app, c->arena, rows_str(r, i, BY)));
	out_key_i64(o, "at", rows_i64(r, i, DECIDED_AT));
	out_end(o);
	return ERR_OK;
}

/* A relative's second factor was reset in person: the relative and the others who manage the timeline are told. */
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"
#include "domain/space/space_person.h"

enum { ID = INBOX_TITLED, PERSON, BY, OWN, AT };

enum err inbox_kin_resets(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;
	enum err e = inbox_titled(c, r, i);

	if (e != ERR_OK)
		return e;
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key(o, "person");
	out_raw(o, space_people_open(c->app, c->arena, rows_str(r, i, PERSON)));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, BY));
	out_key_bool(o, "own", rows_bool(r, i, OWN));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_end(o);
	return ERR_OK;
}

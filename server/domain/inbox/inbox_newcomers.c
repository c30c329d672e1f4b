/* Who is new in a family timeline: for the patient, and for キーパーソン where one is asked. */
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"
#include "domain/space/space_person.h"

enum { SPACE, ID, PERSON, STATE, AT };

enum err inbox_newcomers(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_id(o, "space", rows_id(r, i, SPACE));
	out_key(o, "person");
	out_raw(o, space_people_open(c->app, c->arena, rows_str(r, i, PERSON)));
	out_key_text(o, "state", rows_str(r, i, STATE));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_end(o);
	return ERR_OK;
}

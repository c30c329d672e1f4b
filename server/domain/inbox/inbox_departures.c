/* Who has left: does somebody follow in this timeline? */
#include "domain/inbox/inbox_lists.h"

enum { FACILITY = INBOX_OWN };

enum err inbox_departures(struct call *c, const struct rows *r, int i)
{
	enum err e = inbox_card(c, r, i, FACILITY);

	if (e != ERR_OK)
		return e;
	out_key_id(&c->out, "space", rows_id(r, i, INBOX_SPACE));
	out_end(&c->out);
	return ERR_OK;
}

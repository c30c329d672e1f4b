/* 主治医の交代: timelines that this hat is asked to take over. */
#include "domain/inbox/inbox_lists.h"

enum { FROM = INBOX_OWN, FACILITY };

enum err inbox_handovers(struct call *c, const struct rows *r, int i)
{
	enum err e = inbox_card(c, r, i, FACILITY);

	if (e != ERR_OK)
		return e;
	out_key_raw_or_null(&c->out, "attending", rows_str(r, i, FROM));
	out_end(&c->out);
	return ERR_OK;
}

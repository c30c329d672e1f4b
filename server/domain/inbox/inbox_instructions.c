/* 主治医の指示: timelines that were opened on this hat's word, to be confirmed or refused. */
#include "domain/inbox/inbox_lists.h"

enum { GIVEN_ON = INBOX_OWN, WAY, FACILITY };

enum err inbox_instructions(struct call *c, const struct rows *r, int i)
{
	enum err e = inbox_card(c, r, i, FACILITY);

	if (e != ERR_OK)
		return e;
	out_key_id(&c->out, "space", rows_id(r, i, INBOX_SPACE));
	out_key_text(&c->out, "given_on", rows_str(r, i, GIVEN_ON));
	out_key_text(&c->out, "way", rows_str(r, i, WAY));
	out_end(&c->out);
	return ERR_OK;
}

/* 保管の提案: timelines that somebody proposes to their 主治医 for the 保管リスト. */
#include "domain/inbox/inbox_lists.h"

enum { REASON = INBOX_OWN, FACILITY };

enum err inbox_proposals(struct call *c, const struct rows *r, int i)
{
	enum err e = inbox_card(c, r, i, FACILITY);

	if (e != ERR_OK)
		return e;
	out_key_id(&c->out, "space", rows_id(r, i, INBOX_SPACE));
	out_key_text(&c->out, "reason", rows_str(r, i, REASON));
	out_end(&c->out);
	return ERR_OK;
}

/* What touched the safety of one's own account. */
#include "domain/inbox/inbox_lists.h"

enum err inbox_security_notices(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 1));
	out_key_text(o, "kind", rows_str(r, i, 2));
	out_key_i64(o, "at", rows_i64(r, i, 3));
	out_end(o);
	return ERR_OK;
}

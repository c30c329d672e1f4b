/* The own password is old (Art. 21-3): a reminder, and nothing waits behind it. */
#include "base/settings.h"
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"

enum err inbox_passwords(struct call *c, const struct rows *r, int i)
{
	enum { SINCE = 1, DAYS };
	int days = c->app->settings->password_days;
	struct out *o = &c->out;

	if (days == 0 || rows_i64(r, i, DAYS) < days)
		return ERR_OK;
	out_object(o);
	out_key_i64(o, "since", rows_i64(r, i, SINCE));
	out_end(o);
	return ERR_OK;
}

/* Regular education (Art. 15): somebody's last one is long ago. */
#include "base/settings.h"
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"

enum err inbox_educations(struct call *c, const struct rows *r, int i)
{
	enum { MONTHS = 1, SINCE };
	struct out *o = &c->out;

	if (rows_i64(r, i, MONTHS) < c->app->settings->education_months)
		return ERR_OK;
	out_object(o);
	out_key_i64(o, "months", c->app->settings->education_months);
	out_key_text(o, "since", rows_str(r, i, SINCE));
	out_end(o);
	return ERR_OK;
}

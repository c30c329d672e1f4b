/* 主治医が不在のタイムライン: what the clinic's 施設管理者 is told of them, by number. */
#include "domain/inbox/inbox_lists.h"

enum { SPACE = 1, FORMER, SINCE, NAMED };

enum err inbox_vacancies(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "space", rows_id(r, i, SPACE));
	out_key_raw_or_null(o, "former", rows_str(r, i, FORMER));
	out_key_raw_or_null(o, "named", rows_str(r, i, NAMED));
	out_key_i64(o, "since", rows_i64(r, i, SINCE));
	out_end(o);
	return ERR_OK;
}

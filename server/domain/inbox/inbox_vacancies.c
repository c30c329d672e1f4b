/* 主治医が不在のタイムライン: what the clinic's 施設管理者 is told of them, by number. */
#include "domain/inbox/inbox_lists.h"

enum { SPACE = 1, FORMER, SINCE, NAMED };

static void write_person(struct out *o, const char *name, const struct rows *r, int i, int column)
{
	out_key(o, name);
	if (rows_null(r, i, column))
		out_null(o);
	else
		out_raw(o, rows_str(r, i, column));
}

enum err inbox_vacancies(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "space", rows_id(r, i, SPACE));
	write_person(o, "former", r, i, FORMER);
	write_person(o, "named", r, i, NAMED);
	out_key_i64(o, "since", rows_i64(r, i, SINCE));
	out_end(o);
	return ERR_OK;
}

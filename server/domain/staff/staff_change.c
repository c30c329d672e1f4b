/* Name, 職種 and absence of the own people. Each is one function of the database, which looks for itself and writes 様式3 in the same act. */
#include "base/check.h"
#include "call/call.h"
#include "domain/staff/staff_own.h"
#include "domain/staff/staff_rows.h"

enum err staff_settled(struct call *c, const struct rows *r)
{
	static const struct {
		const char *word;
		enum err e;
	} words[] = {
		{"not_found", ERR_NOT_FOUND},
		{"conflict", ERR_CONFLICT},
		{"admin_needed", ERR_ADMIN_NEEDED},
		{"attending_stays", ERR_ATTENDING_STAYS},
		{"manager_needed", ERR_MANAGER_NEEDED},
	};

	check(rows_count(r) == 1);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eq(rows_str(r, 0, 0), str_of(words[i].word)))
			return call_refuse(c, words[i].e);
	check(str_eq(rows_str(r, 0, 0), STR("ok")));
	return ERR_OK;
}

/*
 * PUT /api/staff/{hat} {version, name, kana, profession}: as they are from now on. NOT_FOUND: nobody of one's own facility; CONFLICT: changed since
 * `version`; ATTENDING_STAYS: a 主治医 of timelines stays physician or dentist.
 */
enum err staff_change(struct call *c)
{
	const struct staff_change_in *in = c->in;
	struct query q;

	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_staff_change);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	bind_i32(&q, (int32_t)in->version);
	bind_text(&q, in->name);
	bind_text(&q, in->kana);
	bind_text(&q, str_of(application_professions[in->profession]));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, staff_settled);
	return ERR_OK;
}

static enum err on_absence(struct call *c, const struct rows *r)
{
	if (!str_eq(rows_str(r, 0, 0), STR("until")))
		return staff_settled(c, r);
	c->detail = STR("until");
	return ERR_BAD_VALUE;
}

/*
 * PUT /api/staff/{hat}/absence {absent, until?}: 休職中 begins, sessions and sockets of that hat end at once; or it ends. until: the day of return, as far
 * as it is known; told anew while it lasts. NOT_FOUND: nobody of one's own facility who can sign in, or oneself; BAD_VALUE until: a day that is over, or
 * of who comes back; CONFLICT: is so already, or another such act is under way there; ADMIN_NEEDED: the last 施設管理者 who is here.
 */
enum err staff_absence(struct call *c)
{
	const struct staff_absence_in *in = c->in;
	struct query q;

	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_staff_absence);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	bind_bool(&q, in->absent);
	bind_text(&q, in->until);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_absence);
	return ERR_OK;
}

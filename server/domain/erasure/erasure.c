/* What the acts on a complete deletion share. */
#include "domain/erasure/erasure_own.h"

#include "base/check.h"
#include "domain/space/space_change.h"

#include <time.h>

enum {
	ID, STATE, WAY, ASKED_BY, FACILITY, SPACE, CONFIRMED, CALLED, CHECKED, ANSWERED, CLEAR, HELD, OBJECTED_AT, DECIDED_AT, DIGEST, CONFLICT, ROLE, OBJECTED
};

struct acting {
	erasure_act act;
};

static void read_now(struct call *c, const struct rows *r, struct erasure_now *e)
{
	*e = (struct erasure_now){
		.id = rows_id(r, 0, ID),
		.stand = {.state = arena_copy(c->arena, rows_str(r, 0, STATE)),
			  .attached = !rows_null(r, 0, SPACE),
			  .confirmed = rows_bool(r, 0, CONFIRMED),
			  .called = rows_bool(r, 0, CALLED),
			  .checked = rows_bool(r, 0, CHECKED),
			  .answered = rows_bool(r, 0, ANSWERED),
			  .clear = rows_bool(r, 0, CLEAR),
			  .held = rows_bool(r, 0, HELD),
			  .objected_at = rows_i64(r, 0, OBJECTED_AT)},
		.way = arena_copy(c->arena, rows_str(r, 0, WAY)),
		.asked_by.id = rows_id(r, 0, ASKED_BY),
		.facility.id = rows_id(r, 0, FACILITY),
		.space.id = rows_id(r, 0, SPACE),
		.decided = !rows_null(r, 0, DECIDED_AT),
		.digest = arena_copy(c->arena, rows_str(r, 0, DIGEST)),
		.conflict = rows_bool(r, 0, CONFLICT),
		.told = !rows_null(r, 0, ROLE),
		.is_committee = str_eq(rows_str(r, 0, ROLE), STR("committee")),
		.objected = rows_bool(r, 0, OBJECTED),
	};
}

static enum err on_locked(struct call *c, const struct rows *r)
{
	const struct acting *a = c->keep;
	struct erasure_now *e;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	e = arena_alloc(c->arena, sizeof(*e));
	read_now(c, r, e);
	if (!id_eq(e->space.id, c->match.space.id)) /* named, or another one, while its spaces were being locked */
		return call_refuse(c, ERR_CONFLICT);
	return a->act(c, e);
}

void erasure_locked(struct call *c, struct id128 id, erasure_act act)
{
	struct acting *a = arena_alloc(c->arena, sizeof(*a));
	struct query q;

	a->act = act;
	c->keep = a;
	query_init(&q, c->arena, STMT_erasure_locked);
	bind_id(&q, id);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_locked);
}

static enum err on_spaces_locked(struct call *c)
{
	const struct acting *a = c->keep;

	erasure_locked(c, c->match.item, a->act);
	return ERR_OK;
}

enum err erasure_with(struct call *c, erasure_act act)
{
	struct acting *a = arena_alloc(c->arena, sizeof(*a));

	a->act = act;
	c->keep = a;
	return call_item_space(c, STMT_erasure_item, on_spaces_locked);
}

bool erasure_is(const struct erasure_now *e, const char *state)
{
	return str_eq(e->stand.state, str_of(state));
}

void erasure_write(struct call *c, enum stmt stmt, struct id128 id)
{
	struct query q;

	query_init(&q, c->arena, stmt);
	bind_id(&q, id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
}

/* Of the calendar in Japan. */
static int32_t year_of(int64_t ms)
{
	time_t seconds = (time_t)(ms / 1000 + 9 * 3600);
	struct tm t;

	check(gmtime_r(&seconds, &t) != NULL);
	return 1900 + t.tm_year;
}

void erasure_insert(struct call *c, struct id128 id, const char *way, struct facility_id facility, struct space_id space)
{
	struct query q;

	query_init(&q, c->arena, STMT_erasure_insert);
	bind_id(&q, id);
	bind_text(&q, str_of(way));
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	bind_i32(&q, year_of(c->facts.now));
	bind_id(&q, facility.id);
	bind_id_or_null(&q, space.id);
	call_query(c, &q, NULL);
	erasure_tell_clinic(c, facility);
	c->audit_object = id;
	call_answer_made(c, id);
}

static enum err on_hats(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

void erasure_tell(struct call *c, struct id128 id)
{
	struct query q;

	query_init(&q, c->arena, STMT_erasure_told);
	bind_id(&q, id);
	call_query(c, &q, on_hats);
}

void erasure_tell_clinic(struct call *c, struct facility_id facility)
{
	struct query q;

	query_init(&q, c->arena, STMT_erasure_managers);
	bind_id(&q, facility.id);
	call_query(c, &q, on_hats);
}

void erasure_freeze(struct call *c, const struct rows *spaces, int64_t at)
{
	size_t n = (size_t)rows_count(spaces);
	struct id128 *ids = arena_array(c->arena, n + 1, sizeof(*ids));
	struct query q;

	for (size_t i = 0; i < n; i++)
		ids[i] = rows_id(spaces, (int)i, 0);
	query_init(&q, c->arena, STMT_erasure_freeze);
	bind_ids(&q, ids, n);
	if (at != 0)
		bind_i64(&q, at);
	else
		bind_null(&q);
	call_query(c, &q, NULL);
	for (size_t i = 0; i < n; i++) {
		struct space_change *s = space_change_other(c, (struct space_id){ids[i]}, rows_i64(spaces, (int)i, 2));

		(void)space_change_event(s, "space", (struct hat_id){{{0}}});
	}
}

static enum err on_thaw(struct call *c, const struct rows *r)
{
	erasure_freeze(c, r, 0);
	return ERR_OK;
}

void erasure_thaw(struct call *c, struct space_id space)
{
	struct query q;

	query_init(&q, c->arena, STMT_erasure_spaces);
	bind_id(&q, space.id);
	call_query(c, &q, on_thaw);
}

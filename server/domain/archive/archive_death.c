/* The day of death: told by the 主治医 with or after the move to the 保管リスト, shown on the care side only. */
#include "domain/archive/archive_own.h"
#include "domain/archive/archive_rows.h"

struct day_check {
	call_then then;
	bool stored; /* the timeline must be in the 保管リスト because of a death */
};

static enum err on_facts(struct call *c, const struct rows *r)
{
	const struct day_check *w = c->keep;

	if (w->stored && !rows_bool(r, 0, 0))
		return call_refuse(c, ERR_CONFLICT);
	if (!rows_bool(r, 0, 1)) {
		c->detail = STR("died_on");
		return ERR_BAD_VALUE;
	}
	call_keys(c, &c->match.space, 1, w->then);
	return ERR_OK;
}

static void ask_facts(struct call *c, struct str day, bool stored, call_then then)
{
	struct day_check *w = arena_alloc(c->arena, sizeof(*w));
	struct query q;

	*w = (struct day_check){.then = then, .stored = stored};
	c->keep = w;
	query_init(&q, c->arena, STMT_death_facts);
	bind_id(&q, c->match.space.id);
	bind_text(&q, day);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_facts);
}

void archive_day_check(struct call *c, struct str day, call_then then)
{
	ask_facts(c, day, false, then);
}

enum err archive_day_write(struct call *c, struct str day)
{
	struct seal_place at = {.space = c->match.space, .kind = SEAL_DEATH, .row = c->match.space.id};
	struct str sealed = {NULL, 0};
	struct query q;
	enum err e = day.p == NULL ? ERR_OK : call_seal(c, at, (struct phi){day}, &sealed);

	if (e != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_death_set);
	bind_id(&q, c->match.space.id);
	bind_bytes(&q, sealed);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	return ERR_OK;
}

static enum err record(struct call *c)
{
	const struct death_record_in *in = c->in;
	enum err e = archive_day_write(c, in->has_died_on ? in->died_on : (struct str){NULL, 0});

	if (e == ERR_OK)
		archive_tell(c);
	return e;
}

/* PUT …/death {died_on?}: recorded, corrected, or (without a day) taken back. BAD_VALUE died_on: yet to come. CONFLICT: it is not in the 保管リスト because of a
 * death. */
enum err death_record(struct call *c)
{
	const struct death_record_in *in = c->in;

	ask_facts(c, in->has_died_on ? in->died_on : (struct str){NULL, 0}, true, record);
	return ERR_OK;
}

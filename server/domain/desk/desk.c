#include "base/settings.h"
#include "call/app.h"
#include "call/call.h"
#include "domain/desk/desk_rows.h"
#include "domain/erasure/erasure.h"

#define WHOS_MAX 10

static void write_one(struct call *c, const char *kind, struct str who, int64_t count, int64_t since)
{
	struct out *o = &c->out;
	bool decider = str_eq(who, STR("decider"));

	if (decider)
		who = c->app->settings->application_committee == 1 ? STR("committee") : STR("office");
	out_object(o);
	out_key_text(o, "kind", str_of(kind));
	out_key_text(o, "who", who);
	out_key_i64(o, "count", count);
	out_key_i64(o, "since", since);
	out_end(o);
}

static void desk_rows(struct call *c, const char *kind, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		write_one(c, kind, rows_str(r, i, 0), rows_i64(r, i, 1), rows_i64(r, i, 2));
}

struct who_waits {
	struct str who;
	int64_t count, since;
};

/* Who must act follows from where a request stands. */
static void desk_erasures(struct call *c, const char *kind, const struct rows *r)
{
	struct who_waits found[WHOS_MAX];
	size_t n = 0;

	for (int i = 0; i < rows_count(r); i++) {
		struct erasure_stand stand = erasure_stand_read(r, i, 1);
		struct str who = str_of(erasure_next(&stand, c->facts.now, c->app->settings->erasure_objection_days * 86400000LL).who);
		size_t k = 0;

		while (k < n && !str_eq(found[k].who, who))
			k++;
		if (k == n && n < WHOS_MAX)
			found[n++] = (struct who_waits){who, 0, rows_i64(r, i, 0)};
		if (k < n)
			found[k].count++;
	}
	for (size_t k = 0; k < n; k++)
		write_one(c, kind, found[k].who, found[k].count, found[k].since);
}

static const struct {
	const char *name;
	enum stmt stmt;
	void (*write)(struct call *c, const char *kind, const struct rows *r);
} kinds[] = {
#define KIND(name, write) {#name, STMT_desk_##name, write},
#include "domain/desk/desk_kinds.def"
#undef KIND
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

static enum err on_kind(struct call *c, const struct rows *r);

static void ask(struct call *c)
{
	const size_t *next = c->keep;
	struct query q;

	query_init(&q, c->arena, kinds[*next].stmt);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_kind);
}

static enum err on_kind(struct call *c, const struct rows *r)
{
	size_t *next = c->keep;

	kinds[*next].write(c, kinds[*next].name, r);
	if (++*next < KINDS) {
		ask(c);
		return ERR_OK;
	}
	out_end(&c->out);
	out_end(&c->out);
	return ERR_OK;
}

/* GET /api/desk: each kind of thing that waits, and for whom; nothing of what does not wait. */
enum err desk_read(struct call *c)
{
	size_t *next = arena_alloc(c->arena, sizeof(*next));

	*next = 0;
	c->keep = next;
	out_object(&c->out);
	out_key(&c->out, "waiting");
	out_array(&c->out);
	ask(c);
	return ERR_OK;
}

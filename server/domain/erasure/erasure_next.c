#include "domain/erasure/erasure_next.h"

#include "base/check.h"

static bool is(const struct erasure_stand *e, const char *state)
{
	return str_eq(e->state, str_of(state));
}

static struct erasure_step open_next(const struct erasure_stand *e)
{
	if (e->held)
		return (struct erasure_step){"hold", "office", 0};
	if (!e->attached)
		return (struct erasure_step){"attach", "clinic", 0};
	if (!e->confirmed)
		return (struct erasure_step){"confirm", "clinic", 0};
	if (!e->called)
		return (struct erasure_step){"call", "office", 0};
	if (!e->checked)
		return (struct erasure_step){"check", "office", 0};
	if (!e->answered || !e->clear)
		return (struct erasure_step){"answer", "attending", 0};
	return (struct erasure_step){"accept", "office", 0};
}

struct erasure_step erasure_next(const struct erasure_stand *e, int64_t now, int64_t objection_ms)
{
	check(e != NULL);
	if (is(e, "erased") || is(e, "ended"))
		return (struct erasure_step){"done", "none", 0};
	if (is(e, "executing"))
		return (struct erasure_step){"execute", "time", 0};
	if (is(e, "objected"))
		return e->objected_at + objection_ms > now ? (struct erasure_step){"objection", "time", e->objected_at + objection_ms}
							   : (struct erasure_step){"decide", "committee", 0};
	if (is(e, "open"))
		return open_next(e);
	if (e->held)
		return (struct erasure_step){"hold", "office", 0};
	if (is(e, "accepted"))
		return (struct erasure_step){"approve", "approver", 0};
	return is(e, "approved") ? (struct erasure_step){"start", "time", 0} : (struct erasure_step){"wait", "time", e->due_at};
}

size_t erasure_may(const struct erasure_stand *e, const struct erasure_step *step, const struct erasure_viewer *v, const char *out_r[ERASURE_MAY_MAX])
{
	struct str next = str_of(step->next);
	bool over = is(e, "erased") || is(e, "ended") || is(e, "executing");
	bool office = v->kind == HAT_OFFICE;
	size_t n = 0;

	if (over)
		return 0;
	if (office && str_eq(next, STR("accept")))
		out_r[n++] = "accept";
	if (is(e, "accepted") && !e->held && !v->conflict && !v->approved)
		out_r[n++] = "approve";
	if (office && is(e, "open"))
		out_r[n++] = "check";
	if (v->kind == HAT_COMMITTEE && !v->conflict && str_eq(next, STR("decide")))
		out_r[n++] = "decide";
	if (office)
		out_r[n++] = "end";
	out_r[n++] = e->held ? "resume" : "hold";
	return n;
}

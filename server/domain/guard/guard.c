#include "domain/guard/guard_own.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "call/app.h"
#include "call/scope.h"
#include "loop/loop.h"

#include <stdlib.h>
#include <string.h>

#define HOUR_MS 3600000

struct guard *guard_create(struct app *app, const char *folder)
{
	struct guard *g = calloc(1, sizeof(*g));
	const char *why = "";

	check(g != NULL && app != NULL && folder != NULL);
	g->magic = GUARD_MAGIC;
	g->app = app;
	g->screen = screen_create(folder, &why);
	if (g->screen == NULL)
		log_error("free groups, connections and the board take no posts: patient data cannot be looked for", LOG_WORD("why", why));
	g->sweep = timer_every(app->loop, 5000, guard_sweep, g);
	return g;
}

void guard_destroy(struct guard **g)
{
	struct guard *gone = *g;

	if (gone == NULL)
		return;
	check_magic(gone, GUARD_MAGIC);
	timer_destroy(&gone->sweep);
	for (size_t i = 0; i < GUARD_REGISTERS; i++)
		guard_forget(&gone->registers[i]);
	screen_directory_destroy(&gone->directory);
	screen_destroy(&gone->screen);
	free(gone);
	*g = NULL;
}

struct checking *guard_checking(struct call *c)
{
	struct checking *w = c->keep;

	check(w != NULL && w->guard == c->app->guard);
	return w;
}

void guard_set_print(struct checking *w, struct str print)
{
	check(print.n < sizeof(w->print));
	memcpy(w->print, print.p, print.n);
	w->print[print.n] = '\0';
}

enum err guard_go_on(struct call *c)
{
	struct checking *w = guard_checking(c);

	c->keep = w->kept;
	return w->then(c);
}

/* ---- the look ---- */

static enum screen_place place_of(enum space_kind kind)
{
	switch (kind) {
	case KIND_TIE:
		return SCREEN_IN_TIE;
	case KIND_BOARD:
		return SCREEN_IN_BOARD;
	default:
		check(kind == KIND_CIRCLE);
		return SCREEN_IN_CIRCLE;
	}
}

static void add_patients(const struct screen_found *found, const struct id128 *ids, struct looked *out)
{
	out->unnamed |= found->invalid || found->incomplete || found->more;
	for (size_t k = 0; k < found->n; k++)
		if (found->findings[k].patient == SCREEN_NOBODY)
			out->unnamed = true;
		else
			out->patients[out->patient_n++] = ids[found->findings[k].patient];
}

static void look(const struct checking *w, const struct known_register *known, struct looked *out)
{
	struct screen_ask ask = {.directory = w->guard->directory, .patients = known->patients, .own = SCREEN_NOBODY};

	out->verdict = SCREEN_PASSES;
	out->unnamed = false;
	out->patient_n = 0;
	for (size_t i = 0; i < GUARD_TEXTS; i++) {
		enum screen_verdict v;

		out->found[i].n = 0;
		if (w->ask.texts[i].text.text.n == 0)
			continue;
		ask.text = w->ask.texts[i].text.text;
		screen_text(w->guard->screen, &ask, &out->found[i]);
		add_patients(&out->found[i], known->ids, out);
		v = screen_decide(place_of(w->ask.kind), &out->found[i], false);
		out->verdict = v > out->verdict ? v : out->verdict;
	}
}

static enum err judge(struct call *c)
{
	struct checking *w = guard_checking(c);
	struct known_register *known = guard_register(w->guard, c->facts.session.hat);
	struct looked *l = arena_alloc(c->arena, sizeof(*l));

	check(known != NULL && strcmp(known->print, w->print) == 0);
	look(w, known, l);
	known->asked_at = l->verdict == SCREEN_PASSES ? w->asked_at : 0;
	if (w->op != NULL)
		w->op->screened = true;
	if (l->verdict == SCREEN_PASSES)
		return guard_go_on(c);
	if (l->verdict == SCREEN_ASKS_CONSENT)
		return guard_consent(c, l);
	return l->verdict == SCREEN_ASKS_COLLEAGUE && w->ask.colleague ? guard_answered(c, l) : guard_refuse(c, l);
}

/* Clean by the register that is there, as of whenever. Where and of what is found does not matter here: the look's own scratch. */
static bool passes_known(struct checking *w, const struct known_register *known)
{
	struct guard *g = w->guard;
	int64_t age = clock_ms() - g->directory_at;

	if (known == NULL || known->asked_at == 0 || g->screen == NULL || g->directory == NULL || age < 0 || age >= GUARD_STAFF_MS)
		return false;
	look(w, known, &g->quick);
	return g->quick.verdict == SCREEN_PASSES;
}

/* ---- before it ---- */

static void query_facts(struct call *c, struct hat_id hat, call_rows then)
{
	struct query q;

	guard_checking(c)->asked_at = clock_steady_ms();
	query_init(&q, c->arena, STMT_guard_facts);
	bind_id(&q, hat.id);
	bind_i64(&q, c->facts.now - HOUR_MS);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

/* Over the limit nothing is looked at any more: an answer of any kind would be one more try. */
static enum err on_facts(struct call *c, const struct rows *r)
{
	struct checking *w = guard_checking(c);

	if (rows_i64(r, 0, 0) >= c->app->settings->screen_refusals) {
		c->retry_after = HOUR_MS / 1000;
		return call_refuse(c, ERR_THROTTLED);
	}
	guard_set_print(w, rows_str(r, 0, 1));
	return guard_people(c, judge);
}

static enum err ask_facts(struct call *c)
{
	if (c->app->guard->screen == NULL)
		return call_refuse(c, ERR_SCREEN_DOWN);
	query_facts(c, c->facts.session.hat, on_facts);
	return ERR_OK;
}

static bool says_something(const struct guard_ask *ask)
{
	for (size_t i = 0; i < GUARD_TEXTS; i++)
		if (ask->texts[i].text.text.n > 0)
			return true;
	return false;
}

static struct checking *begin(struct call *c, const struct guard_ask *ask, call_then then)
{
	struct checking *w = arena_alloc(c->arena, sizeof(*w));

	check_magic(c->app->guard, GUARD_MAGIC);
	*w = (struct checking){.guard = c->app->guard, .ask = *ask, .then = then, .kept = c->keep};
	c->keep = w;
	return w;
}

enum err guard_texts(struct call *c, const struct guard_ask *ask, call_then then)
{
	check(c->facts.now > 0 && c->facts.session.state == SESSION_ACTIVE);
	if (!says_something(ask))
		return then(c);
	(void)begin(c, ask, then);
	return ask_facts(c);
}

/* ---- hot acts ---- */

/* Kept for who is a member, so that a space one is not in takes the same way, and time, as one that does not exist. */
static struct known_kind *slot_of(struct guard *g, const struct hot_op *op)
{
	uint64_t session;

	memcpy(&session, op->token_hash, sizeof(session));
	return &g->kinds[(id_hash(op->space.id) ^ session) % GUARD_KINDS];
}

static bool is_of(const struct known_kind *known, const struct hot_op *op)
{
	return !id_is_zero(known->space) && id_eq(known->space, op->space.id) && memcmp(known->token_hash, op->token_hash, TOKEN_HASH) == 0;
}

static enum err on_scope(struct call *c, const struct rows *r)
{
	struct checking *w = guard_checking(c);

	if (rows_count(r) == 1)
		scope_read(r, 0, &c->facts);
	if (decide(w->op->action, &c->facts) != ERR_OK)
		return guard_go_on(c); /* the hot lane refuses it, and leaves the trace */
	return ask_facts(c);
}

static enum err look_as_ruled(struct call *c)
{
	struct checking *w = guard_checking(c);
	struct query q;

	c->facts.terms = &c->app->terms;
	scope_query(&q, c->arena, (struct str){(const char *)c->token_hash, TOKEN_HASH}, w->op->space, w->op->post);
	call_query(c, &q, on_scope);
	return ERR_OK;
}

/* The text is clean by the register of this print: is it still the hat's? */
static enum err on_still(struct call *c, const struct rows *r)
{
	struct checking *w = guard_checking(c);
	struct known_register *known = guard_register(w->guard, w->hat);

	if (rows_i64(r, 0, 0) >= c->app->settings->screen_refusals || !str_eq(rows_str(r, 0, 1), str_of(w->print)))
		return look_as_ruled(c);
	if (known != NULL && strcmp(known->print, w->print) == 0)
		known->asked_at = w->asked_at;
	w->op->screened = true;
	return guard_go_on(c);
}

/*
 * A post that is clean by a register asked about a moment ago (screen.fresh) goes on without asking again: a change of the register counts within that
 * time and not from its very commit. By an older one it goes on when that is the hat's register still. What is not clean is judged by the newest, once it
 * is known that the act is allowed, and after it the next text asks.
 */
static enum err look_if_screened(struct call *c, const struct known_kind *kind)
{
	struct checking *w = guard_checking(c);
	const struct known_register *known;

	if (!((unsigned)kind->kind & KIND_SCREENED))
		return guard_go_on(c);
	w->ask.kind = kind->kind;
	w->hat = kind->hat;
	c->facts.now = clock_ms();
	known = guard_register(w->guard, w->hat);
	if (!passes_known(w, known))
		return look_as_ruled(c);
	if (clock_steady_ms() - known->asked_at >= c->app->settings->screen_fresh) {
		guard_set_print(w, str_of(known->print));
		query_facts(c, w->hat, on_still);
		return ERR_OK;
	}
	w->op->screened = true;
	return guard_go_on(c);
}

static enum err on_kind(struct call *c, const struct rows *r)
{
	struct checking *w = guard_checking(c);
	struct known_kind *known = slot_of(w->guard, w->op);

	if (rows_count(r) != 1) {
		w->op->keyless = true;
		return guard_go_on(c);
	}
	known->space = w->op->space.id;
	memcpy(known->token_hash, w->op->token_hash, TOKEN_HASH);
	known->kind = facts_space_kind(rows_str(r, 0, 0));
	known->hat.id = rows_id(r, 0, 1);
	return look_if_screened(c, known);
}

enum err guard_act(struct call *c, const struct guard_ask *ask, struct hot_op *op, call_then then)
{
	const struct known_kind *known = slot_of(c->app->guard, op);
	struct checking *w;
	struct query q;

	if (!says_something(ask))
		return then(c);
	w = begin(c, ask, then);
	w->op = op;
	if (is_of(known, op))
		return look_if_screened(c, known);
	query_init(&q, c->arena, STMT_guard_kind);
	bind_bytes(&q, (struct str){(const char *)op->token_hash, TOKEN_HASH});
	bind_id(&q, op->space.id);
	call_query(c, &q, on_kind);
	return ERR_OK;
}

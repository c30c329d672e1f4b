#include "main/demo_talk.h"

#include "audit/audit.h"
#include "base/check.h"
#include "crypt/sealed.h"
#include "db/direct.h"
#include "keys/lease.h"

/* One space while its talk is written. */
struct talking {
	const struct demo_seed *s;
	const struct town *t;
	struct space_id space;
	struct space_key *key;
};

static enum err evidence(const struct talking *w, const struct town_talk *k, const char *act, int hat, int64_t at)
{
	struct audit_row row = {
		.at = at,
		.act = act,
		.result = ERR_OK,
		.account = w->t->people[w->t->hats[hat].person].account,
		.hat = w->t->hats[hat].id,
		.space = w->space,
		.object = k->id.id,
	};
	struct query q;

	audit_query(&q, w->s->arena, &row, 1);
	return direct_query(w->s->d, &q, NULL);
}

static enum err say(const struct talking *w, const struct town_talk *k)
{
	const struct seal_place at = {w->s->deployment, w->space, SEAL_BODY, k->id.id, 1};
	struct query q;
	enum err e;

	query_init(&q, w->s->arena, STMT_demo_say);
	bind_id(&q, w->space.id);
	bind_id(&q, k->id.id);
	bind_id(&q, w->t->hats[k->hat].id.id);
	bind_bytes(&q, seal(w->s->arena, w->key, &at, k->body));
	bind_i64(&q, k->at);
	e = direct_query(w->s->d, &q, NULL);
	return e == ERR_OK ? evidence(w, k, "post_create", k->hat, k->at) : e;
}

static enum err confirm(const struct talking *w, const struct town_talk *k, const struct town_deed *d)
{
	int64_t at = k->at + d->after_ms < w->s->now ? k->at + d->after_ms : w->s->now - 1;
	struct query q;
	enum err e;

	query_init(&q, w->s->arena, STMT_demo_confirm);
	bind_id(&q, w->space.id);
	bind_id(&q, k->id.id);
	bind_id(&q, w->t->hats[d->hat].id.id);
	bind_i64(&q, at);
	e = direct_query(w->s->d, &q, NULL);
	return e == ERR_OK ? evidence(w, k, "reaction_set", d->hat, at) : e;
}

/* All that was said in the space; then everybody in it has read it. */
static enum err talk(struct talking *w, int tie)
{
	enum err e = lease_now(w->s->keys_socket, w->space, true, &w->key);
	struct query q;

	if (e == ERR_CONFLICT)
		e = lease_now(w->s->keys_socket, w->space, false, &w->key);
	for (int i = 0; i < w->t->talk_count && e == ERR_OK; i++) {
		const struct town_talk *k = &w->t->talks[i];

		if (k->tie != tie)
			continue;
		e = say(w, k);
		for (int n = 0; n < k->confirmed_count && e == ERR_OK; n++)
			e = confirm(w, k, &k->confirmed[n]);
	}
	space_key_destroy(&w->key);
	if (e != ERR_OK)
		return e;
	query_init(&q, w->s->arena, STMT_demo_read_on);
	bind_id(&q, w->space.id);
	e = direct_query(w->s->d, &q, NULL);
	if (e != ERR_OK)
		return e;
	query_init(&q, w->s->arena, STMT_demo_cursors);
	bind_id(&q, w->space.id);
	return direct_query(w->s->d, &q, NULL);
}

static enum err write_tie(const struct demo_seed *s, const struct town *t, int tie)
{
	const struct town_tie *k = &t->ties[tie];
	struct talking w = {.s = s, .t = t, .space = k->space};
	struct query q;
	enum err e;

	query_init(&q, s->arena, STMT_demo_tie);
	bind_id(&q, k->space.id);
	bind_id(&q, t->hats[k->from].id.id);
	bind_id(&q, t->hats[k->to].id.id);
	bind_i64(&q, k->at);
	e = direct_query(s->d, &q, NULL);
	if (e != ERR_OK)
		return e;
	query_init(&q, s->arena, STMT_demo_tie_two);
	bind_id(&q, k->space.id);
	bind_id(&q, t->hats[k->from].id.id);
	bind_id(&q, t->hats[k->to].id.id);
	bind_i64(&q, k->at);
	e = direct_query(s->d, &q, NULL);
	return e == ERR_OK ? talk(&w, tie) : e;
}

enum err demo_write_talks(const struct demo_seed *s, const struct town *t)
{
	struct talking board = {.s = s, .t = t};
	const struct rows *r;
	struct query q;
	enum err e = ERR_OK;

	check(s != NULL && t != NULL);
	for (int i = 0; i < t->tie_count && e == ERR_OK; i++)
		e = write_tie(s, t, i);
	if (e != ERR_OK)
		return e;
	query_init(&q, s->arena, STMT_board_space);
	e = direct_query(s->d, &q, &r);
	if (e != ERR_OK)
		return e;
	board.space.id = rows_id(r, 0, 0);
	return talk(&board, TOWN_NONE);
}

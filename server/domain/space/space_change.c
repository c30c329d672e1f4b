#include "domain/space/space_change.h"

#include "base/check.h"
#include "call/app.h"
#include "db/listen.h"
#include "feed/feed.h"

/* ---- after the commit ---- */

struct told {
	struct str channel, payload;
	struct told *next;
};

struct changes {
	struct space_change *spaces;
	struct told *told;
};

static void on_committed(struct call *c)
{
	const struct changes *all = c->changes;
	char id[ID_TEXT + 1];

	for (const struct space_change *s = all->spaces; s != NULL; s = s->next) {
		id_format(s->space.id, id);
		feed_hint(c->app->feed, &s->space, &s->seq, 1);
		listener_notify(c->app->listener, STR("feed"), arena_printf(c->arena, "%s:%lld", id, (long long)s->seq));
	}
	for (const struct told *t = all->told; t != NULL; t = t->next)
		listener_notify(c->app->listener, t->channel, t->payload);
}

static struct changes *changes_of(struct call *c)
{
	if (c->changes == NULL) {
		struct changes *all = arena_alloc(c->arena, sizeof(*all));

		*all = (struct changes){NULL, NULL};
		c->changes = all;
		c->changed = on_committed;
	}
	return c->changes;
}

static void tell(struct call *c, const char *channel, struct str payload)
{
	struct changes *all = changes_of(c);
	struct told *t = arena_alloc(c->arena, sizeof(*t));

	*t = (struct told){str_of(channel), payload, all->told};
	all->told = t;
}

static void tell_hat(struct call *c, const char *channel, struct hat_id hat)
{
	char text[ID_TEXT + 1];

	id_format(hat.id, text);
	tell(c, channel, arena_copy(c->arena, str_of(text)));
}

void space_tell_inbox(struct call *c, struct hat_id hat)
{
	tell_hat(c, "inbox", hat);
}

void space_tell_documents(struct call *c)
{
	tell(c, "document", STR(""));
}

enum err space_tell_rows(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

enum err space_tell_names(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		tell_hat(c, "names", (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

void space_write_instruction(struct call *c, struct space_id space, struct hat_id attending, struct str given_on, const char *way,
			     const char *state)
{
	struct query q;

	query_init(&q, c->arena, STMT_space_open_instruction);
	bind_id(&q, id_new());
	bind_id(&q, space.id);
	bind_id_or_null(&q, attending.id);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, given_on);
	bind_text(&q, str_of(way));
	bind_text(&q, str_of(state));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

/* ---- changes ---- */

struct space_change *space_change_other(struct call *c, struct space_id space, int64_t seq)
{
	struct changes *all = changes_of(c);
	struct space_change *s = arena_alloc(c->arena, sizeof(*s));

	check(c->txn != NULL && !id_is_zero(space.id));
	*s = (struct space_change){c, space, seq, all->spaces};
	all->spaces = s;
	return s;
}

struct space_change *space_change_new(struct call *c, struct space_id space)
{
	return space_change_other(c, space, 0);
}

struct space_change *space_change_begin(struct call *c)
{
	check(c->facts.space.found);
	return space_change_other(c, c->facts.space.id, c->facts.space.seq);
}

int64_t space_change_event(struct space_change *s, const char *kind, struct hat_id member)
{
	struct call *c = s->call;
	struct query q;

	s->seq++;
	query_init(&q, c->arena, STMT_space_event);
	bind_id(&q, s->space.id);
	bind_i64(&q, s->seq);
	bind_text(&q, str_of(kind));
	bind_i64(&q, c->facts.now);
	bind_id_or_null(&q, c->facts.session.hat.id);
	bind_id_or_null(&q, member.id);
	call_query(c, &q, NULL);
	return s->seq;
}

void space_change_post_event(struct space_change *s, const char *kind, struct post_id post)
{
	struct call *c = s->call;
	struct query q;

	s->seq++;
	query_init(&q, c->arena, STMT_space_post_event);
	bind_id(&q, s->space.id);
	bind_i64(&q, s->seq);
	bind_text(&q, str_of(kind));
	bind_i64(&q, c->facts.now);
	bind_id(&q, post.id);
	call_query(c, &q, NULL);
}

void space_change_add_member(struct space_change *s, const struct space_newcomer *n)
{
	struct call *c = s->call;
	int64_t seq = space_change_event(s, "member_add", n->hat);
	char space[ID_TEXT + 1], hat[ID_TEXT + 1];
	struct query q;

	query_init(&q, c->arena, STMT_space_member_add);
	bind_id(&q, s->space.id);
	bind_id(&q, n->hat.id);
	bind_i64(&q, seq);
	bind_i64(&q, c->facts.now);
	bind_i64(&q, n->all_history ? 0 : seq);
	bind_text(&q, str_of(n->role));
	bind_bytes(&q, n->sealed_relation);
	bind_id_or_null(&q, n->added_by.id);
	call_query(c, &q, NULL);
	id_format(s->space.id, space);
	id_format(n->hat.id, hat);
	tell(c, "hat", arena_printf(c->arena, "%s %s", hat, space));
}

void space_change_remove_member(struct space_change *s, struct hat_id hat)
{
	struct call *c = s->call;
	int64_t seq = space_change_event(s, "member_remove", hat);
	struct query q;

	query_init(&q, c->arena, STMT_space_member_remove);
	bind_id(&q, s->space.id);
	bind_id(&q, hat.id);
	bind_i64(&q, seq);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

void space_change_role(struct space_change *s, struct hat_id hat, const char *role)
{
	struct call *c = s->call;
	struct query q;

	(void)space_change_event(s, "role", hat);
	query_init(&q, c->arena, STMT_space_member_role);
	bind_id(&q, s->space.id);
	bind_id(&q, hat.id);
	bind_text(&q, str_of(role));
	call_query(c, &q, NULL);
}

void space_change_close(struct space_change *s)
{
	struct call *c = s->call;
	struct query q;

	query_init(&q, c->arena, STMT_space_close);
	bind_id(&q, s->space.id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
	(void)space_change_event(s, "space", (struct hat_id){{{0}}});
}

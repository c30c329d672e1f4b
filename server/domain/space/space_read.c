#include "domain/space/space.h"

#include "call/app.h"
#include "call/call.h"
#include "domain/space/space_rows.h"
#include "keys/lease.h"

/*
 * Sealed values can be opened only when their keys are on lease, and rows live only in their callback: so the keys are fetched first, for the
 * ids of a first short statement, then the rows are read and written in one go.
 */
static void list_spaces(struct call *c, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, STMT_space_list);
	bind_id(&q, c->facts.session.hat.id);
	bind_id_or_null(&q, c->match.space.id);
	call_query(c, &q, then);
}

/* Its key is destroyed, and the rows go next: it is as good as gone. */
static bool is_going(const struct call *c, const struct rows *r, int i)
{
	return !rows_null(r, i, 7) && lease_key(c->app->leases, (struct space_id){rows_id(r, i, 0)}) == NULL;
}

static enum err write_state(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;
	int64_t unread = 0;

	out_object(o);
	out_key_i64(o, "now", c->facts.now);
	out_key_id(o, "hat", c->facts.session.hat.id);
	out_key(o, "spaces");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		enum err e = ERR_NOT_FOUND;

		if (space_is_shown(&c->facts.session, r, i) && !is_going(c, r, i))
			e = space_write(c, r, i);
		if (e == ERR_NOT_FOUND || e == ERR_KEYS_DOWN) /* what GET /api/spaces/{space} would not show, and what one has come into since the keys were asked for */
			continue;
		if (e != ERR_OK)
			return e;
		unread += rows_i64(r, i, 13);
	}
	out_end(o);
	out_key_i64(o, "unread", unread);
	out_end(o);
	return ERR_OK;
}

static enum err read_state(struct call *c)
{
	list_spaces(c, write_state);
	return ERR_OK;
}

static enum err want_keys(struct call *c, const struct rows *r)
{
	struct space_id *spaces = arena_array(c->arena, (size_t)rows_count(r), sizeof(*spaces));

	for (int i = 0; i < rows_count(r); i++)
		spaces[i].id = rows_id(r, i, 0);
	call_keys(c, spaces, (size_t)rows_count(r), read_state);
	return ERR_OK;
}

/* GET /api/state: every space of the hat with cursors and counts, as of one moment. */
enum err state_read(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_feed_memberships);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, want_keys);
	return ERR_OK;
}

static enum err write_members(struct call *c, const struct rows *r, bool past, const char *name)
{
	struct out *o = &c->out;

	enum hat_kind reader = c->facts.session.hat_kind;

	out_key(o, name);
	out_array(o);
	for (int i = 0; i < rows_count(r); i++)
		if (!rows_null(r, i, 5) == past && !(past && reader == HAT_KIN)) { /* who was cut off is no relative's business */
			enum err e = space_write_member(c->app, reader, c->arena, r, i, o);

			if (e != ERR_OK)
				return e;
		}
	out_end(o);
	return ERR_OK;
}

static enum err on_members(struct call *c, const struct rows *r)
{
	enum err e = write_members(c, r, false, "members");

	if (e == ERR_OK)
		e = write_members(c, r, true, "members_past");
	out_end(&c->out);
	return e;
}

static enum err on_space(struct call *c, const struct rows *r)
{
	struct query q;
	enum err e;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	out_object(&c->out);
	out_key(&c->out, "space");
	e = space_write(c, r, 0);
	query_init(&q, c->arena, STMT_space_members);
	bind_id(&q, c->match.space.id);
	bind_null(&q);
	call_query(c, &q, on_members);
	return e;
}

static enum err read_space(struct call *c)
{
	list_spaces(c, on_space);
	return ERR_OK;
}

/* GET /api/spaces/{space}: the space, who is in it and who was. */
enum err space_read(struct call *c)
{
	call_keys(c, &c->match.space, 1, read_space);
	return ERR_OK;
}

#include "call/app.h"
#include "domain/inbox/inbox_lists.h"
#include "domain/inbox/inbox_rows.h"
#include "domain/space/space.h"
#include "keys/lease.h"

static const struct list {
	const char *name;
	enum stmt stmt;
	enum err (*write)(struct call *c, const struct rows *r, int i);
} lists[] = {
#define LIST(name) {#name, STMT_inbox_##name, inbox_##name},
#include "domain/inbox/inbox_lists.def"
#undef LIST
};

#define LISTS (sizeof(lists) / sizeof(lists[0]))
#define SPACES_MAX 1100 /* rows of all lists together: each statement has a limit */

/* Rows live only in their callback, and what is sealed in them needs keys: so every list is read twice, for its spaces and for its words. */
struct reading {
	size_t next;
	struct space_id *spaces;
	size_t n;
	struct space_id *frozen; /* of these, those that are to be deleted */
	size_t frozen_n;
};

enum err inbox_titled(struct call *c, const struct rows *r, int i)
{
	struct space_names names = space_names_read(r, i, INBOX_SPACE, INBOX_NAMES);
	struct phi title;
	enum err e = space_title(c, &names, &title);

	if (e != ERR_OK)
		return e;
	out_object(&c->out);
	out_key_phi_or_null(&c->out, "title", title);
	return ERR_OK;
}

enum err inbox_card(struct call *c, const struct rows *r, int i, int facility)
{
	struct out *o = &c->out;
	enum err e = inbox_titled(c, r, i);

	if (e != ERR_OK)
		return e;
	out_key_id(o, "id", rows_id(r, i, INBOX_ID));
	out_key_text_or_null(o, "facility", rows_str(r, i, facility));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, INBOX_BY));
	out_key_i64(o, "at", rows_i64(r, i, INBOX_AT));
	return ERR_OK;
}

static void ask(struct call *c, call_rows then)
{
	const struct reading *w = c->keep;
	struct query q;

	query_init(&q, c->arena, lists[w->next].stmt);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

/* Its key is destroyed, and the row goes next: it is as good as gone. */
static bool is_going(const struct call *c, const struct rows *r, int i)
{
	const struct reading *w = c->keep;
	struct space_id space = {rows_id(r, i, INBOX_SPACE)};

	for (size_t k = 0; k < w->frozen_n; k++)
		if (id_eq(w->frozen[k].id, space.id))
			return lease_key(c->app->leases, space) == NULL;
	return false;
}

static enum err on_words(struct call *c, const struct rows *r)
{
	struct reading *w = c->keep;
	const struct list *list = &lists[w->next];

	out_key(&c->out, list->name);
	out_array(&c->out);
	for (int i = 0; i < rows_count(r); i++) {
		enum err e = is_going(c, r, i) ? ERR_OK : list->write(c, r, i);

		if (e != ERR_OK && e != ERR_KEYS_DOWN) /* KEYS_DOWN: it waits since the keys were asked for; the next reading has it */
			return e;
	}
	out_end(&c->out);
	if (++w->next < LISTS)
		ask(c, on_words);
	else
		out_end(&c->out);
	return ERR_OK;
}

static enum err write_lists(struct call *c)
{
	struct reading *w = c->keep;

	w->next = 0;
	out_object(&c->out);
	ask(c, on_words);
	return ERR_OK;
}

static enum err on_frozen(struct call *c, const struct rows *r)
{
	struct reading *w = c->keep;

	w->frozen_n = (size_t)rows_count(r);
	w->frozen = arena_array(c->arena, w->frozen_n, sizeof(*w->frozen));
	for (int i = 0; i < rows_count(r); i++)
		w->frozen[i].id = rows_id(r, i, 0);
	call_keys(c, w->spaces, w->n, write_lists);
	return ERR_OK;
}

/* Before the keys: whose deletion begins later than this still has its key when the rows are read. */
static void ask_frozen(struct call *c)
{
	const struct reading *w = c->keep;
	struct id128 *ids = arena_array(c->arena, w->n, sizeof(*ids));
	struct query q;

	for (size_t i = 0; i < w->n; i++)
		ids[i] = w->spaces[i].id;
	query_init(&q, c->arena, STMT_inbox_frozen);
	bind_ids(&q, ids, w->n);
	call_query(c, &q, on_frozen);
}

static enum err on_spaces(struct call *c, const struct rows *r)
{
	struct reading *w = c->keep;

	for (int i = 0; i < rows_count(r) && w->n < SPACES_MAX; i++)
		if (!rows_null(r, i, 0))
			w->spaces[w->n++].id = rows_id(r, i, 0);
	if (++w->next < LISTS)
		ask(c, on_spaces);
	else
		ask_frozen(c);
	return ERR_OK;
}

/* GET /api/inbox: what can be answered or done now, by list. */
enum err inbox_read(struct call *c)
{
	struct reading *w = arena_alloc(c->arena, sizeof(*w));

	*w = (struct reading){.spaces = arena_array(c->arena, SPACES_MAX, sizeof(*w->spaces))};
	c->keep = w;
	ask(c, on_spaces);
	return ERR_OK;
}

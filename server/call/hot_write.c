#include "call/hot_write.h"

#include "audit/audit.h"
#include "base/check.h"
#include "base/clock.h"
#include "call/scope.h"
#include "crypt/sealed.h"
#include "db/pool.h"
#include "keys/lease.h"

/* A space of the batch with its counters as they will be. */
struct touched {
	struct space_id space;
	int64_t seq, post_no;
	bool changed;
};

struct event_rows {
	size_t n;
	struct id128 *space, *hat, *post;
	int64_t *seq;
	struct str *kind;
};

struct post_rows {
	size_t n;
	struct id128 *id, *space, *author, *client_key, *reply_to;
	int64_t *no, *seq;
	struct str *body;
};

struct edit_rows {
	size_t n;
	struct id128 *post, *client_key;
	int32_t *version;
	struct str *body;
	int64_t *seq;
};

struct delete_rows {
	size_t n;
	struct id128 *post, *hat;
	struct str *reason;
	int64_t *seq;
};

struct reaction_rows {
	size_t n;
	struct id128 *post, *hat;
	struct str *kind;
	int32_t *version;
	bool *withdrawn;
	int64_t *seq;
};

/* What the hot lane asks beside the facts of scope.h. */
struct more_facts {
	struct post_facts post;
	struct post_id twin; /* a post with this client key is here already */
	int64_t twin_no, twin_seq, twin_at, twin_created_seq, root_no;
	struct post_id twin_root;
	bool edit_twin;
	struct str reaction; /* own one now, p NULL = none; in the batch's arena */
	uint32_t reaction_version;
};

struct hot_out {
	int64_t now;
	size_t touched_count, audit_count;
	struct touched *touched;
	struct audit_row *audit;
	struct more_facts *more; /* of each call */
	struct event_rows events;
	struct post_rows posts;
	struct edit_rows edits;
	struct delete_rows deletes;
	struct reaction_rows reactions;
};

#define COLUMN(a, n, field) (field) = arena_array(a, n, sizeof(*(field)))

static void make_columns(struct arena *a, size_t n, struct hot_out *o)
{
	COLUMN(a, n, o->touched);
	COLUMN(a, n, o->audit);
	COLUMN(a, n, o->more);
	COLUMN(a, n, o->events.space);
	COLUMN(a, n, o->events.hat);
	COLUMN(a, n, o->events.post);
	COLUMN(a, n, o->events.seq);
	COLUMN(a, n, o->events.kind);
	COLUMN(a, n, o->posts.id);
	COLUMN(a, n, o->posts.space);
	COLUMN(a, n, o->posts.author);
	COLUMN(a, n, o->posts.client_key);
	COLUMN(a, n, o->posts.reply_to);
	COLUMN(a, n, o->posts.no);
	COLUMN(a, n, o->posts.seq);
	COLUMN(a, n, o->posts.body);
	COLUMN(a, n, o->edits.post);
	COLUMN(a, n, o->edits.client_key);
	COLUMN(a, n, o->edits.version);
	COLUMN(a, n, o->edits.body);
	COLUMN(a, n, o->edits.seq);
	COLUMN(a, n, o->deletes.post);
	COLUMN(a, n, o->deletes.hat);
	COLUMN(a, n, o->deletes.reason);
	COLUMN(a, n, o->deletes.seq);
	COLUMN(a, n, o->reactions.post);
	COLUMN(a, n, o->reactions.hat);
	COLUMN(a, n, o->reactions.kind);
	COLUMN(a, n, o->reactions.version);
	COLUMN(a, n, o->reactions.withdrawn);
	COLUMN(a, n, o->reactions.seq);
}

struct hot_out *hot_write_create(struct arena *a, size_t n)
{
	struct hot_out *o = arena_alloc(a, sizeof(*o));

	o->now = clock_ms();
	make_columns(a, n, o);
	return o;
}

static struct touched *touch(struct hot_out *o, const struct facts *f)
{
	for (size_t i = 0; i < o->touched_count; i++)
		if (id_eq(o->touched[i].space.id, f->space.id.id))
			return &o->touched[i];
	o->touched[o->touched_count] = (struct touched){f->space.id, f->space.seq, f->space.post_no, false};
	return &o->touched[o->touched_count++];
}

static int64_t next_seq(struct hot_out *o, const struct facts *f)
{
	struct touched *t = touch(o, f);

	t->changed = true;
	return ++t->seq;
}

/* Of a change to a post; a new post's event is written with it. */
static int64_t add_event(struct hot_out *o, const struct facts *f, const char *kind, struct post_id post)
{
	struct event_rows *e = &o->events;
	size_t i = e->n++;

	e->space[i] = f->space.id.id;
	e->hat[i] = f->session.hat.id;
	e->post[i] = post.id;
	e->seq[i] = next_seq(o, f);
	e->kind[i] = str_of(kind);
	return e->seq[i];
}

static struct str seal_text(const struct batch *b, const struct hot_call *c, enum seal_kind kind, struct post_id post, uint32_t version)
{
	struct seal_place at = {b->hot->o.deployment, c->op.space, kind, post.id, version};

	check(c->key != NULL);
	return seal(b->arena, c->key, &at, c->text);
}

static void write_post(struct batch *b, size_t i, const struct facts *f, struct hot_result *r)
{
	const struct hot_call *c = b->calls[i];
	struct post_rows *p = &b->out->posts;
	size_t row = p->n++;

	r->post.id = id_new();
	r->seq = next_seq(b->out, f);
	r->no = ++touch(b->out, f)->post_no;
	if (f->post.found)
		r->root = id_is_zero(f->post.root.id) ? f->post.id : f->post.root;
	p->id[row] = r->post.id;
	p->space[row] = f->space.id.id;
	p->author[row] = f->session.hat.id;
	p->client_key[row] = c->op.client_key;
	p->reply_to[row] = r->root.id;
	p->no[row] = r->no;
	p->seq[row] = r->seq;
	p->body[row] = seal_text(b, c, SEAL_BODY, r->post, 1);
}

static void write_edit(struct batch *b, size_t i, const struct facts *f, struct hot_result *r)
{
	const struct hot_call *c = b->calls[i];
	struct edit_rows *w = &b->out->edits;
	uint32_t version = f->post.version + 1;
	size_t row = w->n++;

	r->seq = add_event(b->out, f, "edit", f->post.id);
	w->post[row] = f->post.id.id;
	w->client_key[row] = c->op.client_key;
	w->version[row] = (int32_t)version;
	w->body[row] = seal_text(b, c, SEAL_BODY, f->post.id, version);
	w->seq[row] = r->seq;
}

static void write_delete(struct batch *b, size_t i, const struct facts *f, struct hot_result *r)
{
	const struct hot_call *c = b->calls[i];
	struct delete_rows *w = &b->out->deletes;
	size_t row = w->n++;

	r->seq = add_event(b->out, f, "delete", f->post.id);
	w->post[row] = f->post.id.id;
	w->hat[row] = f->session.hat.id;
	if (c->text.text.n > 0)
		w->reason[row] = seal_text(b, c, SEAL_REASON, f->post.id, 0);
	w->seq[row] = r->seq;
}

static void write_reaction(struct batch *b, const struct facts *f, const char *kind, uint32_t version, bool withdrawn, struct hot_result *r)
{
	struct reaction_rows *w = &b->out->reactions;
	size_t row = w->n++;

	r->seq = add_event(b->out, f, "reaction", f->post.id);
	w->post[row] = f->post.id.id;
	w->hat[row] = f->session.hat.id;
	w->kind[row] = str_of(kind);
	w->version[row] = (int32_t)version;
	w->withdrawn[row] = withdrawn;
	w->seq[row] = r->seq;
}

static void read_twin(const struct rows *r, int row, struct more_facts *m)
{
	int col = SCOPE_PLACE_COLUMNS;

	m->twin.id = rows_id(r, row, col);
	m->twin_no = rows_i64(r, row, col + 1);
	m->twin_seq = rows_i64(r, row, col + 2);
	m->twin_at = rows_i64(r, row, col + 3);
	m->twin_root.id = rows_id(r, row, col + 4);
	m->twin_created_seq = rows_i64(r, row, col + 5);
}

void hot_write_about(struct batch *b, const struct rows *r)
{
	for (size_t i = 0; i < b->n; i++) {
		struct more_facts *m = &b->out->more[i];
		struct str reaction = rows_str(r, (int)i, SCOPE_POST_COLUMNS + 2);
		struct facts f = {0};

		scope_read_post(r, (int)i, 0, &f);
		m->post = f.post;
		m->edit_twin = rows_bool(r, (int)i, SCOPE_POST_COLUMNS);
		m->root_no = rows_i64(r, (int)i, SCOPE_POST_COLUMNS + 1);
		if (reaction.p != NULL)
			m->reaction = arena_copy(b->arena, reaction);
		m->reaction_version = (uint32_t)rows_i64(r, (int)i, SCOPE_POST_COLUMNS + 3);
	}
}

static void act_post(struct batch *b, size_t i, const struct facts *f, const struct more_facts *m, struct hot_result *r)
{
	if (!id_is_zero(m->twin.id)) {
		r->replayed = true;
		r->post = m->twin;
		r->no = m->twin_no;
		r->seq = m->twin_seq;
		r->at = m->twin_at;
		r->root = m->twin_root;
		return;
	}
	write_post(b, i, f, r);
}

static void act_edit(struct batch *b, size_t i, const struct facts *f, const struct more_facts *m, struct hot_result *r)
{
	if (m->edit_twin)
		r->replayed = true;
	else if (b->calls[i]->op.version != f->post.version)
		r->e = ERR_CONFLICT;
	else
		write_edit(b, i, f, r);
}

static void act_reaction(struct batch *b, size_t i, const struct facts *f, const struct more_facts *m, struct hot_result *r)
{
	const struct hot_op *op = &b->calls[i]->op;
	bool withdraw = op->kind == HOT_UNREACT;
	const char *kind = withdraw ? NULL : reaction_words[op->reaction];

	if (!withdraw && (op->version == 0 || op->version > f->post.version)) {
		r->e = ERR_BAD_VALUE;
		return;
	}
	if (withdraw ? m->reaction.p == NULL
	             : m->reaction.p != NULL && str_eq(m->reaction, str_of(kind)) && m->reaction_version == op->version) {
		r->replayed = true; /* it is so already */
		return;
	}
	if (withdraw)
		kind = m->reaction.p;
	write_reaction(b, f, kind, withdraw ? m->reaction_version : op->version, withdraw, r);
}

static void act(struct batch *b, size_t i, const struct facts *f, const struct more_facts *m, struct hot_result *r)
{
	switch (b->calls[i]->op.kind) {
	case HOT_POST:
		act_post(b, i, f, m, r);
		return;
	case HOT_EDIT:
		act_edit(b, i, f, m, r);
		return;
	case HOT_DELETE:
		r->replayed = f->post.deleted;
		if (!r->replayed)
			write_delete(b, i, f, r);
		return;
	case HOT_REACT:
	case HOT_UNREACT:
		act_reaction(b, i, f, m, r);
		return;
	case HOT_READ:
		return;
	}
	check(!"hot kind");
}

static void add_audit(struct batch *b, size_t i, const struct facts *f, const struct hot_result *r)
{
	const struct hot_op *op = &b->calls[i]->op;
	struct hot_out *o = b->out;

	if (f->session.state == SESSION_NONE)
		return; /* nobody: the edge's counters tell */
	o->audit[o->audit_count++] = (struct audit_row){
	        .at = o->now,
	        .act = action_name(op->action),
	        .result = r->e,
	        .session = f->session.id,
	        .account = f->session.account,
	        .hat = f->session.hat,
	        .space = op->space,
	        .object = id_is_zero(r->post.id) ? op->post.id : r->post.id,
	        .from_no = op->from_no,
	        .to_no = op->to_no,
	        .source = b->calls[i]->source,
	};
}

/* Before the space or the post changed: the retry gets the same answer. */
static bool was_accepted(const struct hot_op *op, const struct more_facts *m)
{
	return op->kind == HOT_POST ? !id_is_zero(m->twin.id) : op->kind == HOT_EDIT && m->edit_twin;
}

void hot_write_judge(struct batch *b, size_t i, const struct rows *rows)
{
	struct more_facts *m = &b->out->more[i];
	struct facts f = {.now = b->out->now, .terms = b->hot->o.terms, .post = m->post};
	struct hot_result *r = &b->results[i];
	const struct hot_op *op = &b->calls[i]->op;

	scope_read_place(rows, (int)i, &f);
	read_twin(rows, (int)i, m);
	*r = (struct hot_result){
	        .hat = f.session.hat,
	        .session = f.session.id,
	        .active_at = f.session.active_at,
	        .at = b->out->now,
	        .root_no = m->root_no,
	        .post = op->post,
	};
	r->e = decide(op->action, &f);
	if ((r->e == ERR_CONFLICT || r->e == ERR_SPACE_READ_ONLY) && was_accepted(op, m))
		r->e = ERR_OK;
	if (r->e == ERR_OK && !id_is_zero(m->twin.id) && m->twin_created_seq <= f.member.read_from_seq)
		r->e = ERR_NOT_FOUND; /* it was written before she left and came back 'from now on' */
	if (op->kind == HOT_POST)
		r->post = (struct post_id){{{0}}};
	if (r->e == ERR_OK && ((unsigned)f.space.kind & KIND_SCREENED) && b->calls[i]->text.text.n > 0 && !op->screened && !was_accepted(op, m))
		r->e = ERR_SCREEN_DOWN; /* she came in between the look and this */
	if (r->e == ERR_OK && b->calls[i]->text.text.n > 0) {
		b->calls[i]->key = lease_key(b->hot->o.leases, op->space);
		r->e = b->calls[i]->key == NULL ? ERR_KEYS_DOWN : ERR_OK;
	}
	if (r->e == ERR_OK)
		act(b, i, &f, m, r);
	add_audit(b, i, &f, r);
}

static void ignore_rows(void *arg, enum err e, const struct rows *r)
{
	(void)arg, (void)e, (void)r;
}

/* The counters of all spaces of the batch, once: with the posts, else with the events. */
static void bind_counters(struct query *q, const struct batch *b, bool all)
{
	size_t n = all ? b->out->touched_count : 0;
	struct id128 *spaces = arena_array(b->arena, n, sizeof(*spaces));
	int64_t *seqs = arena_array(b->arena, n, sizeof(*seqs));
	int64_t *nos = arena_array(b->arena, n, sizeof(*nos));

	for (size_t i = 0; i < n; i++) {
		const struct touched *t = &b->out->touched[i];

		spaces[i] = t->space.id;
		seqs[i] = t->seq;
		nos[i] = t->post_no;
	}
	bind_ids(q, spaces, n);
	bind_i64s(q, seqs, n);
	bind_i64s(q, nos, n);
}

static void send_posts(struct batch *b, struct query *q)
{
	const struct post_rows *p = &b->out->posts;

	query_init(q, b->arena, STMT_hot_posts);
	bind_ids(q, p->id, p->n);
	bind_ids(q, p->space, p->n);
	bind_i64s(q, p->no, p->n);
	bind_i64s(q, p->seq, p->n);
	bind_ids(q, p->author, p->n);
	bind_ids(q, p->client_key, p->n);
	bind_ids(q, p->reply_to, p->n);
	bind_bytes_array(q, p->body, p->n);
	bind_i64(q, b->out->now);
	bind_counters(q, b, true);
	txn_query(b->txn, q, ignore_rows, NULL);
}

static void send_edits(struct batch *b, struct query *q)
{
	const struct edit_rows *w = &b->out->edits;

	query_init(q, b->arena, STMT_hot_edits);
	bind_ids(q, w->post, w->n);
	bind_i32s(q, w->version, w->n);
	bind_bytes_array(q, w->body, w->n);
	bind_ids(q, w->client_key, w->n);
	bind_i64s(q, w->seq, w->n);
	bind_i64(q, b->out->now);
	txn_query(b->txn, q, ignore_rows, NULL);
}

static void send_deletes(struct batch *b, struct query *q)
{
	const struct delete_rows *w = &b->out->deletes;

	query_init(q, b->arena, STMT_hot_deletes);
	bind_ids(q, w->post, w->n);
	bind_ids(q, w->hat, w->n);
	bind_bytes_array(q, w->reason, w->n);
	bind_i64s(q, w->seq, w->n);
	bind_i64(q, b->out->now);
	txn_query(b->txn, q, ignore_rows, NULL);
}

static void send_reactions(struct batch *b, struct query *q)
{
	const struct reaction_rows *w = &b->out->reactions;

	query_init(q, b->arena, STMT_hot_reactions);
	bind_ids(q, w->post, w->n);
	bind_ids(q, w->hat, w->n);
	bind_texts(q, w->kind, w->n);
	bind_i32s(q, w->version, w->n);
	bind_bools(q, w->withdrawn, w->n);
	bind_i64(q, b->out->now);
	bind_i64s(q, w->seq, w->n);
	txn_query(b->txn, q, ignore_rows, NULL);
}

static void send_events(struct batch *b, struct query *q)
{
	const struct event_rows *e = &b->out->events;

	query_init(q, b->arena, STMT_hot_events);
	bind_ids(q, e->space, e->n);
	bind_i64s(q, e->seq, e->n);
	bind_texts(q, e->kind, e->n);
	bind_ids(q, e->hat, e->n);
	bind_ids(q, e->post, e->n);
	bind_i64(q, b->out->now);
	bind_counters(q, b, b->out->posts.n == 0);
	txn_query(b->txn, q, ignore_rows, NULL);
}

void hot_write_send(struct batch *b)
{
	const struct hot_out *o = b->out;
	struct query q;

	if (o->posts.n > 0)
		send_posts(b, &q);
	if (o->edits.n > 0)
		send_edits(b, &q);
	if (o->deletes.n > 0)
		send_deletes(b, &q);
	if (o->reactions.n > 0)
		send_reactions(b, &q);
	if (o->events.n > 0)
		send_events(b, &q);
	if (o->audit_count > 0) {
		audit_query(&q, b->arena, o->audit, o->audit_count);
		txn_query(b->txn, &q, ignore_rows, NULL);
	}
}

void hot_write_committed(const struct batch *b, void (*cb)(void *, const struct space_id *, const int64_t *, size_t), void *arg)
{
	const struct hot_out *o = b->out;
	struct space_id *spaces = arena_array(b->arena, o->touched_count, sizeof(*spaces));
	int64_t *seqs = arena_array(b->arena, o->touched_count, sizeof(*seqs));
	size_t n = 0;

	for (size_t i = 0; i < o->touched_count; i++)
		if (o->touched[i].changed) {
			spaces[n] = o->touched[i].space;
			seqs[n++] = o->touched[i].seq;
		}
	if (n > 0)
		cb(arg, spaces, seqs, n);
}

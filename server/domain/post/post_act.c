#include "domain/post/post.h"

#include "call/app.h"
#include "call/call.h"
#include "domain/guard/guard.h"
#include "domain/post/post_rows.h"
#include "feed/receipts.h"

/* ---- an act with words: looked at first where its space is about no patient ---- */

struct worded {
	struct hot_op op;
	struct phi text;
	call_hot_then then;
};

static enum err on_looked_at(struct call *c)
{
	struct worded *w = c->keep;

	call_hot(c, &w->op, w->text, w->then);
	return ERR_OK;
}

static enum err act_with_words(struct call *c, const struct worded *words, const char *field, bool colleague, bool consent)
{
	struct worded *w = arena_alloc(c->arena, sizeof(*w));
	struct guard_ask ask = {.texts = {{field, words->text}}, .colleague = colleague, .consent = consent};

	*w = *words;
	c->keep = w;
	return guard_act(c, &ask, &w->op, on_looked_at);
}

/* ---- the answer after an act: the post as it stands now ---- */

static enum err on_now(struct call *c, const struct rows *r)
{
	return rows_count(r) == 1 ? post_write(c->app, c->arena, r, 0, &c->out) : ERR_NOT_FOUND;
}

static enum err read_now(struct call *c)
{
	const struct hot_result *r = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_post_by_ids);
	bind_ids(&q, &r->post.id, 1);
	bind_id(&q, r->hat.id);
	call_query(c, &q, on_now);
	return ERR_OK;
}

static enum err answer_now(struct call *c, const struct hot_result *r)
{
	struct hot_result *keep = arena_alloc(c->arena, sizeof(*keep));

	*keep = *r;
	c->keep = keep;
	call_keys(c, &c->match.space, 1, read_now);
	return ERR_OK;
}

/* ---- create ---- */

/* A fresh post needs no second look at the database. */
static enum err on_created(struct call *c, const struct hot_result *r)
{
	const struct post_create_in *in = c->in;
	struct out *o = &c->out;

	if (r->replayed)
		return answer_now(c, r);
	c->status = 201;
	out_object(o);
	out_key_id(o, "id", r->post.id);
	out_key_id(o, "space", c->match.space.id);
	out_key_i64(o, "no", r->no);
	out_key_i64(o, "seq", r->seq);
	out_key_id(o, "author", r->hat.id);
	out_key_i64(o, "at", r->at);
	out_key(o, "body");
	out_phi(o, in->body);
	out_key(o, "reply_to");
	if (id_is_zero(r->root.id)) {
		out_null(o);
	} else {
		out_object(o);
		out_key_id(o, "id", r->root.id);
		out_key_i64(o, "no", r->root_no);
		out_end(o);
	}
	out_key_i64(o, "replies", 0);
	out_key_i64(o, "version", 1);
	out_key_i64_or_null(o, "edited_at", 0);
	out_key(o, "reactions");
	out_raw(o, STR("[]"));
	out_key(o, "receipt");
	out_null(o);
	out_key_bool(o, "reported", false);
	out_key(o, "deleted");
	out_null(o);
	out_end(o);
	return ERR_OK;
}

/* POST …/posts {key, body, reply_to?}: 201, or 200 with the same post for a key that was here before. */
enum err post_create(struct call *c)
{
	const struct post_create_in *in = c->in;
	struct worded w = {call_hot_op(c, HOT_POST), in->body, on_created};

	if (!post_body_says_something(in->body)) {
		c->detail = STR("body");
		return ERR_BAD_VALUE;
	}
	w.op.client_key = in->key;
	if (in->has_reply_to) {
		w.op.action = ACT_post_reply;
		w.op.post.id = in->reply_to;
	}
	return act_with_words(c, &w, "body", in->colleague, in->consent);
}

/* ---- edit, delete, react ---- */

/* PUT …/posts/{post} {key, body, version}: by its author. CONFLICT: not the current version, or deleted. */
enum err post_edit(struct call *c)
{
	const struct post_edit_in *in = c->in;
	struct worded w = {call_hot_op(c, HOT_EDIT), in->body, answer_now};

	if (!post_body_says_something(in->body)) {
		c->detail = STR("body");
		return ERR_BAD_VALUE;
	}
	w.op.client_key = in->key;
	w.op.version = (uint32_t)in->version;
	return act_with_words(c, &w, "body", in->colleague, in->consent);
}

/* DELETE …/posts/{post} {reason?}: by its author; leaves a tombstone; again = the same tombstone. */
enum err post_delete(struct call *c)
{
	const struct post_delete_in *in = c->in;
	struct worded w = {call_hot_op(c, HOT_DELETE), in->reason, answer_now};

	return act_with_words(c, &w, "reason", in->colleague, in->consent);
}

/* PUT …/reaction {kind, version}: one per person and post; replaces the earlier one. */
enum err reaction_set(struct call *c)
{
	const struct reaction_set_in *in = c->in;
	struct hot_op op = call_hot_op(c, HOT_REACT);

	op.reaction = in->kind;
	op.version = (uint32_t)in->version;
	call_hot(c, &op, (struct phi){{NULL, 0}}, answer_now);
	return ERR_OK;
}

/* DELETE …/reaction: withdraws it. */
enum err reaction_unset(struct call *c)
{
	struct hot_op op = call_hot_op(c, HOT_UNREACT);

	call_hot(c, &op, (struct phi){{NULL, 0}}, answer_now);
	return ERR_OK;
}

/* ---- cursors ---- */

static void on_moved(void *arg, enum err e)
{
	call_resume(arg, e, NULL);
}

/* PUT …/cursor {delivered_no?, opened_no?}: only forward; beyond the newest post BAD_VALUE. */
enum err cursor_move(struct call *c)
{
	const struct cursor_move_in *in = c->in;
	int64_t nos[2] = {in->delivered_no, in->opened_no};

	c->unaudited = true;
	if (nos[0] > c->facts.space.post_no || nos[1] > c->facts.space.post_no) {
		c->detail = nos[1] > c->facts.space.post_no ? STR("opened_no") : STR("delivered_no");
		return ERR_BAD_VALUE;
	}
	call_suspend(c);
	receipts_move_now(c->app->receipts, c->match.space, c->facts.session.hat, nos, on_moved, c);
	return ERR_OK;
}

/* What the office writes: new editions of the region's documents, and the list of binding ones that others keep (Art. 9). */
#include "call/call.h"
#include "domain/document/document_rows.h"
#include "domain/space/space_change.h"

#define CONFIRM_DAYS 7 /* at least: on day one nothing is blocked, and nobody's week off costs them their patients */

const char *const document_kinds[] = {"pledge", "points", "policy", NULL};

/* ---- a new edition ---- */

static enum err on_added(struct call *c, const struct rows *r)
{
	const struct document_add_in *in = c->in;

	if (rows_count(r) != 1)
		return ERR_CONFLICT;
	space_tell_documents(c);
	call_answer_made(c, in->key);
	return ERR_OK;
}

static enum err on_next(struct call *c, const struct rows *r)
{
	const struct document_add_in *in = c->in;
	struct query q;

	if (rows_bool(r, 0, 1)) {
		call_answer_made(c, in->key);
		return ERR_OK;
	}
	if (in->has_confirm_by && (!rows_bool(r, 0, 2) || rows_i64(r, 0, 3) < CONFIRM_DAYS)) {
		c->detail = STR("confirm_by");
		return ERR_BAD_VALUE;
	}
	if (in->edition != rows_i64(r, 0, 0) + 1)
		return ERR_CONFLICT;
	query_init(&q, c->arena, STMT_document_insert);
	bind_id(&q, in->key);
	bind_text(&q, str_of(document_kinds[in->kind]));
	bind_i32(&q, (int32_t)in->edition);
	bind_text(&q, in->body);
	bind_text(&q, in->from_on);
	bind_text(&q, in->confirm_by);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_added);
	return ERR_OK;
}

/*
 * POST /api/documents {key, kind, edition, body, from_on, confirm_by?}: 201 {id}; the same again for a key that was here before. confirm_by: the last
 * day for who worked before, at least a week away; absent: nobody is asked again. BAD_VALUE confirm_by; CONFLICT: not the next edition, somebody
 * else has written it.
 */
enum err document_add(struct call *c)
{
	const struct document_add_in *in = c->in;
	struct query q;

	c->audit_object = in->key;
	query_init(&q, c->arena, STMT_document_next);
	bind_text(&q, str_of(document_kinds[in->kind]));
	bind_id(&q, in->key);
	bind_text(&q, in->from_on);
	bind_text(&q, in->confirm_by);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_next);
	return ERR_OK;
}

/* ---- its days ---- */

static enum err on_judged(struct call *c, const struct rows *r)
{
	const struct document_move_in *in = c->in;
	struct str word = rows_count(r) == 1 ? rows_str(r, 0, 0) : (struct str){NULL, 0};
	struct query q;

	if (word.p == NULL)
		return call_refuse(c, ERR_NOT_FOUND);
	if (str_eq(word, STR("conflict")))
		return call_refuse(c, ERR_CONFLICT);
	if (str_eq(word, STR("same")))
		return ERR_OK;
	if (!str_eq(word, STR("moves"))) {
		c->detail = arena_copy(c->arena, word);
		return ERR_BAD_VALUE;
	}
	query_init(&q, c->arena, STMT_document_move);
	bind_id(&q, c->match.item);
	bind_text(&q, in->from_on);
	bind_text(&q, in->confirm_by);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	space_tell_documents(c);
	return ERR_OK;
}

/*
 * PUT /api/documents/{item}/days {version, from_on, confirm_by?}: both days from now on; what was confirmed stays so. A day moves only while it is ahead, to
 * today or later; who is asked earlier than before has a week for it. NOT_FOUND; BAD_VALUE from_on, confirm_by: too early, or set or taken away; CONFLICT: a day
 * to be moved is over, or somebody moved them meanwhile.
 */
enum err document_move(struct call *c)
{
	const struct document_move_in *in = c->in;
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_document_move_judge);
	bind_id(&q, c->match.item);
	bind_i32(&q, (int32_t)in->version);
	bind_text(&q, in->from_on);
	bind_text(&q, in->confirm_by);
	bind_i64(&q, c->facts.now);
	bind_i32(&q, CONFIRM_DAYS);
	call_query(c, &q, on_judged);
	return ERR_OK;
}

/* ---- binding documents of others ---- */

static enum err check_link(struct call *c, struct str link)
{
	if (str_starts(link, STR("https://")))
		return ERR_OK;
	c->detail = STR("link");
	return ERR_BAD_VALUE;
}

/* POST /api/guidelines {key, title, edition, link}: 201 {id}; the same again for a key that was here before. BAD_VALUE link: not https. */
enum err document_guideline_add(struct call *c)
{
	const struct document_guideline_add_in *in = c->in;
	struct query q;
	enum err e = check_link(c, in->link);

	if (e != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_document_guideline_insert);
	bind_id(&q, in->key);
	bind_text(&q, in->title);
	bind_text(&q, in->edition);
	bind_text(&q, in->link);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	c->audit_object = in->key;
	call_answer_made(c, in->key);
	return ERR_OK;
}

static void lock_guideline(struct call *c, call_rows then)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_document_guideline_there);
	bind_id(&q, c->match.item);
	call_query(c, &q, then);
}

static enum err on_standing(struct call *c, const struct rows *r)
{
	const struct document_guideline_change_in *in = c->in;
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_i64(r, 0, 0) != in->version)
		return ERR_CONFLICT;
	query_init(&q, c->arena, STMT_document_guideline_set);
	bind_id(&q, c->match.item);
	bind_text(&q, in->title);
	bind_text(&q, in->edition);
	bind_text(&q, in->link);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	return ERR_OK;
}

/* PUT /api/guidelines/{item} {version, title, edition, link}: its new edition. CONFLICT: somebody changed it meanwhile. BAD_VALUE link. NOT_FOUND. */
enum err document_guideline_change(struct call *c)
{
	const struct document_guideline_change_in *in = c->in;
	enum err e = check_link(c, in->link);

	if (e == ERR_OK)
		lock_guideline(c, on_standing);
	return e;
}

static enum err on_ending(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	query_init(&q, c->arena, STMT_document_guideline_end);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
	return ERR_OK;
}

/* POST /api/guidelines/{item}/withdraw: off the list. NOT_FOUND: not there, or off already. */
enum err document_guideline_end(struct call *c)
{
	lock_guideline(c, on_ending);
	return ERR_OK;
}

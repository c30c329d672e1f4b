/* 注意 and 指導 (Art. 11): given by the committee, acknowledged by the person, withdrawn with a reason. */
#include "call/app.h"
#include "domain/guard/guard.h"
#include "domain/space/space_change.h"
#include "domain/warning/warning_rows.h"

const char *const warning_kinds[] = {"guidance", "warning", NULL};

static void tell(struct call *c, struct id128 hat)
{
	struct query q;

	query_init(&q, c->arena, STMT_warning_hearers);
	bind_id(&q, hat);
	call_query(c, &q, space_tell_rows);
}

/* ---- give ---- */

static enum err on_clean(struct call *c)
{
	const struct warning_give_in *in = c->in;
	struct query q;

	query_init(&q, c->arena, STMT_warning_insert);
	bind_id(&q, in->key);
	bind_id(&q, in->hat);
	bind_text(&q, str_of(warning_kinds[in->kind]));
	bind_text(&q, in->words);
	bind_text(&q, in->due_on);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	tell(c, in->hat);
	c->audit_object = in->hat;
	call_answer_made(c, in->key);
	return ERR_OK;
}

enum { THERE, DAY_LEFT, GIVEN, OWN };

static enum err on_to(struct call *c, const struct rows *r)
{
	const struct warning_give_in *in = c->in;
	struct guard_ask ask = {.kind = KIND_BOARD, .texts = {{"words", {in->words}}}};

	if (rows_bool(r, 0, GIVEN) && !rows_bool(r, 0, OWN))
		return call_refuse(c, ERR_CONFLICT);
	if (rows_bool(r, 0, GIVEN)) { /* sent once more */
		c->unaudited = true;
		call_answer_made(c, in->key);
		return ERR_OK;
	}
	if (!rows_bool(r, 0, THERE))
		return call_refuse(c, ERR_NOT_FOUND);
	if (!rows_bool(r, 0, DAY_LEFT)) {
		c->detail = STR("due_on");
		return ERR_BAD_VALUE;
	}
	return guard_texts(c, &ask, on_clean);
}

/*
 * POST /api/warnings {key, hat, kind, words, due_on}: 201 {id}; the same again for a key that was here before. NOT_FOUND: nobody of the staff. BAD_VALUE
 * due_on: over already. CONFLICT: somebody else's key. PATIENT_DATA, SCREEN_DOWN, THROTTLED: of the words.
 */
enum err warning_give(struct call *c)
{
	const struct warning_give_in *in = c->in;
	struct query q;

	query_init(&q, c->arena, STMT_warning_to);
	bind_id(&q, in->hat);
	bind_text(&q, in->due_on);
	bind_id(&q, in->key);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_to);
	return ERR_OK;
}

/* ---- list ---- */

enum { ID, PERSON, KIND, WORDS, DUE_ON, BY, AT, ACKNOWLEDGED_AT, WITHDRAWN_AT, WITHDRAWN_WORDS, MINE, OVERDUE };

static enum err write_one(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key(o, "person");
	out_raw(o, rows_str(r, i, PERSON));
	out_key_text(o, "kind", rows_str(r, i, KIND));
	out_key_text(o, "words", rows_str(r, i, WORDS));
	out_key_text(o, "due_on", rows_str(r, i, DUE_ON));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, BY));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_key_i64_or_null(o, "acknowledged_at", rows_i64(r, i, ACKNOWLEDGED_AT));
	out_key_i64_or_null(o, "withdrawn_at", rows_i64(r, i, WITHDRAWN_AT));
	out_key_text_or_null(o, "withdrawn_words", rows_str(r, i, WITHDRAWN_WORDS));
	out_key_bool(o, "own", rows_bool(r, i, MINE));
	out_key_bool(o, "overdue", rows_bool(r, i, OVERDUE));
	out_end(o);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_list(c, "warnings", r, write_one);
}

/* GET /api/warnings: to oneself; of a 施設管理者 to people of the facility; of office and committee all. */
enum err warning_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_warning_list);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* ---- acknowledge, withdraw ---- */

static void lock(struct call *c, call_rows then)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_warning_there);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, then);
}

static enum err on_acknowledge(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1 || !rows_bool(r, 0, 3))
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, 0) || rows_bool(r, 0, 1))
		return ERR_CONFLICT;
	query_init(&q, c->arena, STMT_warning_acknowledge);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	tell(c, rows_id(r, 0, 2));
	return ERR_OK;
}

/* POST …/acknowledge: 内容を確認しました. NOT_FOUND: none to this hat. CONFLICT: acknowledged or withdrawn already. */
enum err warning_acknowledge(struct call *c)
{
	lock(c, on_acknowledge);
	return ERR_OK;
}

static enum err on_withdraw_clean(struct call *c)
{
	const struct warning_words_in *in = c->in;
	const struct id128 *hat = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_warning_withdraw);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, in->words);
	call_query(c, &q, NULL);
	tell(c, *hat);
	return ERR_OK;
}

static enum err on_withdraw(struct call *c, const struct rows *r)
{
	const struct warning_words_in *in = c->in;
	struct guard_ask ask = {.kind = KIND_BOARD, .texts = {{"words", {in->words}}}};
	struct id128 *hat = arena_alloc(c->arena, sizeof(*hat));

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, 0))
		return ERR_CONFLICT;
	*hat = rows_id(r, 0, 2);
	c->keep = hat;
	return guard_texts(c, &ask, on_withdraw_clean);
}

/* POST …/withdraw {words}: with the reason; it stays in the history. NOT_FOUND; CONFLICT: withdrawn already. PATIENT_DATA. */
enum err warning_withdraw(struct call *c)
{
	lock(c, on_withdraw);
	return ERR_OK;
}

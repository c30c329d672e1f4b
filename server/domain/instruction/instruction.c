#include "domain/instruction/instruction_rows.h"

#include "domain/space/space_change.h"
#include "domain/space/space_rows.h"

const char *const instruction_answer_words[] = {"confirmed", "refused", NULL};

/* ---- the answer of the 主治医 ---- */

struct answering {
	struct space_id space;
	int64_t seq;
};

static void set_space(struct call *c, struct space_id space, const char *instruction, struct hat_id attending)
{
	struct query q;

	query_init(&q, c->arena, STMT_instruction_of_space);
	bind_id(&q, space.id);
	bind_text(&q, str_of(instruction));
	bind_id_or_null(&q, attending.id);
	call_query(c, &q, NULL);
}

static void decide_row(struct call *c, bool confirmed)
{
	struct query q;

	query_init(&q, c->arena, STMT_instruction_decide);
	bind_id(&q, c->match.item);
	bind_text(&q, confirmed ? STR("confirmed") : STR("refused"));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

/* role NULL: no member yet. */
static void change_space(struct call *c, const struct answering *w, bool confirmed, struct str role)
{
	struct space_change *s = space_change_other(c, w->space, w->seq);
	struct hat_id me = c->facts.session.hat;
	struct space_newcomer attending = {.hat = me, .role = "attending", .all_history = true};

	set_space(c, w->space, confirmed ? "confirmed" : "withdrawn", confirmed ? me : (struct hat_id){{{0}}});
	if (confirmed && role.p == NULL)
		space_change_add_member(s, &attending);
	else if (confirmed)
		space_change_role(s, me, "attending");
	(void)space_change_event(s, confirmed ? "attending" : "space", (struct hat_id){{{0}}});
}

static enum err on_facts(struct call *c, const struct rows *r)
{
	const struct instruction_answer_in *in = c->in;
	const struct answering *w = c->keep;
	bool confirmed = in->answer == 0;
	struct hat_id delegate = {rows_id(r, 0, 1)};

	if (!str_eq(rows_str(r, 0, 0), STR("waiting")) || rows_bool(r, 0, 2))
		return ERR_CONFLICT;
	decide_row(c, confirmed);
	if (!id_is_zero(w->space.id))
		change_space(c, w, confirmed, rows_null(r, 0, 3) ? (struct str){NULL, 0} : arena_copy(c->arena, rows_str(r, 0, 3)));
	space_tell_inbox(c, c->facts.session.hat);
	space_tell_inbox(c, delegate);
	return ERR_OK;
}

static enum err read_facts(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_instruction_facts);
	bind_id(&q, c->match.item);
	call_query(c, &q, on_facts);
	return ERR_OK;
}

static enum err on_space(struct call *c, const struct rows *r)
{
	struct answering *w = c->keep;

	w->seq = rows_i64(r, 0, 0);
	return read_facts(c);
}

static enum err on_lock(struct call *c, const struct rows *r)
{
	struct answering *w = c->keep;
	struct query q;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	w->space.id = rows_id(r, 0, 1);
	c->audit_object = c->match.item;
	if (rows_null(r, 0, 1))
		return read_facts(c); /* a standing one */
	c->match.space = w->space;
	query_init(&q, c->arena, STMT_instruction_lock_space);
	bind_id(&q, w->space.id);
	call_query(c, &q, on_space);
	return ERR_OK;
}

/* POST /api/instructions/{item} {answer}: by the 主治医 named in it; NOT_FOUND for anybody else, CONFLICT when it was answered before. */
enum err instruction_answer(struct call *c)
{
	struct answering *w = arena_alloc(c->arena, sizeof(*w));
	struct query q;

	*w = (struct answering){{{{0}}}, 0};
	c->keep = w;
	query_init(&q, c->arena, STMT_instruction_lock);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_lock);
	return ERR_OK;
}

/* ---- asking again, after a refusal or of another physician ---- */

static void ask(struct call *c, const struct instruction_renew_in *in)
{
	struct query q;

	query_init(&q, c->arena, STMT_instruction_drop_waiting);
	bind_id(&q, c->match.space.id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
	space_write_instruction(c, c->match.space, (struct hat_id){in->attending}, in->given_on, instruction_way_words[in->way], "waiting");
}

static enum err on_physician(struct call *c, const struct rows *r)
{
	const struct instruction_renew_in *in = c->in;
	struct hat_id attending = {in->attending};

	if (!rows_bool(r, 0, 0) || id_eq(in->attending, c->facts.session.hat.id)) {
		c->detail = STR("attending");
		return ERR_BAD_VALUE;
	}
	ask(c, in);
	set_space(c, c->match.space, "waiting", attending);
	(void)space_change_event(space_change_begin(c), "space", (struct hat_id){{{0}}});
	space_tell_inbox(c, attending);
	return ERR_OK;
}

/* POST …/instructions {attending, given_on, way}: CONFLICT when the 主治医 stands behind it: a change is a hand-over then. */
enum err instruction_renew(struct call *c)
{
	const struct instruction_renew_in *in = c->in;
	struct query q;

	query_init(&q, c->arena, STMT_instruction_physician);
	bind_id(&q, in->attending);
	call_query(c, &q, on_physician);
	return ERR_OK;
}

/* ---- what stands ---- */

static enum err on_list(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "instructions");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		out_object(o);
		out_key_id(o, "id", rows_id(r, i, 0));
		out_key_raw_or_null(o, "attending", rows_str(r, i, 1));
		out_key_raw_or_null(o, "delegate", rows_str(r, i, 2));
		out_key_text(o, "given_on", rows_str(r, i, 3));
		out_key_text(o, "way", rows_str(r, i, 4));
		out_key_text(o, "state", rows_str(r, i, 5));
		out_key_i64(o, "at", rows_i64(r, i, 6));
		out_key_i64_or_null(o, "decided_at", rows_i64(r, i, 7));
		out_end(o);
	}
	out_end(o);
	out_end(o);
	return ERR_OK;
}

/* GET …/instructions: newest first, visible to every member of the staff. */
enum err instruction_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_instruction_list);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, on_list);
	return ERR_OK;
}

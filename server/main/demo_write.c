#include "main/demo_write.h"

#include "audit/audit.h"
#include "base/check.h"
#include "crypt/sealed.h"
#include "db/direct.h"
#include "main/demo_identity.h"

#include <string.h>

#define STANDS_DAYS 60 /* what runs out: a demo stays up for a while */
#define DAY INT64_C(86400000)

static const char *const event_words[] = {
	[STORY_MEMBER_ADD] = "member_add", [STORY_POST] = "post",     [STORY_EDIT] = "edit",
	[STORY_REACTION] = "reaction",     [STORY_DELETE] = "delete", [STORY_MEMBER_REMOVE] = "member_remove",
};
/* The names of the acts as policy/rules.def has them; the two of membership are the operator's verbs'. */
static const char *const audit_words[] = {
	[STORY_MEMBER_ADD] = "member_add", [STORY_POST] = "post_create",   [STORY_EDIT] = "post_edit",
	[STORY_REACTION] = "reaction_set", [STORY_DELETE] = "post_delete", [STORY_MEMBER_REMOVE] = "member_remove",
};

static const struct town_patient *patient_of(const struct demo_place *at, const struct story *s)
{
	return &at->town->patients[s->patient];
}

static struct id128 hat_id(const struct demo_place *at, int hat)
{
	return hat == TOWN_NONE ? (struct id128){{0}} : at->town->hats[hat].id.id;
}

static struct str sealed(const struct demo_place *at, const struct story *s, enum seal_kind kind, struct id128 row,
			 uint32_t version, struct phi plain)
{
	const struct seal_place place = {at->deployment, patient_of(at, s)->space, kind, row, version};

	if (plain.text.p == NULL)
		return (struct str){NULL, 0};
	return seal(at->a, at->key, &place, plain);
}

/* 0 = null */
static void bind_time(struct query *q, int64_t time)
{
	if (time != 0)
		bind_i64(q, time);
	else
		bind_null(q);
}

static enum err write_space(const struct demo_place *at, const struct story *s)
{
	const struct town_patient *p = patient_of(at, s);
	struct query q;

	query_init(&q, at->a, STMT_demo_space);
	bind_id(&q, p->space.id);
	bind_id(&q, p->id.id);
	bind_id(&q, at->town->facilities[p->facility].id.id);
	bind_i64(&q, s->seq);
	bind_i64(&q, s->post_no);
	bind_id(&q, hat_id(at, p->attending));
	bind_i64(&q, p->opened_at);
	bind_text(&q, p->beside == TOWN_NONE ? STR("care") : STR("family"));
	return direct_query(at->d, &q, NULL);
}

static enum err write_state(const struct demo_place *at, const struct story *s)
{
	const struct town_patient *p = patient_of(at, s);
	struct query q;

	query_init(&q, at->a, STMT_demo_state);
	bind_id(&q, p->space.id);
	bind_text(&q, p->consent);
	bind_text(&q, p->instruction);
	bind_time(&q, p->withdrawn_at == 0 ? 0 : p->withdrawn_at + STANDS_DAYS * DAY);
	bind_time(&q, p->archived_at);
	bind_text(&q, p->archive_reason);
	return direct_query(at->d, &q, NULL);
}

/* 様式5, signed by the patient on the day of the opening; it rules the family timeline too. */
static enum err write_consent(const struct demo_place *at, const struct story *s)
{
	const struct town_patient *p = patient_of(at, s);
	const struct town *t = at->town;
	struct demo_consent names = {.giver = p->name,
	                             .relation = {STR("本人")},
	                             .explained_by = {t->people[t->hats[p->attending].person].name},
	                             .original_at = {t->facilities[p->facility].name}};
	struct id128 id = id_new();
	struct query q;

	if (str_eq(p->consent, STR("none")) || p->beside != TOWN_NONE)
		return ERR_OK;
	query_init(&q, at->a, STMT_demo_consent);
	bind_id(&q, id);
	bind_id(&q, p->space.id);
	bind_bytes(&q, sealed(at, s, SEAL_CONSENT, id, 0, demo_consent(at->a, &names)));
	bind_id(&q, hat_id(at, p->attending));
	bind_i64(&q, p->opened_at);
	bind_time(&q, p->withdrawn_at);
	bind_bool(&q, true);
	return direct_query(at->d, &q, NULL);
}

static enum err write_identity(const struct demo_place *at, const struct story *s)
{
	const struct town_patient *p = patient_of(at, s);
	struct query q;

	query_init(&q, at->a, STMT_demo_identity);
	bind_id(&q, p->id.id);
	bind_id(&q, p->space.id);
	bind_bytes(&q, sealed(at, s, SEAL_IDENTITY, p->id.id, 1, demo_identity(at->a, p->name, p->kana, p->birth, p->sex)));
	return direct_query(at->d, &q, NULL);
}

static enum err write_members(const struct demo_place *at, const struct story *s)
{
	size_t n = (size_t)s->member_count;
	struct id128 *hat = arena_array(at->a, n, sizeof(*hat));
	int64_t *from = arena_array(at->a, n, sizeof(*from)), *to = arena_array(at->a, n, sizeof(*to)),
		*from_at = arena_array(at->a, n, sizeof(*from_at)), *to_at = arena_array(at->a, n, sizeof(*to_at)),
		*read_from = arena_array(at->a, n, sizeof(*read_from));
	struct str *role = arena_array(at->a, n, sizeof(*role)), *relation = arena_array(at->a, n, sizeof(*relation));
	struct query q;

	for (size_t i = 0; i < n; i++) {
		const struct story_member *m = &s->members[i];

		hat[i] = hat_id(at, m->m->hat);
		from[i] = m->from_seq;
		to[i] = m->to_seq;
		from_at[i] = m->m->from_at;
		to_at[i] = m->m->to_at;
		read_from[i] = m->read_from_seq;
		role[i] = m->m->role;
		relation[i] = sealed(at, s, SEAL_RELATION, hat[i], 0, m->m->relation);
	}
	query_init(&q, at->a, STMT_demo_members);
	bind_id(&q, patient_of(at, s)->space.id);
	bind_ids(&q, hat, n);
	bind_i64s(&q, from, n);
	bind_i64s(&q, to, n);
	bind_i64s(&q, from_at, n);
	bind_i64s(&q, to_at, n);
	bind_i64s(&q, read_from, n);
	bind_texts(&q, role, n);
	bind_id(&q, hat_id(at, patient_of(at, s)->opener));
	bind_bytes_array(&q, relation, n);
	return direct_query(at->d, &q, NULL);
}

/* The links by which relatives came: whom they were made for stands sealed in them too. */
static enum err write_kin(const struct demo_place *at, const struct story *s)
{
	enum err e = ERR_OK;

	for (int i = 0; i < s->member_count && e == ERR_OK; i++) {
		const struct town_hat *h = &at->town->hats[s->members[i].m->hat];
		struct id128 id = id_new();
		struct query q;

		if (h->patient == TOWN_NONE)
			continue;
		query_init(&q, at->a, STMT_demo_kin_invitation);
		bind_id(&q, id);
		bind_id(&q, patient_of(at, s)->space.id);
		bind_id(&q, hat_id(at, patient_of(at, s)->opener));
		bind_bytes(&q, sealed(at, s, SEAL_KIN, id, 0, demo_kin(at->a, (struct phi){at->town->people[h->person].name}, h->relation)));
		bind_id(&q, h->id.id);
		bind_i64(&q, s->members[i].m->from_at);
		e = direct_query(at->d, &q, NULL);
	}
	return e;
}

static enum err write_instructions(const struct demo_place *at, const struct story *s)
{
	struct query q;

	query_init(&q, at->a, STMT_demo_instructions);
	bind_id(&q, patient_of(at, s)->space.id);
	return direct_query(at->d, &q, NULL);
}

static enum err write_invited(const struct demo_place *at, const struct story *s)
{
	size_t max = (size_t)at->town->invited_count, n = 0;
	struct id128 *hat = arena_array(at->a, max, sizeof(*hat)), *by = arena_array(at->a, max, sizeof(*by));
	struct str *relation = arena_array(at->a, max, sizeof(*relation)), *history = arena_array(at->a, max, sizeof(*history));
	int64_t *when = arena_array(at->a, max, sizeof(*when));
	struct query q;

	for (size_t i = 0; i < max; i++) {
		const struct town_invited *v = &at->town->invited[i];

		if (v->patient != s->patient)
			continue;
		hat[n] = hat_id(at, v->hat);
		by[n] = hat_id(at, v->by);
		relation[n] = sealed(at, s, SEAL_RELATION, hat[n], 0, v->relation);
		history[n] = v->all_history ? STR("all") : STR("from_now");
		when[n++] = v->at;
	}
	query_init(&q, at->a, STMT_demo_invitations);
	bind_id(&q, patient_of(at, s)->space.id);
	bind_ids(&q, hat, n);
	bind_ids(&q, by, n);
	bind_bytes_array(&q, relation, n);
	bind_texts(&q, history, n);
	bind_i64s(&q, when, n);
	bind_i64(&q, STANDS_DAYS);
	return direct_query(at->d, &q, NULL);
}

static enum err write_handover(const struct demo_place *at, const struct story *s)
{
	const struct town_patient *p = patient_of(at, s);
	struct query q;

	if (p->handover_to == TOWN_NONE)
		return ERR_OK;
	query_init(&q, at->a, STMT_demo_handover);
	bind_id(&q, p->space.id);
	bind_id(&q, hat_id(at, p->attending));
	bind_id(&q, hat_id(at, p->handover_to));
	bind_i64(&q, p->handover_at);
	return direct_query(at->d, &q, NULL);
}

static struct phi reason_of(const struct town_post *p)
{
	for (int i = 0; i < p->deed_count; i++)
		if (p->deeds[i].what == DEED_DELETE)
			return p->deeds[i].text;
	return (struct phi){{NULL, 0}};
}

struct post_columns {
	struct id128 *id, *author, *reply_to;
	int64_t *no, *created_seq, *seq, *at, *edited, *deleted;
	int32_t *version;
	struct str *body, *reason;
};

static struct post_columns post_columns(struct arena *a, size_t n)
{
	return (struct post_columns){
		.id = arena_array(a, n, sizeof(struct id128)),
		.author = arena_array(a, n, sizeof(struct id128)),
		.reply_to = arena_array(a, n, sizeof(struct id128)),
		.no = arena_array(a, n, sizeof(int64_t)),
		.created_seq = arena_array(a, n, sizeof(int64_t)),
		.seq = arena_array(a, n, sizeof(int64_t)),
		.at = arena_array(a, n, sizeof(int64_t)),
		.edited = arena_array(a, n, sizeof(int64_t)),
		.deleted = arena_array(a, n, sizeof(int64_t)),
		.version = arena_array(a, n, sizeof(int32_t)),
		.body = arena_array(a, n, sizeof(struct str)),
		.reason = arena_array(a, n, sizeof(struct str)),
	};
}

static void bind_posts(struct query *q, const struct post_columns *c, size_t n)
{
	bind_ids(q, c->id, n);
	bind_i64s(q, c->no, n);
	bind_i64s(q, c->created_seq, n);
	bind_i64s(q, c->seq, n);
	bind_ids(q, c->author, n);
	bind_ids(q, c->reply_to, n);
	bind_bytes_array(q, c->body, n);
	bind_i32s(q, c->version, n);
	bind_i64s(q, c->at, n);
	bind_i64s(q, c->edited, n);
	bind_i64s(q, c->deleted, n);
	bind_bytes_array(q, c->reason, n);
}

static enum err write_posts(const struct demo_place *at, const struct story *s)
{
	size_t n = (size_t)s->post_count;
	struct post_columns c = post_columns(at->a, n);
	struct query q;

	for (size_t i = 0; i < n; i++) {
		const struct story_post *p = &s->posts[i];

		c.id[i] = p->p->id.id;
		c.no[i] = p->no;
		c.created_seq[i] = p->created_seq;
		c.seq[i] = p->seq;
		c.author[i] = hat_id(at, p->p->hat);
		if (p->p->reply_to != TOWN_NONE)
			c.reply_to[i] = at->town->posts[p->p->reply_to].id.id;
		c.body[i] = sealed(at, s, SEAL_BODY, c.id[i], 1, p->p->body);
		c.version[i] = p->version;
		c.at[i] = p->p->at;
		c.edited[i] = p->edited_at;
		c.deleted[i] = p->deleted_at;
		c.reason[i] = sealed(at, s, SEAL_REASON, c.id[i], 0, reason_of(p->p));
	}
	query_init(&q, at->a, STMT_demo_posts);
	bind_id(&q, patient_of(at, s)->space.id);
	bind_posts(&q, &c, n);
	return direct_query(at->d, &q, NULL);
}

/* Versions after the first, in the order of the stream. */
static enum err write_versions(const struct demo_place *at, const struct story *s)
{
	size_t most = (size_t)s->event_count, n = 0;
	struct id128 *post = arena_array(at->a, most, sizeof(*post));
	int32_t *version = arena_array(at->a, most, sizeof(*version)),
		*newest = arena_array(at->a, (size_t)s->post_count, sizeof(*newest));
	struct str *body = arena_array(at->a, most, sizeof(*body));
	int64_t *time = arena_array(at->a, most, sizeof(*time));
	struct query q;

	for (int i = 0; i < s->event_count; i++) {
		const struct story_event *e = &s->events[i];

		if (e->kind != STORY_EDIT)
			continue;
		newest[e->index] = newest[e->index] == 0 ? 2 : newest[e->index] + 1;
		post[n] = s->posts[e->index].p->id.id;
		version[n] = newest[e->index];
		body[n] = sealed(at, s, SEAL_BODY, post[n], (uint32_t)version[n], s->posts[e->index].p->deeds[e->deed].text);
		time[n++] = e->at;
	}
	query_init(&q, at->a, STMT_demo_versions);
	bind_ids(&q, post, n);
	bind_i32s(&q, version, n);
	bind_bytes_array(&q, body, n);
	bind_i64s(&q, time, n);
	return direct_query(at->d, &q, NULL);
}

/* A reaction belongs to the version that stood when it was given. */
static enum err write_reactions(const struct demo_place *at, const struct story *s)
{
	size_t most = (size_t)s->event_count, n = 0;
	struct id128 *post = arena_array(at->a, most, sizeof(*post)), *hat = arena_array(at->a, most, sizeof(*hat));
	struct str *kind = arena_array(at->a, most, sizeof(*kind));
	int32_t *version = arena_array(at->a, most, sizeof(*version)),
		*edits = arena_array(at->a, (size_t)s->post_count, sizeof(*edits));
	int64_t *time = arena_array(at->a, most, sizeof(*time));
	struct query q;

	for (int i = 0; i < s->event_count; i++) {
		const struct story_event *e = &s->events[i];

		if (e->kind == STORY_EDIT)
			edits[e->index]++;
		if (e->kind != STORY_REACTION)
			continue;
		post[n] = s->posts[e->index].p->id.id;
		hat[n] = hat_id(at, e->hat);
		kind[n] = s->posts[e->index].p->deeds[e->deed].kind;
		version[n] = 1 + edits[e->index];
		time[n++] = e->at;
	}
	query_init(&q, at->a, STMT_demo_reactions);
	bind_ids(&q, post, n);
	bind_ids(&q, hat, n);
	bind_texts(&q, kind, n);
	bind_i32s(&q, version, n);
	bind_i64s(&q, time, n);
	return direct_query(at->d, &q, NULL);
}

static bool of_membership(const struct story_event *e)
{
	return e->kind == STORY_MEMBER_ADD || e->kind == STORY_MEMBER_REMOVE;
}

static enum err write_events(const struct demo_place *at, const struct story *s)
{
	size_t n = (size_t)s->event_count;
	int64_t *seq = arena_array(at->a, n, sizeof(*seq)), *time = arena_array(at->a, n, sizeof(*time));
	struct str *kind = arena_array(at->a, n, sizeof(*kind));
	struct id128 *hat = arena_array(at->a, n, sizeof(*hat)), *post = arena_array(at->a, n, sizeof(*post)),
		     *member = arena_array(at->a, n, sizeof(*member));
	struct query q;

	for (size_t i = 0; i < n; i++) {
		const struct story_event *e = &s->events[i];

		seq[i] = e->seq;
		time[i] = e->at;
		kind[i] = str_of(event_words[e->kind]);
		hat[i] = hat_id(at, e->hat);
		if (of_membership(e))
			member[i] = hat_id(at, s->members[e->index].m->hat);
		else
			post[i] = s->posts[e->index].p->id.id;
	}
	query_init(&q, at->a, STMT_demo_events);
	bind_id(&q, patient_of(at, s)->space.id);
	bind_i64s(&q, seq, n);
	bind_texts(&q, kind, n);
	bind_i64s(&q, time, n);
	bind_ids(&q, hat, n);
	bind_ids(&q, post, n);
	bind_ids(&q, member, n);
	return direct_query(at->d, &q, NULL);
}

static enum err write_cursors(const struct demo_place *at, const struct story *s)
{
	size_t n = (size_t)s->move_count;
	struct id128 *hat = arena_array(at->a, n, sizeof(*hat));
	bool *opened = arena_array(at->a, n, sizeof(*opened));
	int64_t *upto = arena_array(at->a, n, sizeof(*upto)), *time = arena_array(at->a, n, sizeof(*time));
	struct query q;
	enum err e;

	for (size_t i = 0; i < n; i++) {
		hat[i] = hat_id(at, s->moves[i].hat);
		opened[i] = s->moves[i].opened;
		upto[i] = s->moves[i].upto_no;
		time[i] = s->moves[i].at;
	}
	query_init(&q, at->a, STMT_demo_cursor_moves);
	bind_id(&q, patient_of(at, s)->space.id);
	bind_ids(&q, hat, n);
	bind_bools(&q, opened, n);
	bind_i64s(&q, upto, n);
	bind_i64s(&q, time, n);
	e = direct_query(at->d, &q, NULL);
	if (e != ERR_OK)
		return e;
	query_init(&q, at->a, STMT_demo_cursors);
	bind_id(&q, patient_of(at, s)->space.id);
	return direct_query(at->d, &q, NULL);
}

static struct audit_row audit_of(const struct demo_place *at, const struct story *s, const struct story_event *e)
{
	struct audit_row row = {
		.at = e->at,
		.act = e->kind == STORY_POST && s->posts[e->index].p->reply_to != TOWN_NONE ? "post_reply" : audit_words[e->kind],
		.result = ERR_OK,
		.space = patient_of(at, s)->space,
		.object = of_membership(e) ? hat_id(at, s->members[e->index].m->hat) : s->posts[e->index].p->id.id,
	};

	if (e->hat != TOWN_NONE) {
		row.hat = at->town->hats[e->hat].id;
		row.account = at->town->people[at->town->hats[e->hat].person].account;
	}
	return row;
}

static enum err write_evidence(const struct demo_place *at, const struct story *s)
{
	struct audit_row *rows = arena_array(at->a, (size_t)s->event_count, sizeof(*rows));
	struct query q;

	if (s->event_count == 0)
		return ERR_OK;
	for (int i = 0; i < s->event_count; i++)
		rows[i] = audit_of(at, s, &s->events[i]);
	audit_query(&q, at->a, rows, (size_t)s->event_count);
	return direct_query(at->d, &q, NULL);
}

enum err demo_write_story(const struct demo_place *at, const struct story *s)
{
	enum err (*const steps[])(const struct demo_place *, const struct story *) = {
		write_space,    write_state, write_consent,  write_identity,  write_members, write_kin, write_instructions, write_invited,
		write_handover, write_posts, write_versions, write_reactions, write_events,  write_cursors,      write_evidence,
	};
	enum err e = ERR_OK;

	check(at != NULL && at->d != NULL && at->key != NULL && s != NULL);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && e == ERR_OK; i++)
		e = steps[i](at, s);
	return e;
}

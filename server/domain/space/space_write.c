#include "domain/space/space.h"

#include "base/clock.h"
#include "call/app.h"
#include "call/shown.h"
#include "domain/space/space_person.h"
#include "policy/decide.h"

#include <jansson.h>

/* The columns of space_list. */
enum {
	ID, KIND, PATIENT, IDENTITY_VERSION, IDENTITY, CONSENT, ARCHIVED_AT, FROZEN_AT, READ_UNTIL, SEQ, POST_NO, OPENED_NO, DELIVERED_NO, UNREAD,
	LAST_AT, MEMBERS, FACILITY, ATTENDING, ATTENDING_NAME, ATTENDING_SEALED, ROLE, INSTRUCTION, ATTENDING_PENDING, TITLE, ENTRY,
	ARCHIVE_REASON, ARCHIVED_BY, CLOSED_AT, ERASED_AT, PEER, AGREEMENT, AGREEMENT_CONFIRMED, HANDOVER = AGREEMENT_CONFIRMED + 2, ATTENDING_AT, PEER_GONE,
	ARCHIVE_PROPOSAL, DIED_ON
};

/* "山田 花子 様", made here so that every screen shows it alike. */
static struct phi title_of(struct arena *a, const json_t *identity)
{
	const char *name = json_string_value(json_object_get(identity, "name"));

	return (struct phi){arena_printf(a, "%s 様", name ? name : "")};
}

struct space_names space_names_read(const struct rows *r, int i, int space_col, int col)
{
	return (struct space_names){.space = {rows_id(r, i, space_col)},
	                            .patient = rows_id(r, i, col),
	                            .version = (uint32_t)rows_i64(r, i, col + 1),
	                            .identity = rows_str(r, i, col + 2),
	                            .title = rows_str(r, i, col + 3)};
}

enum err space_title(const struct call *c, const struct space_names *n, struct phi *title_r)
{
	bool of_patient = !id_is_zero(n->patient);
	struct seal_place at = {.space = n->space,
	                        .kind = of_patient ? SEAL_IDENTITY : SEAL_TITLE,
	                        .row = of_patient ? n->patient : n->space.id,
	                        .version = of_patient ? n->version : 0};
	struct str sealed = of_patient ? n->identity : n->title;
	enum err e;

	*title_r = (struct phi){STR("")};
	if (sealed.p == NULL)
		return ERR_OK;
	e = shown_unseal(c, at, sealed, title_r);
	if (e == ERR_OK && of_patient && title_r->text.p != NULL) {
		json_t *j = json_loadb(title_r->text.p, title_r->text.n, 0, NULL);

		*title_r = title_of(c->arena, j);
		json_decref(j);
	}
	return e;
}

/* The sealed values of one space, opened before anything is written; {NULL}: there is none, or it is among the unreadable. */
struct opened {
	struct phi title, identity, attending, died_on;
	const char *unreadable[3];
	size_t unreadable_n;
};

static enum err open_one(struct call *c, struct seal_place at, struct str sealed, struct phi *out, struct opened *all, const char *word)
{
	enum err e;

	if (sealed.p == NULL)
		return ERR_OK;
	e = shown_unseal(c, at, sealed, out);
	if (e == ERR_OK && out->text.p == NULL)
		all->unreadable[all->unreadable_n++] = word;
	return e;
}

/* A patient's space is called by the patient, a circle by its name; of a tie it is the other one, and the board has its name from the client's words. */
static enum err open_all(struct call *c, const struct rows *r, int i, struct opened *all)
{
	struct space_id space = {rows_id(r, i, ID)};
	struct id128 patient = rows_id(r, i, PATIENT);
	struct seal_place identity = {.space = space, .kind = SEAL_IDENTITY, .row = patient, .version = (uint32_t)rows_i64(r, i, IDENTITY_VERSION)};
	struct seal_place title = {.space = space, .kind = SEAL_TITLE, .row = space.id};
	struct seal_place attending = {.space = space, .kind = SEAL_ATTENDING, .row = patient};
	struct seal_place died_on = {.space = space, .kind = SEAL_DEATH, .row = space.id};
	enum err e;

	*all = (struct opened){0};
	if (rows_null(r, i, PATIENT))
		return open_one(c, title, rows_str(r, i, TITLE), &all->title, all, "title");
	e = open_one(c, identity, rows_str(r, i, IDENTITY), &all->identity, all, "title");
	if (e == ERR_OK)
		e = open_one(c, attending, rows_str(r, i, ATTENDING_SEALED), &all->attending, all, "attending");
	if (e == ERR_OK)
		e = open_one(c, died_on, rows_str(r, i, DIED_ON), &all->died_on, all, "died_on");
	return e;
}

/* The identity is the program's own JSON. */
static void write_identity(struct out *o, struct arena *a, struct id128 patient, struct phi identity)
{
	json_error_t error;
	json_t *j = json_loadb(identity.text.p, identity.text.n, 0, &error);
	static const char *const members[] = {"name", "kana", "birth", "sex"};

	out_key(o, "title");
	out_phi(o, title_of(a, j));
	out_key(o, "patient");
	out_object(o);
	out_key_id(o, "id", patient);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		const char *value = json_string_value(json_object_get(j, members[i]));

		out_key(o, members[i]);
		out_phi(o, (struct phi){str_of(value ? value : "")});
	}
	out_end(o);
	json_decref(j);
}

static void write_attending(struct out *o, const struct opened *all, const struct rows *r, int i)
{
	out_key(o, "attending");
	if (all->attending.text.p != NULL) {
		out_raw(o, all->attending.text); /* the program's own JSON {hat: null, name, phone} */
	} else if (rows_null(r, i, ATTENDING)) {
		out_null(o);
	} else {
		out_object(o);
		out_key_id(o, "hat", rows_id(r, i, ATTENDING));
		out_key_text(o, "name", rows_str(r, i, ATTENDING_NAME));
		out_key_text_or_null(o, "phone", (struct str){NULL, 0});
		out_end(o);
	}
}

/* What is said of an act in `may`: the client shows a button for it exactly when the rule lets it through. */
struct may_word {
	enum action action;
	const char *word;
};

static const struct may_word may_words[] = {
	{ACT_agreement_write, "agreement_write"},
	{ACT_archive_dismiss, "archive_dismiss"},
	{ACT_archive_propose, "archive_propose"},
	{ACT_archive_restore, "archive_restore"},
	{ACT_archive_set, "archive"},
	{ACT_board_confirmations, "confirmations"},
	{ACT_circle_change, "circle_change"},
	{ACT_circle_close, "circle_close"},
	{ACT_circle_report, "report"},
	{ACT_circle_requests, "circle_requests"},
	{ACT_circle_role, "circle_role"},
	{ACT_circle_show, "report_dismiss"},
	{ACT_consent_record, "consent_record"},
	{ACT_consent_withdraw, "consent_withdraw"},
	{ACT_instruction_renew, "instruction_renew"},
	{ACT_death_record, "death"},
	{ACT_delegate_end, "delegate_end"},
	{ACT_delegate_grant, "delegate"},
	{ACT_family_open, "family_open"},
	{ACT_family_read, "family"},
	{ACT_handover_name, "successor"},
	{ACT_handover_offer, "handover"},
	{ACT_invitation_create_other, "invite_other"},
	{ACT_invitation_create_own, "invite"},
	{ACT_invitation_list, "invitations"},
	{ACT_kin_invite, "invite_kin"},
	{ACT_kin_list, "kin"},
	{ACT_member_leave, "leave"},
	{ACT_member_remove, "remove"},
	{ACT_member_remove_delegate, "remove_delegate"},
	{ACT_tie_end, "end"},
	{ACT_post_create, "post"},
	{ACT_post_reply, "reply"},
	{ACT_reaction_set, "react"},
};

static const struct may_word may_own_words[] = {
	{ACT_post_delete, "delete"},
	{ACT_post_edit, "edit"},
};

static void write_words(struct out *o, const char *name, const struct facts *f, const struct may_word *words, size_t n)
{
	out_key(o, name);
	out_array(o);
	for (size_t i = 0; i < n; i++)
		if (decide(words[i].action, f) == ERR_OK)
			out_text(o, str_of(words[i].word));
	out_end(o);
}

/* With somebody's post in the space in mind, then with one's own. */
static void write_may(struct out *o, struct facts *f)
{
	f->post = (struct post_facts){.found = true, .created_seq = INT64_MAX};
	write_words(o, "may", f, may_words, sizeof(may_words) / sizeof(may_words[0]));
	f->post.author = f->session.hat;
	write_words(o, "may_own", f, may_own_words, sizeof(may_own_words) / sizeof(may_own_words[0]));
}

static struct facts facts_of_row(const struct session_facts *who, const struct rows *r, int i)
{
	struct space_columns columns = {.consent = rows_str(r, i, CONSENT),
					.instruction = rows_str(r, i, INSTRUCTION),
					.archived_at = rows_i64(r, i, ARCHIVED_AT),
					.frozen_at = rows_i64(r, i, FROZEN_AT),
					.read_until = rows_i64(r, i, READ_UNTIL),
					.closed_at = rows_i64(r, i, CLOSED_AT),
					.erased_at = rows_i64(r, i, ERASED_AT)};
	struct facts f = {.now = clock_ms(), .session = *who};

	f.space.found = f.member.found = true;
	f.space.id.id = rows_id(r, i, ID);
	f.space.kind = facts_space_kind(rows_str(r, i, KIND));
	f.space.consented = facts_consented(rows_str(r, i, CONSENT));
	f.space.instructed = facts_instructed(rows_str(r, i, INSTRUCTION));
	f.space.attending_pending = rows_bool(r, i, ATTENDING_PENDING);
	f.space.seated = !f.space.attending_pending && !rows_null(r, i, ATTENDING);
	f.member.role = facts_role(rows_str(r, i, ROLE));
	facts_space_state(&columns, f.now, &f.space.state, &f.space.readable);
	return f;
}

bool space_is_shown(const struct session_facts *who, const struct rows *r, int i)
{
	struct facts f = facts_of_row(who, r, i);

	return decide(ACT_space_read, &f) == ERR_OK;
}

static void write_counts(struct out *o, const struct rows *r, int i)
{
	out_key_i64(o, "seq", rows_i64(r, i, SEQ));
	out_key_i64(o, "post_no", rows_i64(r, i, POST_NO));
	out_key_i64(o, "opened_no", rows_i64(r, i, OPENED_NO));
	out_key_i64(o, "delivered_no", rows_i64(r, i, DELIVERED_NO));
	out_key_i64(o, "unread", rows_i64(r, i, UNREAD));
	out_key_i64_or_null(o, "last_at", rows_i64(r, i, LAST_AT));
	out_key_i64(o, "members", rows_i64(r, i, MEMBERS));
}

static void write_title(struct call *c, const struct opened *all, const struct rows *r, int i)
{
	struct out *o = &c->out;

	if (all->identity.text.p != NULL) {
		write_identity(o, c->arena, rows_id(r, i, PATIENT), all->identity);
		return;
	}
	out_key(o, "title");
	out_phi(o, all->title.text.p != NULL ? all->title : (struct phi){STR("")});
	out_key(o, "patient");
	out_null(o);
}

static void write_unreadable(struct out *o, const struct opened *all)
{
	out_key(o, "unreadable");
	out_array(o);
	for (size_t i = 0; i < all->unreadable_n; i++)
		out_text(o, str_of(all->unreadable[i]));
	out_end(o);
}

/* The family never sees why a timeline was archived (Art. 16-6). */
static void write_archived(struct out *o, const struct facts *f, const struct opened *all, const struct rows *r, int i)
{
	bool kin = f->session.hat_kind == HAT_KIN;

	out_key(o, "archived");
	if (rows_null(r, i, ARCHIVED_AT)) {
		out_null(o);
		return;
	}
	out_object(o);
	out_key_i64(o, "at", rows_i64(r, i, ARCHIVED_AT));
	out_key_text_or_null(o, "reason", kin ? (struct str){NULL, 0} : rows_str(r, i, ARCHIVE_REASON));
	out_key_id_or_null(o, "by", kin ? (struct id128){{0}} : rows_id(r, i, ARCHIVED_BY));
	out_key_phi_or_null(o, "died_on", all->died_on);
	out_end(o);
}

static void write_agreement_state(struct out *o, const struct rows *r, int i)
{
	out_key(o, "agreement");
	if (rows_null(r, i, AGREEMENT)) {
		out_null(o);
		return;
	}
	out_object(o);
	out_key_i64(o, "version", rows_i64(r, i, AGREEMENT));
	out_key_bool(o, "confirmed", rows_bool(r, i, AGREEMENT_CONFIRMED));
	out_end(o);
}

static void write_state(struct out *o, const struct facts *f, const struct opened *all, const struct rows *r, int i)
{
	out_key_text(o, "state", str_of(facts_space_state_word(f->space.state)));
	out_key_text(o, "role", rows_str(r, i, ROLE));
	out_key_text(o, "consent", rows_str(r, i, CONSENT));
	out_key_text(o, "instruction", rows_str(r, i, INSTRUCTION));
	out_key_bool(o, "attending_pending", f->space.attending_pending);
	out_key_i64_or_null(o, "attending_at", rows_i64(r, i, ATTENDING_AT));
	out_key_raw_or_null(o, "handover", rows_str(r, i, HANDOVER));
	out_key_i64_or_null(o, "read_until", rows_i64(r, i, READ_UNTIL));
	out_key_text(o, "entry", rows_str(r, i, ENTRY));
	write_archived(o, f, all, r, i);
	out_key_raw_or_null(o, "archive_proposal", rows_str(r, i, ARCHIVE_PROPOSAL));
	write_agreement_state(o, r, i);
}

enum err space_write(struct call *c, const struct rows *r, int i)
{
	struct facts f = facts_of_row(&c->facts.session, r, i);
	struct out *o = &c->out;
	struct opened all;
	enum err e = open_all(c, r, i, &all);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", f.space.id.id);
	out_key_text(o, "kind", rows_str(r, i, KIND));
	write_title(c, &all, r, i);
	out_key_raw_or_null(o, "facility", rows_str(r, i, FACILITY));
	out_key_raw_or_null(o, "peer", space_people_open(c->app, c->arena, rows_str(r, i, PEER)));
	out_key_bool(o, "peer_gone", rows_bool(r, i, PEER_GONE));
	write_attending(o, &all, r, i);
	write_unreadable(o, &all);
	write_state(o, &f, &all, r, i);
	write_counts(o, r, i);
	write_may(o, &f);
	out_end(o);
	return ERR_OK;
}

enum err space_write_member(const struct app *app, enum hat_kind reader, struct arena *a, const struct rows *r, int i, struct out *o)
{
	bool kin = reader == HAT_KIN;
	struct seal_place at = {.space = {rows_id(r, i, 12)}, .kind = SEAL_RELATION, .row = rows_id(r, i, 0)};
	struct phi relation = {STR("")};
	enum err e = rows_null(r, i, 2) ? ERR_OK : shown_open(app, a, at, rows_str(r, i, 2), &relation);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "hat", rows_id(r, i, 0));
	out_key(o, "person");
	out_raw(o, space_people_open(app, a, rows_str(r, i, 1)));
	out_key_phi_or_null(o, "relation", relation);
	out_key_text(o, "role", rows_str(r, i, 3));
	out_key_i64(o, "from_at", rows_i64(r, i, 4));
	out_key_i64_or_null(o, "to_at", rows_i64(r, i, 5));
	out_key_text(o, "history", rows_bool(r, i, 6) ? STR("all") : STR("from_now"));
	out_key_i64(o, "delivered_no", kin ? 0 : rows_i64(r, i, 7));
	out_key_i64(o, "opened_no", kin ? 0 : rows_i64(r, i, 8));
	out_key_id_or_null(o, "added_by", kin ? (struct id128){{0}} : rows_id(r, i, 9));
	out_key_raw_or_null(o, "instruction", kin ? (struct str){NULL, 0} : rows_str(r, i, 10));
	out_key_raw_or_null(o, "absence", kin ? (struct str){NULL, 0} : rows_str(r, i, 13));
	out_end(o);
	return ERR_OK;
}

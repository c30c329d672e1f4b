/* トラブル連絡: reported by anybody of the staff, to the own 施設管理者 and the office at once; read by those whom it concerns. */
#include "base/settings.h"
#include "call/app.h"
#include "domain/guard/guard.h"
#include "domain/incident/incident_own.h"
#include "domain/incident/incident_rows.h"
#include "domain/session/session.h"
#include "domain/space/space_change.h"

#define HOUR_MS 3600000LL
#define AHEAD_MS (5 * 60 * 1000LL) /* a clock of the client's may be ahead so much */

const char *const incident_kinds[] = {"intrusion", "lost_device", "other", "wrong_patient", "wrong_recipient", NULL};

void incident_step(struct call *c, struct id128 incident, const char *kind, struct str words, struct str prevention)
{
	struct query q;

	query_init(&q, c->arena, STMT_incident_step);
	bind_id(&q, incident);
	bind_text(&q, str_of(kind));
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, words);
	bind_text(&q, prevention);
	call_query(c, &q, NULL);
}

void incident_tell(struct call *c, struct id128 incident)
{
	struct query q;

	query_init(&q, c->arena, STMT_incident_tell);
	bind_id(&q, incident);
	call_query(c, &q, space_tell_rows);
}

/* ---- report ---- */

struct reporting {
	struct id128 facility;
	struct account_id concerned;
};

static size_t write_first(const struct incident_report_in *in, struct str *out)
{
	const struct {
		bool done;
		const char *word;
	} all[] = {
		{in->first_asked, "asked"},     {in->first_locked, "locked"},     {in->first_phoned, "phoned"},       {in->first_police, "police"},
		{in->first_removed, "removed"}, {in->first_searched, "searched"}, {in->first_unplugged, "unplugged"},
	};
	size_t n = 0;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i].done)
			out[n++] = str_of(all[i].word);
	return n;
}

static enum err on_sessions(struct call *c, const struct rows *r)
{
	session_end_rows(c, r, "sign_out_all");
	return ERR_OK;
}

static enum err on_inserted(struct call *c, const struct rows *r)
{
	const struct incident_report_in *in = c->in;

	if (rows_count(r) == 1) {
		incident_step(c, in->key, "reported", (struct str){NULL, 0}, (struct str){NULL, 0});
		incident_tell(c, in->key);
	}
	return ERR_OK;
}

static void insert(struct call *c)
{
	const struct incident_report_in *in = c->in;
	const struct reporting *w = c->keep;
	struct str first[7];
	size_t n = write_first(in, first);
	struct query q;

	query_init(&q, c->arena, STMT_incident_insert);
	bind_id(&q, in->key);
	bind_id(&q, w->facility);
	bind_id(&q, c->facts.session.hat.id);
	bind_id_or_null(&q, in->about);
	bind_text(&q, str_of(incident_kinds[in->kind]));
	bind_i64(&q, in->noticed_at);
	bind_text(&q, in->words);
	bind_texts(&q, first, n);
	bind_bool(&q, in->sign_out);
	bind_i64(&q, c->facts.now);
	bind_i64(&q, c->facts.now + c->app->settings->incident_answer_hours * HOUR_MS);
	call_query(c, &q, on_inserted);
}

/* The session in which this is written stays: what was lost is another device. */
static enum err on_clean(struct call *c)
{
	const struct incident_report_in *in = c->in;
	const struct reporting *w = c->keep;
	struct query q;

	if (in->sign_out) {
		query_init(&q, c->arena, STMT_session_others_of_account);
		bind_id(&q, w->concerned.id);
		bind_id(&q, c->facts.session.id.id);
		call_query(c, &q, on_sessions);
	}
	insert(c);
	c->audit_object = in->key;
	call_answer_made(c, in->key);
	return ERR_OK;
}

static enum err on_who(struct call *c, const struct rows *r)
{
	const struct incident_report_in *in = c->in;
	struct guard_ask ask = {.kind = KIND_BOARD, .texts = {{"words", {in->words}}}};
	struct reporting *w = arena_alloc(c->arena, sizeof(*w));

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, 3) && !rows_bool(r, 0, 4))
		return call_refuse(c, ERR_CONFLICT);
	if (rows_bool(r, 0, 3)) { /* sent once more */
		c->unaudited = true;
		call_answer_made(c, in->key);
		return ERR_OK;
	}
	if (!rows_bool(r, 0, 1)) {
		c->detail = STR("about");
		return call_refuse(c, ERR_BAD_VALUE);
	}
	*w = (struct reporting){.facility = rows_id(r, 0, 0), .concerned = {rows_id(r, 0, 2)}};
	c->keep = w;
	return guard_texts(c, &ask, on_clean);
}

/*
 * POST /api/incidents {key, kind, noticed_at, words, about?, sign_out?, first_…?}: 201 {id}; the same again for a key that was here before. sign_out: every
 * other session of the person concerned ends. BAD_VALUE noticed_at: not yet; about: nobody of the facility, or not for this hat to report for.
 * CONFLICT: somebody else's key. PATIENT_DATA, SCREEN_DOWN, THROTTLED: of the words.
 */
enum err incident_report(struct call *c)
{
	const struct incident_report_in *in = c->in;
	struct query q;

	if (in->noticed_at > c->facts.now + AHEAD_MS) {
		c->detail = STR("noticed_at");
		return ERR_BAD_VALUE;
	}
	query_init(&q, c->arena, STMT_incident_who);
	bind_id(&q, c->facts.session.hat.id);
	bind_id_or_null(&q, in->about);
	bind_id(&q, in->key);
	call_query(c, &q, on_who);
	return ERR_OK;
}

/* ---- read ---- */

enum { ID, NO, KIND, STATE, VERSION, BY, ABOUT, NOTICED_AT, AT, ANSWER_BY, OVERDUE, ANSWERED_AT, OPEN_SINCE, CLOSED_AT, FIRST, SIGNED_OUT, WORDS, STEPS, OFFICE, COMMITTEE, ADMIN };

static void write_head(struct out *o, const struct rows *r, int i)
{
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_i64(o, "no", rows_i64(r, i, NO));
	out_key_text(o, "kind", rows_str(r, i, KIND));
	out_key_text(o, "state", rows_str(r, i, STATE));
	out_key_i64(o, "version", rows_i64(r, i, VERSION));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, BY));
	out_key_raw_or_null(o, "about", rows_str(r, i, ABOUT));
	out_key_i64(o, "noticed_at", rows_i64(r, i, NOTICED_AT));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_key_i64(o, "answer_by", rows_i64(r, i, ANSWER_BY));
	out_key_bool(o, "overdue", rows_bool(r, i, OVERDUE));
	out_key_i64_or_null(o, "answered_at", rows_i64(r, i, ANSWERED_AT));
	out_key_i64(o, "open_since", rows_i64(r, i, OPEN_SINCE));
	out_key_i64_or_null(o, "closed_at", rows_i64(r, i, CLOSED_AT));
}

static enum err write_line(struct call *c, const struct rows *r, int i)
{
	write_head(&c->out, r, i);
	out_end(&c->out);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_list(c, "incidents", r, write_line);
}

/* GET /api/incidents: one's own; of a 施設管理者 those of the facility; of office and committee all. */
enum err incident_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_incident_list);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_list);
	return ERR_OK;
}

static void write_may(struct out *o, const struct rows *r)
{
	bool open = !str_eq(rows_str(r, 0, STATE), STR("closed")), office = rows_bool(r, 0, OFFICE), admin = rows_bool(r, 0, ADMIN);

	out_key(o, "may");
	out_array(o);
	if (open && office)
		out_text(o, STR("close"));
	if (office && str_eq(rows_str(r, 0, STATE), STR("reported")))
		out_text(o, STR("handle"));
	if (open && !rows_bool(r, 0, COMMITTEE))
		out_text(o, STR("note"));
	if (!open && (office || admin))
		out_text(o, STR("reopen"));
	out_end(o);
}

static enum err on_show(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	write_head(o, r, 0);
	out_key(o, "first");
	out_raw(o, rows_str(r, 0, FIRST));
	out_key_bool(o, "signed_out", rows_bool(r, 0, SIGNED_OUT));
	out_key_text(o, "words", rows_str(r, 0, WORDS));
	write_may(o, r);
	out_key(o, "steps");
	out_raw(o, rows_str(r, 0, STEPS));
	out_end(o);
	return ERR_OK;
}

/* GET /api/incidents/{item}: the whole of it, with its history and what this hat may do. NOT_FOUND: none, or not for this hat. */
enum err incident_show(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_incident_show);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->match.item);
	call_query(c, &q, on_show);
	return ERR_OK;
}

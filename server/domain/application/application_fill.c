/* What the applicant does, with receipt and secret instead of a session: read, fill in, submit. */
#include "base/check.h"
#include "base/utf8.h"
#include "call/app.h"
#include "crypt/token.h"
#include "domain/application/application_own.h"
#include "domain/application/application_rows.h"
#include "json/out.h"
#include "mail/address.h"

#define PEOPLE_MAX 50
#define SCHEME "Application "

enum { STATE, VERSION, RECEIPT, FORM, PEOPLE, ADMINS, PERSON_THERE, SIGNED, SIGNED_IN_TIME };

/* ---- whose it is ---- */

struct asked {
	call_rows then;
	struct application_key key;
};

bool application_key(struct arena *a, struct str value, struct application_key *w)
{
	unsigned char *hash = arena_alloc(a, TOKEN_HASH);
	size_t dot;

	if (!str_starts(value, STR(SCHEME)))
		return false;
	value = str_part(value, sizeof(SCHEME) - 1, value.n);
	dot = str_find(value, '.', 0);
	w->receipt = arena_copy(a, str_part(value, 0, dot));
	w->hash = (struct str){(const char *)hash, TOKEN_HASH};
	return utf8_valid(w->receipt) && str_find(w->receipt, '\0', 0) == w->receipt.n && token_hash(str_part(value, dot + 1, value.n), hash);
}

static enum err on_found(struct call *c, const struct rows *r)
{
	const struct asked *w = c->keep;
	char person[ID_TEXT + 1];
	struct query q;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	c->audit_object = rows_id(r, 0, 0);
	id_format(c->match.item, person);
	query_init(&q, c->arena, c->txn != NULL ? STMT_application_there : STMT_application_show);
	bind_id(&q, c->audit_object);
	if (c->txn != NULL) {
		bind_text(&q, (struct str){person, ID_TEXT});
		bind_i64(&q, c->facts.now);
	} else {
		bind_bool(&q, false);
	}
	call_query(c, &q, w->then);
	return ERR_OK;
}

static enum err find(struct call *c)
{
	const struct asked *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_application_by_secret);
	bind_text(&q, w->key.receipt);
	bind_bytes(&q, w->key.hash);
	call_query(c, &q, on_found);
	return ERR_OK;
}

enum err application_ask(struct call *c, bool changes, call_rows then)
{
	struct asked *w = arena_alloc(c->arena, sizeof(*w));

	w->then = then;
	c->keep = w;
	if (!application_key(c->arena, http_header(c->req, STR("authorization")), &w->key))
		return ERR_NOT_FOUND;
	if (!changes)
		return find(c);
	call_begin(c, find);
	return ERR_OK;
}

bool application_is_open(const struct rows *r)
{
	struct str state = rows_str(r, 0, STATE);

	return str_eq(state, STR("draft")) || str_eq(state, STR("returned"));
}

/* ---- begin, read ---- */

static enum err begin(struct call *c)
{
	return application_insert(c, false);
}

/* POST /api/application: {receipt, secret}. THROTTLED: too many from this address today, or too many drafts altogether. */
enum err application_begin(struct call *c)
{
	call_begin(c, begin);
	return ERR_OK;
}

/* GET /api/application */
enum err application_own(struct call *c)
{
	return application_ask(c, false, application_write);
}

/* ---- fill in ---- */

static bool address_wrong(struct call *c, bool has, struct str address)
{
	if (!has || address_fits(address))
		return false;
	c->detail = STR("mail");
	return true;
}

static enum err on_save(struct call *c, const struct rows *r)
{
	const struct application_form_in *in = c->in;
	struct out form = {0};
	struct query q;

	if (!application_is_open(r) || rows_i64(r, 0, VERSION) != in->version)
		return ERR_CONFLICT;
	if (address_wrong(c, in->has_mail, in->mail))
		return ERR_BAD_VALUE;
	shape_write(&form, c->match.route->in, in);
	query_init(&q, c->arena, STMT_application_set);
	bind_id(&q, c->audit_object);
	bind_text(&q, arena_copy(c->arena, out_done(&form)));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	out_finish(&form);
	application_write_version(c, in->version + 1);
	return ERR_OK;
}

/* PUT /api/application {version, …}: the whole form as it is now, {version}. CONFLICT: changed in another window, or submitted meanwhile.
 * BAD_VALUE: mail. */
enum err application_save(struct call *c)
{
	return application_ask(c, true, on_save);
}

static void bind_person(struct query *q, struct call *c)
{
	char *id = arena_alloc(c->arena, ID_TEXT + 1);

	id_format(c->match.item, id);
	bind_id(q, c->audit_object);
	bind_text(q, (struct str){id, ID_TEXT});
}

static enum err on_person(struct call *c, const struct rows *r)
{
	const struct application_person_in *in = c->in;
	struct out person = {0};
	struct query q;

	if (!application_is_open(r))
		return ERR_CONFLICT;
	if (address_wrong(c, in->has_mail, in->mail))
		return ERR_BAD_VALUE;
	if (!rows_bool(r, 0, PERSON_THERE) && rows_i64(r, 0, PEOPLE) >= PEOPLE_MAX)
		return ERR_TOO_LONG;
	shape_write(&person, c->match.route->in, c->in);
	query_init(&q, c->arena, STMT_application_person_set);
	bind_person(&q, c);
	bind_text(&q, arena_copy(c->arena, out_done(&person)));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	out_finish(&person);
	application_write_version(c, rows_i64(r, 0, VERSION) + 1);
	return ERR_OK;
}

/* PUT …/people/{item}: a new one, or in its place. TOO_LONG: more than 50. CONFLICT: submitted meanwhile. BAD_VALUE: mail, name, kana. */
enum err application_person_set(struct call *c)
{
	return application_ask(c, true, on_person);
}

static enum err on_drop(struct call *c, const struct rows *r)
{
	struct query q;

	if (!application_is_open(r))
		return ERR_CONFLICT;
	query_init(&q, c->arena, STMT_application_person_drop);
	bind_person(&q, c);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	application_write_version(c, rows_i64(r, 0, VERSION) + 1);
	return ERR_OK;
}

/* DELETE …/people/{item}: also one that is gone already. */
enum err application_person_drop(struct call *c)
{
	return application_ask(c, true, on_drop);
}

/* ---- submit ---- */

static const char *missing_of(const struct application_form_in *f, const struct rows *r)
{
	const struct {
		bool there;
		const char *name;
	} needs[] = {
	        {f->has_name, "name"}, {f->has_kind, "kind"}, {f->has_outside, "outside"}, {!f->outside || f->has_relation, "relation"},
	        {f->has_address, "address"}, {f->has_phone_day, "phone_day"}, {f->has_contact, "contact"}, {f->has_head_name, "head_name"},
	        {rows_i64(r, 0, PEOPLE) > 0, "people"}, {rows_i64(r, 0, ADMINS) > 0, "admins"}, {f->point_policy, "point_policy"},
	        {f->point_purpose, "point_purpose"}, {f->point_consent, "point_consent"}, {f->point_admin, "point_admin"}, {f->point_staff, "point_staff"},
	        {f->point_device, "point_device"}, {f->point_incident, "point_incident"}, {f->has_listed, "listed"}, {f->has_signed_name, "signed_name"},
	        {f->has_signed_on, "signed_on"},
	};

	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++)
		if (!needs[i].there)
			return needs[i].name;
	return NULL;
}

static const struct shape *form_shape(const struct call *c)
{
	const struct route_table *t = &c->app->routes;

	for (size_t i = 0; i < t->count; i++)
		if (t->rows[i].handler == application_save)
			return t->rows[i].in;
	check(!"the form has a route");
	return NULL;
}

/* As it stands in the database, not as somebody sends it once more. */
static enum err check_whole(struct call *c, const struct rows *r)
{
	const struct application_form_in *f;
	void *form;
	const char *missing;
	enum err e = shape_read(c->arena, form_shape(c), rows_str(r, 0, FORM), &form, &c->detail);

	if (e != ERR_OK)
		return e;
	f = form;
	missing = missing_of(f, r);
	if (missing != NULL) {
		c->detail = str_of(missing);
		return ERR_FIELD_MISSING;
	}
	if (rows_bool(r, 0, SIGNED) && rows_bool(r, 0, SIGNED_IN_TIME))
		return ERR_OK;
	c->detail = rows_bool(r, 0, SIGNED) ? STR("signed_on") : STR("signed_name");
	return ERR_BAD_VALUE;
}

static enum err on_submit(struct call *c, const struct rows *r)
{
	const struct application_version_in *in = c->in;
	enum err e;

	if (!application_is_open(r) || rows_i64(r, 0, VERSION) != in->version)
		return ERR_CONFLICT;
	e = check_whole(c, r);
	if (e == ERR_OK)
		application_move(c, c->audit_object, str_eq(rows_str(r, 0, STATE), STR("draft")) ? "waiting" : "resent", in->version, (struct str){NULL, 0});
	return e;
}

/* POST …/submit {version}: to the office. FIELD_MISSING: what is not filled in yet; BAD_VALUE: signed with another name than the 施設長's (spaces,
 * width and kana do not matter), or on a day to come. */
enum err application_submit(struct call *c)
{
	return application_ask(c, true, on_submit);
}

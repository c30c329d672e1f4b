/* What applicant and office share: beginning one, its history, how it is shown. */
#include "base/rand.h"
#include "base/settings.h"
#include "call/app.h"
#include "crypt/hash.h"
#include "crypt/token.h"
#include "domain/application/application_own.h"
#include "domain/application/application_rows.h"
#include "domain/mail/mail.h"
#include "domain/space/space_change.h"

#define RECEIPT_LETTERS 10

const char *const application_kinds[] = {"care_manager_office",   "clinic",   "community_support_center", "day_service", "dental_clinic", "home_helper",
                                         "hospital", "other", "pharmacy", "visiting_nurse_station", NULL};
const char *const application_professions[] = {"care_manager", "clerk", "dental_hygienist", "dentist", "dietitian", "helper", "nurse", "occupational_therapist",
                                               "other", "pharmacist", "physical_therapist", "physician", "social_worker", "speech_therapist", "visiting_nurse", NULL};

/* Letters and digits that nobody mixes up on the telephone. */
static struct str make_receipt(struct call *c)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789k";
	unsigned char bytes[RECEIPT_LETTERS];
	char *text = arena_alloc(c->arena, RECEIPT_LETTERS + 1);

	rand_bytes(bytes, sizeof(bytes));
	for (int i = 0; i < RECEIPT_LETTERS; i++)
		text[i] = letters[bytes[i] % 32];
	return (struct str){text, RECEIPT_LETTERS};
}

static struct str source_key(struct call *c)
{
	unsigned char *out = arena_alloc(c->arena, HASH_SIZE);
	struct str key = {(const char *)c->app->throttle_key, sizeof(c->app->throttle_key)};

	hash_hmac(key, arena_printf(c->arena, "application:%.*s", STR_ARG(http_peer(c->req))), out);
	return (struct str){(const char *)out, HASH_SIZE};
}

struct str application_secret(struct call *c, struct str receipt)
{
	char text[TOKEN_TEXT + 1];
	unsigned char *hash = arena_alloc(c->arena, TOKEN_HASH);

	token_create(text, hash);
	out_object(&c->out);
	out_key_text(&c->out, "receipt", receipt);
	out_key_text(&c->out, "secret", str_of(text));
	out_end(&c->out);
	return (struct str){(const char *)hash, TOKEN_HASH};
}

void application_step(struct call *c, struct id128 application, const char *state, struct str words)
{
	struct query q;

	query_init(&q, c->arena, STMT_application_step);
	bind_id(&q, application);
	bind_text(&q, str_of(state));
	bind_i64(&q, c->facts.now);
	bind_id_or_null(&q, c->facts.session.hat.id);
	bind_text(&q, words);
	call_query(c, &q, NULL);
}

static void insert(struct call *c, bool by_office)
{
	struct id128 id = id_new();
	struct str receipt = make_receipt(c);
	struct query q;

	query_init(&q, c->arena, STMT_application_insert);
	bind_id(&q, id);
	bind_text(&q, receipt);
	bind_bytes(&q, application_secret(c, receipt));
	bind_bytes(&q, source_key(c));
	bind_bool(&q, by_office);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	application_step(c, id, "draft", (struct str){NULL, 0});
	c->audit_object = id;
}

static enum err on_counts(struct call *c, const struct rows *r)
{
	const struct settings *s = c->app->settings;

	if (rows_i64(r, 0, 0) >= s->application_source || rows_i64(r, 0, 1) >= s->application_drafts) {
		c->retry_after = 3600;
		return ERR_THROTTLED;
	}
	insert(c, false);
	return ERR_OK;
}

enum err application_insert(struct call *c, bool by_office)
{
	struct query q;

	if (by_office) {
		insert(c, true);
		return ERR_OK;
	}
	query_init(&q, c->arena, STMT_application_lock);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_application_counts);
	bind_bytes(&q, source_key(c));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_counts);
	return ERR_OK;
}

void application_write_version(struct call *c, int64_t version)
{
	out_object(&c->out);
	out_key_i64(&c->out, "version", version);
	out_end(&c->out);
}

void application_tell(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_application_desks);
	call_query(c, &q, space_tell_rows);
}

void application_move(struct call *c, struct id128 application, const char *state, int64_t version, struct str words)
{
	struct query q;

	query_init(&q, c->arena, STMT_application_move);
	bind_id(&q, application);
	bind_text(&q, str_of(state));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	application_step(c, application, state, words);
	application_tell(c);
	mail_tell_applicant(c, application);
	application_write_version(c, version + 1);
}

bool application_may_decide(const struct call *c)
{
	return c->facts.session.hat_kind == (c->app->settings->application_committee == 1 ? HAT_COMMITTEE : HAT_OFFICE);
}

bool application_waits(struct str state)
{
	return str_eq(state, STR("waiting")) || str_eq(state, STR("resent"));
}

enum err application_write(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	out_object(o);
	out_key_text(o, "receipt", rows_str(r, 0, 0));
	out_key_text(o, "state", rows_str(r, 0, 1));
	out_key_bool(o, "by_office", rows_bool(r, 0, 2));
	out_key_i64(o, "version", rows_i64(r, 0, 3));
	out_key_bool(o, "may_decide", application_may_decide(c) && application_waits(rows_str(r, 0, 1)));
	out_key_bool(o, "mail_on", mail_on(c));
	out_key(o, "form");
	out_raw(o, rows_str(r, 0, 4));
	out_key(o, "people");
	out_raw(o, rows_str(r, 0, 5));
	out_key(o, "scans");
	out_raw(o, rows_str(r, 0, 9));
	out_key(o, "steps");
	out_raw(o, rows_str(r, 0, 6));
	out_key_i64(o, "changed_at", rows_i64(r, 0, 7));
	out_end(o);
	return ERR_OK;
}

/* One's own second factor: offered, enrolled with its first code, taken off; its recovery codes. */
#include "base/rand.h"
#include "call/app.h"
#include "crypt/base32.h"
#include "crypt/recovery_code.h"
#include "crypt/totp.h"
#include "domain/factor/factor_own.h"
#include "domain/factor/factor_rows.h"
#include "domain/session/session.h"
#include "domain/space/space_change.h"
#include "keys/lease.h"

#include <string.h>

#define OFFER_MS (15 * 60 * 1000LL)
#define CODES 10

/* ---- what there is ---- */

static enum err on_state(struct call *c, const struct rows *r)
{
	const struct session_facts *f = &c->facts.session;

	out_object(&c->out);
	out_key_bool(&c->out, "required", f->factor_required);
	out_key_i64_or_null(&c->out, "since", rows_i64(r, 0, 0));
	out_key_i64(&c->out, "codes_left", rows_i64(r, 0, 1));
	out_end(&c->out);
	return ERR_OK;
}

/* GET /api/factor */
enum err factor_read(struct call *c)
{
	struct query q;

	c->unaudited = true;
	query_init(&q, c->arena, STMT_factor_state);
	bind_id(&q, c->facts.session.account.id);
	call_query(c, &q, on_state);
	return ERR_OK;
}

/* ---- offer ---- */

static enum err write_offer(struct call *c)
{
	struct account_id account = c->facts.session.account;
	unsigned char *secret = arena_alloc(c->arena, TOTP_SECRET);
	char *text = arena_alloc(c->arena, BASE32_LENGTH(TOTP_SECRET) + 1);
	struct str sealed;
	struct query q;
	enum err e;

	rand_bytes(secret, TOTP_SECRET);
	base32_encode(secret, TOTP_SECRET, text);
	e = call_seal(c, session_factor_place(c, account), (struct phi){{(const char *)secret, TOTP_SECRET}}, &sealed);
	if (e != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_factor_offer);
	bind_id(&q, account.id);
	bind_bytes(&q, sealed);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	out_object(&c->out);
	out_key_text(&c->out, "secret", str_of(text));
	out_end(&c->out);
	return ERR_OK;
}

static enum err on_key(struct call *c)
{
	struct space_id id = session_factor_place(c, c->facts.session.account).space;

	if (lease_key(c->app->leases, id) != NULL)
		return write_offer(c);
	call_new_key(c, id, write_offer); /* the first of this deployment */
	return ERR_OK;
}

/* POST /api/factor: {secret}, good for a quarter of an hour; what was enrolled before holds until the new one's first code. */
enum err factor_offer(struct call *c)
{
	session_factor_key(c, on_key);
	return ERR_OK;
}

/* ---- recovery codes ---- */

static void write_codes(struct call *c)
{
	struct account_id account = c->facts.session.account;
	struct str hashes[CODES];
	struct query q;

	out_object(&c->out);
	out_key(&c->out, "codes");
	out_array(&c->out);
	for (int i = 0; i < CODES; i++) {
		unsigned char *hash = arena_alloc(c->arena, HASH_SIZE);
		char text[RECOVERY_TEXT + 1];

		recovery_code_create(text);
		(void)recovery_code_hash((struct str){(const char *)account.id.b, sizeof(account.id.b)}, str_of(text), hash);
		hashes[i] = (struct str){(const char *)hash, HASH_SIZE};
		out_object(&c->out);
		out_key_text(&c->out, "code", str_of(text));
		out_end(&c->out);
		explicit_bzero(text, sizeof(text));
	}
	out_end(&c->out);
	out_end(&c->out);
	query_init(&q, c->arena, STMT_factor_codes);
	bind_id(&q, account.id);
	bind_i64(&q, c->facts.now);
	bind_bytes_array(&q, hashes, CODES);
	call_query(c, &q, NULL);
}

/* POST /api/factor/codes: {codes}, told this once; those of before are void. CONFLICT: no factor is enrolled. */
enum err factor_codes(struct call *c)
{
	if (!c->facts.session.factor)
		return ERR_CONFLICT;
	write_codes(c);
	return ERR_OK;
}

/* ---- what was told about the account ---- */

static enum err on_seen(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	space_tell_inbox(c, c->facts.session.hat);
	return ERR_OK;
}

/* POST /api/security/{item}/seen: it waits no more. NOT_FOUND: not of this account, or seen already. */
enum err security_notice_seen(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_factor_security_seen);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.account.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_seen);
	return ERR_OK;
}

/* ---- enrol, take off ---- */

static enum err on_sessions(struct call *c, const struct rows *r)
{
	session_end_rows(c, r, "factor");
	return ERR_OK;
}

void factor_end_sessions(struct call *c, struct account_id account, struct session_id but)
{
	struct query q;

	query_init(&q, c->arena, STMT_session_others_of_account);
	bind_id(&q, account.id);
	bind_id_or_null(&q, but.id);
	call_query(c, &q, on_sessions);
}

struct enrolment {
	struct str sealed;
};

static enum err on_offer_key(struct call *c)
{
	const struct factor_enrol_in *in = c->in;
	const struct enrolment *w = c->keep;
	const struct session_facts *f = &c->facts.session;
	struct query q;
	int64_t step;
	enum err e = session_factor_code(c, f->account, w->sealed, in->code, &step);

	if (e != ERR_OK)
		return e;
	if (step == 0)
		return call_refuse(c, ERR_FACTOR_REFUSED);
	query_init(&q, c->arena, STMT_factor_enrol);
	bind_id(&q, f->account.id);
	bind_i64(&q, c->facts.now);
	bind_i64(&q, step);
	bind_id(&q, f->id.id);
	call_query(c, &q, NULL);
	factor_end_sessions(c, f->account, f->id);
	write_codes(c);
	return ERR_OK;
}

static enum err on_offered(struct call *c, const struct rows *r)
{
	struct enrolment *w = arena_alloc(c->arena, sizeof(*w));

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_CONFLICT);
	w->sealed = arena_copy(c->arena, rows_str(r, 0, 0));
	c->keep = w;
	session_factor_key(c, on_offer_key);
	return ERR_OK;
}

/* PUT /api/factor {code}: the offered one takes its place, every other session of the account ends; {codes}. CONFLICT: none was offered lately.
 * FACTOR_REFUSED. */
enum err factor_enrol(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_factor_offered);
	bind_id(&q, c->facts.session.account.id);
	bind_i64(&q, c->facts.now - OFFER_MS);
	call_query(c, &q, on_offered);
	return ERR_OK;
}

static enum err on_removed(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_CONFLICT);
	factor_end_sessions(c, c->facts.session.account, c->facts.session.id);
	return ERR_OK;
}

/* DELETE /api/factor. CONFLICT: it is required of this hat, or there is none. */
enum err factor_remove(struct call *c)
{
	struct query q;

	if (c->facts.session.factor_required)
		return call_refuse(c, ERR_CONFLICT);
	query_init(&q, c->arena, STMT_factor_remove);
	bind_id(&q, c->facts.session.account.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_removed);
	return ERR_OK;
}

#include "main/mailer.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/settings.h"
#include "crypt/token.h"
#include "db/direct.h"
#include "mail/letter.h"
#include "mail/relay.h"

#include <poll.h>
#include <string.h>

#define DAY_MS 86400000LL
#define CONFIRM_DAYS 7
#define KEPT_DAYS 400      /* what was sent, void or given up, as a row without address */
#define FORGET_EVERY_MS 3600000
#define QUIET_MS 15000     /* after trouble that every letter would meet */
#define AGAIN_MS 30000LL   /* doubled with each attempt … */
#define AGAIN_MOST_MS 3600000LL
#define REFUSED_MS 3600000LL /* … and slower where the relay has said no for good: somebody must mend something first */
#define REFUSED_MOST_MS (12 * 3600000LL)

/* One letter, from its claim to its mark. Everything lives in the arena. */
struct task {
	struct letter letter;
	int attempt;
	char token[TOKEN_TEXT + 1];
	unsigned char hash[TOKEN_HASH];
	struct relay_answer answer;
};

/* ---- the outbox ---- */

enum err mailer_resume(struct mailer *m)
{
	struct arena *a = arena_create(512);
	const struct rows *r;
	struct query q;
	enum err e;

	query_init(&q, a, STMT_mailer_resume);
	bind_i64(&q, clock_ms());
	e = direct_query(m->db, &q, &r);
	if (e == ERR_OK && rows_i64(r, 0, 0) > 0)
		log_warn("mail goes again", LOG_INT("count", rows_i64(r, 0, 0)), LOG_WORD("why", "it is not known whether it had left"));
	arena_destroy(&a);
	return e;
}

static struct str first_origin(const struct settings *s)
{
	struct str all = str_of(s->site_origin);

	return str_part(all, 0, str_find(all, ' ', 0));
}

static struct str text_of(struct arena *a, const struct rows *r, int column)
{
	struct str text = rows_str(r, 0, column);

	return text.p == NULL ? text : arena_copy(a, text);
}

static void fill(const struct mailer *m, struct arena *a, const struct rows *r, struct task *t)
{
	enum { ID, KIND, ATTEMPT, TO, NAME, RECEIPT, NETWORK };
	const struct settings *s = m->settings;

	t->attempt = (int)rows_i64(r, 0, ATTEMPT);
	t->letter = (struct letter){
		.id = rows_id(r, 0, ID),
		.kind = text_of(a, r, KIND),
		.from = str_of(s->mail_from[0] != '\0' ? s->mail_from : "demo@demo.invalid"),
		.network = text_of(a, r, NETWORK),
		.to = text_of(a, r, TO),
		.name = text_of(a, r, NAME),
		.receipt = text_of(a, r, RECEIPT),
		.origin = first_origin(s),
		.token = {t->token, TOKEN_TEXT},
		.at = clock_ms(),
	};
	t->letter.link_days = str_eq(t->letter.kind, STR("activation")) ? s->activation_days : CONFIRM_DAYS;
}

/* The link's token is made for this attempt: the database has its hash, the letter alone the token. */
static enum err claim(const struct mailer *m, struct arena *a, struct task *t, bool *found_r)
{
	const struct rows *r;
	struct query q;
	enum err e;

	token_create(t->token, t->hash);
	query_init(&q, a, STMT_mailer_claim);
	bind_i64(&q, clock_ms());
	bind_bytes(&q, (struct str){(const char *)t->hash, TOKEN_HASH});
	bind_i64(&q, m->settings->mail_give_up_days * DAY_MS);
	bind_i64(&q, m->settings->activation_days * DAY_MS);
	bind_i64(&q, CONFIRM_DAYS * DAY_MS);
	e = direct_query(m->db, &q, &r);
	*found_r = e == ERR_OK && rows_count(r) == 1;
	if (*found_r)
		fill(m, a, r, t);
	return e;
}

static int64_t again_ms(const struct task *t)
{
	bool refused = t->answer.trouble != NULL && strcmp(t->answer.trouble, "refused") == 0;
	int64_t wait = refused ? REFUSED_MS : AGAIN_MS, most = refused ? REFUSED_MOST_MS : AGAIN_MOST_MS;

	for (int i = 1; i < t->attempt && wait < most; i++)
		wait *= 2;
	return wait < most ? wait : most;
}

static enum err settle(const struct mailer *m, struct arena *a, const struct task *t)
{
	const struct relay_answer *w = &t->answer;
	int64_t now = clock_ms();
	struct query q;

	query_init(&q, a, STMT_mailer_settle);
	bind_id(&q, t->letter.id);
	bind_bytes(&q, (struct str){(const char *)t->hash, TOKEN_HASH});
	bind_i64(&q, now);
	bind_bool(&q, w->result == RELAY_SENT);
	bind_bool(&q, w->result == RELAY_NOT);
	bind_text(&q, w->trouble != NULL ? str_of(w->trouble) : (struct str){NULL, 0});
	bind_i64(&q, now + again_ms(t));
	return direct_query(m->db, &q, NULL);
}

/* ---- the two ways out ---- */

static enum err to_relay(const struct mailer *m, struct relay *relay, struct arena *a, struct task *t)
{
	struct buf wire = {0};

	letter_write(&t->letter, a, &wire);
	t->answer = relay_send(relay, t->letter.to, buf_str(&wire), m->stop_fd);
	buf_finish(&wire);
	if (t->answer.result == RELAY_SENT)
		log_info("mail sent", LOG_ID("mail", t->letter), LOG_WORD("kind", t->letter.kind.p), LOG_INT("attempt", t->attempt));
	else
		log_warn("mail waits", LOG_ID("mail", t->letter), LOG_WORD("kind", t->letter.kind.p), LOG_INT("attempt", t->attempt),
			 LOG_WORD("why", t->answer.trouble), LOG_INT("code", t->answer.code));
	return settle(m, a, t);
}

static enum err to_sink(const struct mailer *m, struct arena *a, struct task *t)
{
	struct query q;

	query_init(&q, a, STMT_mailer_sink);
	bind_id(&q, t->letter.id);
	bind_i64(&q, t->letter.at);
	bind_text(&q, t->letter.to);
	bind_text(&q, letter_subject(&t->letter, a));
	bind_text(&q, letter_text(&t->letter, a));
	return direct_query(m->db, &q, NULL);
}

static bool asked_to_stop(const struct mailer *m)
{
	struct pollfd p = {.fd = m->stop_fd, .events = POLLIN};

	return poll(&p, 1, 0) > 0;
}

static enum err one(struct mailer *m, struct relay *relay, bool *more_r)
{
	struct arena *a = arena_create(8192);
	struct task t = {.attempt = 0};
	enum err e = claim(m, a, &t, more_r);

	if (e == ERR_OK && *more_r)
		e = relay != NULL ? to_relay(m, relay, a, &t) : to_sink(m, a, &t);
	if (t.answer.all) {
		m->quiet_until = clock_steady_ms() + QUIET_MS;
		*more_r = false;
	}
	explicit_bzero(t.token, sizeof(t.token));
	arena_destroy(&a);
	return e;
}

static enum err forget(struct mailer *m)
{
	struct arena *a;
	struct query q;
	enum err e;

	if (clock_steady_ms() - m->forgot_at < FORGET_EVERY_MS)
		return ERR_OK;
	m->forgot_at = clock_steady_ms();
	a = arena_create(512);
	query_init(&q, a, STMT_mailer_forget);
	bind_i64(&q, clock_ms() - KEPT_DAYS * DAY_MS);
	e = direct_query(m->db, &q, NULL);
	arena_destroy(&a);
	return e;
}

enum err mailer_round(struct mailer *m)
{
	bool by_relay = m->settings->mail_relay[0] != '\0', more = true;
	struct relay *relay = NULL;
	enum err e = forget(m);

	if (!relay_wanted(m->settings, m->demo) || clock_steady_ms() < m->quiet_until)
		return e;
	if (by_relay)
		relay = relay_create(m->settings);
	while (e == ERR_OK && more && !asked_to_stop(m))
		e = one(m, relay, &more);
	relay_destroy(&relay);
	return e == ERR_COMMIT_UNKNOWN ? ERR_DATABASE_DOWN : e;
}

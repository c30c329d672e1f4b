#include "base/check.h"
#include "base/clock.h"
#include "crypt/password.h"
#include "db/direct.h"
#include "main/ground.h"
#include "main/operator.h"
#include "main/options.h"
#include "main/verbs.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

struct user {
	struct ground *ground;
	struct direct *d;
	struct arena *a;
	struct account_id account; /* all zero = everybody */
	int64_t now;
};

static enum err find_account(struct user *u, const char *login)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, u->a, STMT_user_by_login);
	bind_text(&q, str_of(login));
	e = direct_query(u->d, &q, &r);
	if (e != ERR_OK)
		return e;
	if (rows_count(r) == 0)
		return ERR_NOT_FOUND;
	u->account.id = rows_id(r, 0, 0);
	return ERR_OK;
}

static enum err about_sessions(struct user *u, enum stmt stmt, const struct rows **rows_r)
{
	struct query q;

	query_init(&q, u->a, stmt);
	bind_id_or_null(&q, u->account.id);
	return direct_query(u->d, &q, rows_r);
}

/* The lock of each first, so that no act of theirs commits after their end. */
static enum err end_sessions(struct user *u, const char *reason, size_t *count_r)
{
	const struct rows *r = NULL;
	struct query q;
	struct id128 *ids;
	enum err e = about_sessions(u, STMT_user_sessions_lock, &r);

	if (e == ERR_OK)
		e = about_sessions(u, STMT_user_sessions, &r);
	if (e != ERR_OK)
		return e;
	*count_r = (size_t)rows_count(r);
	ids = arena_array(u->a, *count_r, sizeof(*ids));
	for (size_t i = 0; i < *count_r; i++)
		ids[i] = rows_id(r, (int)i, 0);
	query_init(&q, u->a, STMT_user_sessions_end);
	bind_ids(&q, ids, *count_r);
	bind_i64(&q, u->now);
	bind_text(&q, str_of(reason));
	return direct_query(u->d, &q, NULL);
}

/* One line, not shown where it is typed. */
static bool read_password(char out[PASSWORD_BYTES_MAX + 2])
{
	struct termios shown, hidden;
	bool typed = tcgetattr(STDIN_FILENO, &shown) == 0;
	char *got;

	if (typed) {
		(void)fprintf(stderr, "new password: ");
		hidden = shown;
		hidden.c_lflag &= ~(tcflag_t)ECHO;
		(void)tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
	}
	got = fgets(out, PASSWORD_BYTES_MAX + 2, stdin);
	if (typed) {
		(void)tcsetattr(STDIN_FILENO, TCSANOW, &shown);
		(void)fprintf(stderr, "\n");
	}
	if (got == NULL)
		return false;
	out[strcspn(out, "\r\n")] = '\0';
	return true;
}

static enum err set_password(struct user *u, struct str password)
{
	const struct settings *s = ground_settings(u->ground);
	const struct password_cost cost = {(unsigned)s->hash_memory_kib, (unsigned)s->hash_passes};
	char phc[160];
	struct query q;

	password_hash_now(cost, password, phc);
	query_init(&q, u->a, STMT_user_password);
	bind_id(&q, u->account.id);
	bind_text(&q, str_of(phc));
	bind_i64(&q, u->now);
	return direct_query(u->d, &q, NULL);
}

static int tell(enum err e, const char *login, size_t sessions)
{
	if (e == ERR_OK)
		(void)printf("done; sessions ended: %zu\n", sessions);
	else if (e == ERR_NOT_FOUND)
		(void)fprintf(stderr, "tasuki: there is no account with the login name '%s'\n", login);
	else
		(void)fprintf(stderr, "tasuki: nothing was changed: %s\n", err_sentence(e));
	return e == ERR_OK ? VERB_DONE : VERB_FAILED;
}

static bool begin(struct user *u, const char *file)
{
	u->ground = ground_create(file);
	if (u->ground == NULL || !ground_database(u->ground))
		return false;
	u->d = ground_connect(u->ground, "tasuki");
	u->a = ground_arena(u->ground);
	u->now = clock_ms();
	return u->d != NULL;
}

static void finish(struct user *u)
{
	direct_close(&u->d);
	ground_destroy(&u->ground);
}

static enum err commit_or_not(struct user *u, enum err e)
{
	if (e == ERR_OK)
		return direct_commit(u->d);
	direct_rollback(u->d);
	return e;
}

static enum err change_password(struct user *u, const char *login, struct str password, size_t *sessions_r)
{
	enum err e = direct_begin(u->d);

	if (e == ERR_OK)
		e = find_account(u, login);
	if (e == ERR_OK)
		e = set_password(u, password);
	if (e == ERR_OK)
		e = end_sessions(u, "password", sessions_r);
	if (e == ERR_OK)
		e = operator_note(u->d, u->a, "operator_password", u->account);
	return commit_or_not(u, e);
}

int verb_user_password(int argc, char **argv)
{
	const char *file = NULL, *login = NULL;
	const struct option_row rows[] = {{.value = &login, .needed = "whose? give the login name"}, OPTION_SETTINGS(&file)};
	char password[PASSWORD_BYTES_MAX + 2];
	struct user u = {0};
	size_t sessions = 0;
	int status = VERB_FAILED;

	if (!options_read(argc, argv, rows, 2))
		return VERB_MISUSED;
	if (!read_password(password) || !password_fits(str_of(password)))
		(void)fprintf(stderr, "tasuki: a password has at least %d characters, letters and digits among them\n",
			      PASSWORD_LENGTH_MIN);
	else if (begin(&u, file))
		status = tell(change_password(&u, login, str_of(password), &sessions), login, sessions);
	explicit_bzero(password, sizeof(password));
	finish(&u);
	return status;
}

static enum err end_all(struct user *u, const char *login, size_t *sessions_r)
{
	enum err e = direct_begin(u->d);

	if (e == ERR_OK && login != NULL)
		e = find_account(u, login);
	if (e == ERR_OK)
		e = end_sessions(u, "sign_out_all", sessions_r);
	if (e == ERR_OK)
		e = operator_note(u->d, u->a, "operator_end_sessions", u->account);
	return commit_or_not(u, e);
}

int verb_user_end_sessions(int argc, char **argv)
{
	const char *file = NULL, *login = NULL;
	const struct option_row rows[] = {{.value = &login}, OPTION_SETTINGS(&file)};
	struct user u = {0};
	size_t sessions = 0;
	int status = VERB_FAILED;

	if (!options_read(argc, argv, rows, 2))
		return VERB_MISUSED;
	if (begin(&u, file))
		status = tell(end_all(&u, login, &sessions), login, sessions);
	finish(&u);
	return status;
}

/* A stop that is in force, with whatever session was being made when it was put. */
static enum err lift(struct user *u, const char *login, struct str words, size_t *sessions_r)
{
	const struct rows *r = NULL;
	struct query q;
	enum err e = direct_begin(u->d);

	if (e == ERR_OK)
		e = find_account(u, login);
	if (e == ERR_OK)
		e = end_sessions(u, "sign_out_all", sessions_r);
	if (e == ERR_OK) {
		query_init(&q, u->a, STMT_user_lift);
		bind_id(&q, u->account.id);
		bind_i64(&q, u->now);
		bind_text(&q, words);
		e = direct_query(u->d, &q, &r);
	}
	if (e == ERR_OK && rows_count(r) != 1)
		e = ERR_CONFLICT;
	if (e == ERR_OK)
		e = operator_note(u->d, u->a, "operator_lift", u->account);
	return commit_or_not(u, e);
}

int verb_user_lift(int argc, char **argv)
{
	const char *file = NULL, *login = NULL, *words = NULL;
	const struct option_row rows[] = {
		{.value = &login, .needed = "whose? give the login name"},
		{.name = "--words", .value = &words, .needed = "how was it cleared? give --words"},
		OPTION_SETTINGS(&file),
	};
	struct user u = {0};
	size_t sessions = 0;
	int status = VERB_FAILED;
	enum err e;

	if (!options_read(argc, argv, rows, 3))
		return VERB_MISUSED;
	if (begin(&u, file)) {
		e = lift(&u, login, str_of(words), &sessions);
		if (e == ERR_CONFLICT)
			(void)fprintf(stderr, "tasuki: the account '%s' is not stopped; nothing was changed\n", login);
		else
			status = tell(e, login, sessions);
	}
	finish(&u);
	return status;
}

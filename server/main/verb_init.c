#include "base/check.h"
#include "base/clock.h"
#include "base/rand.h"
#include "crypt/password.h"
#include "db/child.h"
#include "db/direct.h"
#include "keys/admin.h"
#include "main/ground.h"
#include "main/operator.h"
#include "main/options.h"
#include "main/region.h"
#include "main/verbs.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ONE_TIME_LETTERS 20

struct init {
	const char *data, *file;
	const char *name, *network_name, *association, *office, *committee, *recovery_key;
	bool demo, no_demo;
	struct ground *ground;
	struct direct *d;
	struct region region;
};

static void say(const char *sentence)
{
	(void)fprintf(stderr, "tasuki: %s\n", sentence);
}

static bool say_err(const char *what, enum err e)
{
	if (e != ERR_OK)
		(void)fprintf(stderr, "tasuki: %s: %s\n", what, err_sentence(e));
	return e == ERR_OK;
}

/* The region.
 * --------------------------------------------------------------------------------------------------------------------- */

static enum err write_region(struct init *i)
{
	struct query q;

	i->region = (struct region){.deployment = {id_new()}, .demo = i->demo};
	query_init(&q, ground_arena(i->ground), STMT_init_region);
	bind_id(&q, i->region.deployment.id);
	bind_bool(&q, i->demo);
	bind_text(&q, str_of(i->name));
	bind_text(&q, str_of(i->network_name));
	bind_text(&q, str_of(i->association));
	bind_text(&q, str_of(i->office));
	bind_text(&q, str_of(i->committee));
	bind_i64(&q, clock_ms());
	return direct_query(i->d, &q, NULL);
}

/* What is there stays as it is; above all the flag that decides whether an operator may make patients. */
static bool make_region(struct init *i)
{
	enum err e = region_read(i->d, ground_arena(i->ground), &i->region);

	if (e == ERR_OK && i->region.demo != i->demo) {
		say(i->demo ? "this is a real region: it never becomes a demo"
			    : "this region was made as a demo: it never becomes a real one");
		return false;
	}
	if (e == ERR_NOT_FOUND)
		e = write_region(i);
	return say_err("the region's row", e);
}

/* The keys.
 * ----------------------------------------------------------------------------------------------------------------------- */

static bool make_store(const void *arg)
{
	const struct init *i = arg;
	const struct paths *p = ground_paths(i->ground);
	struct str why = {NULL, 0};
	struct arena *a = arena_create(1024);
	bool good = keys_init(a, p->keys, p->recovery, i->region.deployment, i->recovery_key, &why);

	if (!good)
		say(why.p);
	arena_destroy(&a);
	return good;
}

static bool make_keys(struct init *i)
{
	const struct paths *p = ground_paths(i->ground);
	bool there = access(arena_printf(ground_arena(i->ground), "%s/store", p->keys).p, F_OK) == 0;

	if (!ground_key_folders(i->ground) || (!there && !child_call(&ground_users(i->ground)->keys, make_store, i)))
		return false;
	if (!there && i->recovery_key == NULL && !i->demo)
		(void)printf("the recovery private key is %s/RECOVERY-PRIVATE-KEY: take it away from this machine now\n",
			     p->recovery);
	return true;
}

/* The first account of a real region.
 * --------------------------------------------------------------------------------------------- */

/* Letters and digits that nobody mixes up; five bits each. */
static void make_password(char out[ONE_TIME_LETTERS + 1])
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789-";
	unsigned char bytes[ONE_TIME_LETTERS];
	bool digit = false;

	while (!digit) {
		rand_bytes(bytes, sizeof(bytes));
		for (int i = 0; i < ONE_TIME_LETTERS; i++) {
			out[i] = letters[bytes[i] % 32];
			digit = digit || (out[i] >= '2' && out[i] <= '9');
		}
	}
	out[ONE_TIME_LETTERS] = '\0';
	explicit_bzero(bytes, sizeof(bytes));
}

static enum err write_office(struct init *i, const char *phc)
{
	struct arena *a = ground_arena(i->ground);
	const struct account_id account = {id_new()};
	const struct hat_id hat = {id_new()};
	struct query q;
	enum err e;

	query_init(&q, a, STMT_init_office);
	bind_id(&q, id_new());
	bind_id(&q, account.id);
	bind_id(&q, hat.id);
	bind_text(&q, str_of(i->office));
	bind_text(&q, str_of(phc));
	bind_i64(&q, clock_ms());
	e = direct_query(i->d, &q, NULL);
	if (e != ERR_OK)
		return e;
	query_init(&q, a, STMT_init_office_hat);
	bind_id(&q, account.id);
	bind_id(&q, hat.id);
	e = direct_query(i->d, &q, NULL);
	if (e != ERR_OK)
		return e;
	return operator_note(i->d, a, "operator_init", account);
}

static enum err has_account(struct init *i, bool *there_r)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, ground_arena(i->ground), STMT_init_office_there);
	e = direct_query(i->d, &q, &r);
	if (e == ERR_OK)
		*there_r = rows_bool(r, 0, 0);
	return e;
}

static bool make_office(struct init *i)
{
	const struct settings *s = ground_settings(i->ground);
	const struct password_cost cost = {(unsigned)s->hash_memory_kib, (unsigned)s->hash_passes};
	char password[ONE_TIME_LETTERS + 1], phc[160];
	bool there = i->demo;
	enum err e = i->demo ? ERR_OK : has_account(i, &there);

	if (e != ERR_OK || there)
		return say_err("the office's account", e);
	make_password(password);
	password_hash_now(cost, str_of(password), phc);
	e = direct_begin(i->d);
	if (e == ERR_OK)
		e = write_office(i, phc);
	if (e == ERR_OK)
		e = direct_commit(i->d);
	if (e == ERR_OK)
		(void)printf("the office signs in as   office\nwith the password        %s\n(shown once; to make a new one: "
			     "tasuki user password office)\n",
			     password);
	explicit_bzero(password, sizeof(password));
	return say_err("the office's account", e);
}

/* The verb.
 * ----------------------------------------------------------------------------------------------------------------------- */

static bool words_fit(const struct init *i)
{
	if (i->demo && i->no_demo)
		say("--demo or --no-demo, not both");
	else if (i->name[0] == '\0')
		say("a region needs a name");
	else
		return true;
	return false;
}

static bool data_fits(const struct init *i)
{
	if (i->data == NULL || strcmp(i->data, ground_settings(i->ground)->data) == 0)
		return true;
	say("--data and the setting 'data' name different folders");
	return false;
}

static bool prepare(struct init *i)
{
	i->ground = ground_create(i->file);
	if (i->ground == NULL || !data_fits(i) || !ground_folders(i->ground))
		return false;
	if (!ground_hold(i->ground)) {
		say("the region is running: stop it first");
		return false;
	}
	if (!ground_cluster_init(i->ground) || !ground_database(i->ground) || !ground_migrate(i->ground))
		return false;
	i->d = ground_connect(i->ground, "tasuki");
	return i->d != NULL;
}

int verb_init(int argc, char **argv)
{
	struct init i = {.name = "地域",
			 .network_name = "多職種連携ネットワーク",
			 .association = "医師会",
			 .office = "事務局",
			 .committee = "運営委員会"};
	const struct option_row rows[] = {
		{.name = "--association", .value = &i.association},
		{.name = "--committee", .value = &i.committee},
		{.name = "--data", .value = &i.data},
		{.name = "--demo", .flag = &i.demo},
		{.name = "--name", .value = &i.name},
		{.name = "--network-name", .value = &i.network_name},
		{.name = "--no-demo", .flag = &i.no_demo},
		{.name = "--office", .value = &i.office},
		{.name = "--recovery-key", .value = &i.recovery_key},
		OPTION_SETTINGS(&i.file),
	};
	bool good;

	if (!options_read(argc, argv, rows, sizeof(rows) / sizeof(rows[0])) || !words_fit(&i))
		return VERB_MISUSED;
	good = prepare(&i) && make_region(&i) && make_keys(&i) && make_office(&i);
	if (good)
		(void)printf("%s is ready\n", ground_settings(i.ground)->data);
	direct_close(&i.d);
	ground_destroy(&i.ground);
	return good ? VERB_DONE : VERB_FAILED;
}

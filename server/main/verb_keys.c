#include "backup/manifest.h"
#include "base/check.h"
#include "base/clock.h"
#include "base/hex.h"
#include "db/child.h"
#include "db/direct.h"
#include "keys/admin.h"
#include "keys/folder.h"
#include "keys/holder.h"
#include "keys/ledger.h"
#include "loop/loop.h"
#include "main/control.h"
#include "main/ground.h"
#include "main/operator.h"
#include "main/options.h"
#include "main/place.h"
#include "main/region.h"
#include "main/role.h"
#include "main/verbs.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The role.
 * ----------------------------------------------------------------------------------------------------------------------- */

struct holder_role {
	struct role_process role;
	struct loop *loop;
};

static void heard(void *arg, const struct control_message *m)
{
	struct holder_role *h = arg;

	if (m->kind == CONTROL_STOP)
		loop_stop(h->loop);
}

static void started(void *arg, struct loop *l)
{
	struct holder_role *h = arg;

	h->loop = l;
	role_attend(&h->role, l, heard, h);
	role_ready(&h->role);
}

static void ending(void *arg)
{
	struct holder_role *h = arg;

	role_unattend(&h->role);
}

int verb_keys_holder(int argc, char **argv)
{
	struct holder_role h = {0};
	int status;

	if (!role_begin(&h.role, ROLE_KEYS, argc, argv))
		return VERB_FAILED;
	status = keys_holder_run(&(struct keys_holder_options){
		.socket = h.role.paths.keys_socket,
		.folder = h.role.paths.keys,
		.recovery = h.role.paths.recovery,
		.deployment = h.role.deployment,
		.front_uid = h.role.front_uid,
		.job_uid = h.role.job_uid,
		.socket_mode = 0666, /* the other end is known by its credentials */
		.socket_group = (gid_t)-1,
		.started = started,
		.ending = ending,
		.arg = &h,
	});
	role_end(&h.role);
	return status == 0 ? VERB_DONE : VERB_FAILED;
}

/* The operator's verbs.
 * ----------------------------------------------------------------------------------------------------------- */

/* A ground with its database and the region it holds. */
static struct ground *ground_of(const char *file, struct region *region_r)
{
	struct ground *g = ground_create(file);

	if (g != NULL && (!ground_database(g) || !region_fits(g, region_r)))
		ground_destroy(&g);
	return g;
}

static void print_status(const struct keys_status *s)
{
	char deployment[ID_TEXT + 1];

	id_format(s->deployment.id, deployment);
	(void)printf("deployment %s\ngeneration %llu\nkey encryption key %u%s\nspace keys %u\nclients %u\nledger %llu\n",
		     deployment, (unsigned long long)s->generation, s->kek_epoch,
		     s->kek_mixed ? " (bound to this machine's credential)" : "", s->keys, s->clients,
		     (unsigned long long)s->ledger);
}

static int ask(int argc, char **argv, enum err (*question)(const char *socket, struct keys_status *out_r))
{
	const char *file = NULL;
	const struct option_row rows[] = {OPTION_SETTINGS(&file)};
	struct keys_status status;
	struct region region;
	struct ground *g;
	enum err e = ERR_KEYS_DOWN;

	if (!options_read(argc, argv, rows, 1))
		return VERB_MISUSED;
	g = ground_of(file, &region);
	if (g == NULL)
		return VERB_FAILED;
	if (ground_keys(g, region.deployment))
		e = question(ground_paths(g)->keys_socket, &status);
	if (e == ERR_OK)
		print_status(&status);
	else
		(void)fprintf(stderr, "tasuki: %s\n",
			      e == ERR_NOT_FOUND ? "this user may not ask the key holder" : err_sentence(e));
	ground_destroy(&g);
	return e == ERR_OK ? VERB_DONE : VERB_FAILED;
}

int verb_keys_status(int argc, char **argv)
{
	return ask(argc, argv, keys_status_now);
}

int verb_keys_rotate(int argc, char **argv)
{
	return ask(argc, argv, keys_rotate_now);
}

/* Done as the holder's user, whose files they are. */
struct reading {
	struct arena *arena;
	const char *folder, *recovery;
	struct deployment_id deployment;
};

static void print_line(const struct ledger_line *line)
{
	char at[25], space[ID_TEXT + 1], one[ID_TEXT + 1], two[ID_TEXT + 1], digest[2 * ERASURE_DIGEST + 1],
		hash[2 * ERASURE_DIGEST + 1];

	clock_format(line->done.at_ms, at);
	id_format(line->what.space.id, space);
	id_format(line->what.approvers[0].id, one);
	id_format(line->what.approvers[1].id, two);
	hex_put(line->what.digest, ERASURE_DIGEST, digest);
	hex_put(line->done.hash, ERASURE_DIGEST, hash);
	(void)printf("%llu\t%s\tspace %s\trequest %s\tdigest %s\tapproved by %s and %s\tlink %s\n",
		     (unsigned long long)line->done.number, at, space, line->what.request, digest, one, two, hash);
}

static bool read_ledger(const void *arg)
{
	const struct reading *r = arg;
	int folder = folder_open(r->folder), recovery = folder_open(r->recovery);
	struct str why = STR("the key folder or the recovery folder cannot be opened");
	struct ledger *l = NULL;
	bool good;

	if (folder >= 0 && recovery >= 0)
		l = ledger_load(r->arena, r->deployment, folder, recovery, false, &why);
	good = l != NULL;
	for (size_t i = 0; good && i < ledger_count(l); i++)
		print_line(ledger_at(l, i));
	if (good)
		(void)printf("%zu destroyed keys, the chain is whole\n", ledger_count(l));
	else
		(void)operator_refuse(why);
	(void)fflush(stdout);
	ledger_destroy(&l);
	if (folder >= 0)
		(void)close(folder);
	if (recovery >= 0)
		(void)close(recovery);
	return good;
}

int verb_keys_ledger(int argc, char **argv)
{
	const char *file = NULL;
	const struct option_row rows[] = {OPTION_SETTINGS(&file)};
	struct region region;
	struct ground *g;
	bool good;

	if (!options_read(argc, argv, rows, 1))
		return VERB_MISUSED;
	g = ground_of(file, &region);
	if (g == NULL)
		return VERB_FAILED;
	good = child_call(
		&ground_users(g)->keys, read_ledger,
		&(struct reading){ground_arena(g), ground_paths(g)->keys, ground_paths(g)->recovery, region.deployment});
	ground_destroy(&g);
	return good ? VERB_DONE : VERB_FAILED;
}

/* Done as the holder's user, so that the files are his. */
struct recovery {
	struct arena *arena;
	struct keys_recovery o;
};

static bool recover(const void *arg)
{
	const struct recovery *r = arg;
	struct str why = {NULL, 0};
	size_t keys = 0;

	if (!keys_recover(r->arena, &r->o, &keys, &why)) {
		return operator_refuse(why);
	}
	(void)printf("the key store is rebuilt: %zu keys\n", keys);
	(void)fflush(stdout);
	return true;
}

/* The region whose keys they are, from its database; where that is lost too, from the manifest of a backup. */
static struct ground *ground_for(const char *file, const char *backup, struct deployment_id *deployment_r)
{
	struct region region;
	struct manifest m;
	struct str why = STR("the backup's folder cannot be opened");
	struct ground *g;
	int folder;
	bool good;

	if (backup == NULL) {
		g = ground_of(file, &region);
		if (g != NULL)
			*deployment_r = region.deployment;
		return g;
	}
	g = ground_create(file);
	if (g == NULL)
		return NULL;
	folder = folder_open(backup);
	good = folder >= 0 && manifest_read(ground_arena(g), folder, &m, &why);
	if (folder >= 0)
		(void)close(folder);
	if (!good)
		(void)operator_refuse(why);
	if (!good || !ground_folders(g) || !ground_key_folders(g))
		ground_destroy(&g);
	*deployment_r = m.deployment;
	return g;
}

int verb_keys_recover(int argc, char **argv)
{
	const char *file = NULL, *private_key = NULL, *backup = NULL;
	bool skip = false, good = false;
	const struct option_row rows[] = {
		{.value = &private_key, .needed = "give the file with the recovery private key"},
		{.name = "--backup", .value = &backup},
		OPTION_SETTINGS(&file),
		{.name = "--skip-damaged", .flag = &skip},
	};
	struct deployment_id deployment;
	struct ground *g;

	if (!options_read(argc, argv, rows, 4))
		return VERB_MISUSED;
	g = ground_for(file, backup, &deployment);
	if (g == NULL)
		return VERB_FAILED;
	if (ground_hold(g)) {
		const struct recovery r = {ground_arena(g),
					   {.folder = ground_paths(g)->keys,
					    .recovery = ground_paths(g)->recovery,
					    .private_key = private_key,
					    .deployment = deployment,
					    .skip = skip}};

		good = child_call(&ground_users(g)->keys, recover, &r);
	} else {
		(void)fprintf(stderr, "tasuki: the region is running: stop it first\n");
	}
	ground_destroy(&g);
	return good ? VERB_DONE : VERB_FAILED;
}

/* A copy of the key store.
 * ----------------------------------------------------------------------------------------------------------------------- */

struct copy {
	struct arena *arena;
	const struct paths *paths;
	const char *to;
};

static bool copy(const void *arg)
{
	const struct copy *c = arg;
	struct str why = {NULL, 0};
	uint64_t generation = 0;

	if (!keys_copy(c->arena, c->paths->keys, c->paths->recovery, c->to, &generation, &why)) {
		return operator_refuse(why);
	}
	(void)printf("%s: the key store of generation %llu, in place of the copy before\n"
		     "Keep this one copy only, apart from the backups of the data and of the recovery objects.\n",
		     c->to, (unsigned long long)generation);
	(void)fflush(stdout);
	return true;
}

/* The folder is the holder's user's, like the one it is a copy of. */
static bool make_place(struct ground *g, const char *to, struct place *out_r)
{
	const struct os_user *keys = &ground_users(g)->keys;
	struct str why;

	if (!place_find(ground_arena(g), ground_paths(g), to, out_r, &why)) {
		return operator_refuse(why);
	}
	if (access(arena_printf(ground_arena(g), "%s/" MANIFEST_NAME, out_r->path).p, F_OK) == 0) {
		(void)fprintf(stderr, "tasuki: %s is a backup of the data: keys never lie beside it\n", out_r->path);
		return false;
	}
	if (out_r->there || (mkdir(out_r->path, 0700) == 0 && lchown(out_r->path, keys->uid, keys->gid) == 0))
		return true;
	(void)fprintf(stderr, "tasuki: %s cannot be made: %s\n", out_r->path, strerror(errno));
	return false;
}

int verb_keys_backup(int argc, char **argv)
{
	const char *file = NULL, *to = NULL;
	const struct option_row rows[] = {
		{.value = &to, .needed = "where to? name the folder of the copy"},
		OPTION_SETTINGS(&file),
	};
	struct place place;
	struct ground *g;
	bool good;

	if (!options_read(argc, argv, rows, 2))
		return VERB_MISUSED;
	g = ground_create(file);
	good = g != NULL && make_place(g, to, &place) &&
	       child_call(&ground_users(g)->keys, copy, &(struct copy){ground_arena(g), ground_paths(g), place.path});
	ground_destroy(&g);
	return good ? VERB_DONE : VERB_FAILED;
}

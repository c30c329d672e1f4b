#include "base/check.h"
#include "db/child.h"
#include "db/direct.h"
#include "keys/admin.h"
#include "keys/holder.h"
#include "loop/loop.h"
#include "main/control.h"
#include "main/ground.h"
#include "main/options.h"
#include "main/region.h"
#include "main/role.h"
#include "main/verbs.h"

#include <stdio.h>

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
	(void)printf("deployment %s\ngeneration %llu\nkey encryption key %u%s\nspace keys %u\nclients %u\n", deployment,
		     (unsigned long long)s->generation, s->kek_epoch, s->kek_mixed ? " (bound to this machine's credential)" : "",
		     s->keys, s->clients);
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
		(void)fprintf(stderr, "tasuki: %.*s\n", STR_ARG(why));
		return false;
	}
	(void)printf("the key store is rebuilt: %zu keys\n", keys);
	(void)fflush(stdout);
	return true;
}

int verb_keys_recover(int argc, char **argv)
{
	const char *file = NULL, *private_key = NULL;
	bool skip = false, good = false;
	const struct option_row rows[] = {
		{.value = &private_key, .needed = "give the file with the recovery private key"},
		OPTION_SETTINGS(&file),
		{.name = "--skip-damaged", .flag = &skip},
	};
	struct region region;
	struct ground *g;

	if (!options_read(argc, argv, rows, 3))
		return VERB_MISUSED;
	g = ground_of(file, &region);
	if (g == NULL)
		return VERB_FAILED;
	if (ground_hold(g)) {
		const struct recovery r = {ground_arena(g),
					   {.folder = ground_paths(g)->keys,
					    .recovery = ground_paths(g)->recovery,
					    .private_key = private_key,
					    .deployment = region.deployment,
					    .skip = skip}};

		good = child_call(&ground_users(g)->keys, recover, &r);
	} else {
		(void)fprintf(stderr, "tasuki: the region is running: stop it first\n");
	}
	ground_destroy(&g);
	return good ? VERB_DONE : VERB_FAILED;
}

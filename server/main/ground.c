#include "main/ground.h"

#include "base/check.h"
#include "base/log.h"
#include "db/cluster.h"
#include "db/direct.h"
#include "db/migrate.h"
#include "keys/kek.h"
#include "main/conninfo.h"
#include "main/control.h"
#include "main/ground_own.h"
#include "main/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#define GROUND_MAGIC 0x67726f75u
#define DATABASE_START_MS 120000
#define DATABASE_STOP_MS 30000
#define KEYS_START_MS 30000

struct ground {
	unsigned magic;
	struct arena *arena;
	struct settings settings;
	struct paths paths;
	struct os_users users;
	struct cluster_options cluster_options;
	struct cluster *cluster;
	int lock;   /* the pid file's descriptor while this process holds the region, else -1 */
	pid_t keys; /* a key holder started here */
	int keys_control;
};

void ground_say(const char *sentence)
{
	(void)fprintf(stderr, "tasuki: %s\n", sentence);
}

struct ground *ground_create(const char *settings_file)
{
	struct ground *g = calloc(1, sizeof(*g));
	struct str why;

	check(g != NULL && settings_file != NULL);
	g->magic = GROUND_MAGIC;
	g->arena = arena_create(4096);
	g->lock = g->keys_control = -1;
	(void)credential_keep();
	if (!settings_read(g->arena, settings_file, &g->settings, &why) || !paths_of(g->arena, &g->settings, &g->paths, &why) ||
	    !os_users_find(g->arena, &g->users, &why)) {
		ground_say(why.p);
		ground_destroy(&g);
		return NULL;
	}
	g->cluster_options = (struct cluster_options){
		.data = g->paths.cluster, .socket = g->paths.run_database, .port = CONNINFO_PORT, .users = &g->users};
	return g;
}

static void stop_keys(struct ground *g)
{
	if (g->keys <= 0)
		return;
	(void)control_send(g->keys_control, CONTROL_STOP, NULL, 0);
	(void)close(g->keys_control);
	while (waitpid(g->keys, NULL, 0) < 0 && errno == EINTR)
		continue;
	g->keys = 0;
}

void ground_destroy(struct ground **g)
{
	check(g != NULL);
	if (*g == NULL)
		return;
	check_magic(*g, GROUND_MAGIC);
	stop_keys(*g);
	if ((*g)->cluster != NULL && (*g)->lock >= 0)
		cluster_stop((*g)->cluster, DATABASE_STOP_MS);
	cluster_close(&(*g)->cluster);
	if ((*g)->lock >= 0) {
		if (ftruncate((*g)->lock, 0) != 0) /* harmless: what counts is the lock, not the number in the file */
			log_warn("pid_file_left", LOG_INT("errno", errno));
		(void)close((*g)->lock);
	}
	arena_destroy(&(*g)->arena);
	free(*g);
	*g = NULL;
}

struct arena *ground_arena(struct ground *g)
{
	check_magic(g, GROUND_MAGIC);
	return g->arena;
}

const struct settings *ground_settings(const struct ground *g)
{
	check_magic(g, GROUND_MAGIC);
	return &g->settings;
}

const struct paths *ground_paths(const struct ground *g)
{
	check_magic(g, GROUND_MAGIC);
	return &g->paths;
}

const struct os_users *ground_users(const struct ground *g)
{
	check_magic(g, GROUND_MAGIC);
	return &g->users;
}

struct cluster *ground_cluster(struct ground *g)
{
	check_magic(g, GROUND_MAGIC);
	return g->cluster;
}

static bool has_own_database(const struct ground *g)
{
	return g->settings.database_url[0] == '\0';
}

bool ground_folders(struct ground *g)
{
	struct str why = {NULL, 0};

	check_magic(g, GROUND_MAGIC);
	if (!folders_make(g->arena, &g->paths, &g->users, &why))
		ground_say(why.p);
	return why.p == NULL;
}

bool ground_key_folders(struct ground *g)
{
	struct str why = {NULL, 0};

	check_magic(g, GROUND_MAGIC);
	if (!folders_make_keys(g->arena, &g->paths, &g->users, &why))
		ground_say(why.p);
	return why.p == NULL;
}

bool ground_migrate(struct ground *g)
{
	struct str why = {NULL, 0};
	enum err e;

	check_magic(g, GROUND_MAGIC);
	e = migrate_apply(g->arena, ground_conninfo(g, "tasuki"), g->paths.schema, &why);
	if (e != ERR_OK)
		ground_say(why.p != NULL ? why.p : err_sentence(e));
	return e == ERR_OK;
}

bool ground_cluster_init(struct ground *g)
{
	struct str why;
	enum err e;

	check_magic(g, GROUND_MAGIC);
	if (!has_own_database(g))
		return true;
	e = cluster_init(g->arena, &g->cluster_options, &why);
	if (e == ERR_OK || e == ERR_CONFLICT)
		return true;
	ground_say(why.p);
	return false;
}

bool ground_hold(struct ground *g)
{
	char text[24];
	int n;

	check_magic(g, GROUND_MAGIC);
	if (g->lock >= 0)
		return true;
	g->lock = open(g->paths.pid_file, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (g->lock < 0) {
		ground_say(arena_printf(g->arena, "%s: %s (was 'tasuki init' run?)", g->paths.pid_file, strerror(errno)).p);
		return false;
	}
	if (flock(g->lock, LOCK_EX | LOCK_NB) != 0) {
		(void)close(g->lock);
		g->lock = -1;
		return false;
	}
	n = snprintf(text, sizeof(text), "%d\n", (int)getpid());
	return ftruncate(g->lock, 0) == 0 && write(g->lock, text, (size_t)n) == n;
}

bool ground_database(struct ground *g)
{
	struct str why;

	check_magic(g, GROUND_MAGIC);
	if (!has_own_database(g) || g->cluster != NULL)
		return true;
	if (!ground_hold(g))
		return access(g->paths.pid_file, F_OK) == 0; /* somebody else runs it */
	g->cluster = cluster_open(g->arena, &g->cluster_options, &why);
	if (g->cluster != NULL && cluster_wait(g->cluster, DATABASE_START_MS, g->arena, &why) == ERR_OK)
		return true;
	ground_say(why.p);
	return false;
}

bool ground_keys(struct ground *g, struct deployment_id deployment)
{
	struct control_message m;
	struct spawner *s;

	check_magic(g, GROUND_MAGIC);
	if (g->keys > 0 || !ground_hold(g))
		return true; /* started here, or by the supervisor */
	s = spawner_create(&g->settings, &g->users, deployment);
	g->keys = s == NULL ? -1 : spawner_start(s, ROLE_KEYS, 0, &g->keys_control);
	spawner_destroy(&s);
	if (g->keys > 0 && control_wait(g->keys_control, KEYS_START_MS, &m) == CONTROL_GOT && m.kind == CONTROL_READY)
		return true;
	ground_say("the key holder did not start: see its line above");
	return false;
}

const char *ground_conninfo(struct ground *g, const char *role)
{
	check_magic(g, GROUND_MAGIC);
	return conninfo_of(g->arena, &g->settings, &g->paths, role);
}

struct direct *ground_connect(struct ground *g, const char *role)
{
	struct direct *d;

	check_magic(g, GROUND_MAGIC);
	if (direct_open(ground_conninfo(g, role), "tasuki", &d) == ERR_OK)
		return d;
	ground_say("the database does not answer: see the line above");
	return NULL;
}

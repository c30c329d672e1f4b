#include "main/role.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "loop/loop.h"
#include "main/control.h"
#include "main/options.h"
#include "main/spawn.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ROLE_MAGIC 0x726f6c65u
#define FILES_PER_CONNECTION 3 /* client and both ends of the pair behind the edge */
#define FILES_BESIDE 1024

static bool started_by_supervisor(void)
{
	int type = 0;
	socklen_t n = sizeof(type);

	return getsockopt(SPAWN_CONTROL_FD, SOL_SOCKET, SO_TYPE, &type, &n) == 0 && type == SOCK_SEQPACKET;
}

static bool read_number(const char *text, long long max, long long *out_r)
{
	return str_to_i64(str_of(text), out_r) && *out_r <= max;
}

static bool read_words(struct role_process *r, int argc, char **argv)
{
	const char *deployment = NULL, *front = NULL, *index = NULL, *job = NULL;
	const struct option_row rows[] = {
		{.name = "--deployment", .value = &deployment, .needed = "--deployment is needed"},
		{.name = "--front-uid", .value = &front, .needed = "--front-uid is needed"},
		{.name = "--index", .value = &index, .needed = "--index is needed"},
		{.name = "--job-uid", .value = &job, .needed = "--job-uid is needed"},
	};
	long long front_uid, index_number, job_uid;

	if (!options_read(argc, argv, rows, 4) || !id_parse(str_of(deployment), &r->deployment.id) ||
	    !read_number(front, UINT32_MAX, &front_uid) || !read_number(index, 63, &index_number) ||
	    !read_number(job, UINT32_MAX, &job_uid))
		return false;
	r->front_uid = (uid_t)front_uid;
	r->index = (int)index_number;
	r->job_uid = (uid_t)job_uid;
	return true;
}

static bool read_settings(struct role_process *r)
{
	char file[32];
	struct str why;

	(void)snprintf(file, sizeof(file), "/proc/self/fd/%d", SPAWN_SETTINGS_FD);
	if (!settings_read(r->arena, file, &r->settings, &why) || !paths_of(r->arena, &r->settings, &r->paths, &why)) {
		(void)fprintf(stderr, "tasuki: %.*s\n", STR_ARG(why));
		return false;
	}
	(void)close(SPAWN_SETTINGS_FD);
	return true;
}

static void start_log(struct role_process *r)
{
	enum log_format format = strcmp(r->settings.log_format, "json") == 0 ? LOG_JSON : LOG_TEXT;
	const char *name = privilege_of(r->role)->name;

	if (r->role == ROLE_FRONT)
		(void)snprintf(r->label, sizeof(r->label), "%s %d", name, r->index);
	else
		(void)snprintf(r->label, sizeof(r->label), "%s", name);
	log_init(format, LOG_INFO, r->label);
}

bool role_begin(struct role_process *r, enum role role, int argc, char **argv)
{
	check(r != NULL);
	*r = (struct role_process){.magic = ROLE_MAGIC, .role = role};
	if (!started_by_supervisor()) {
		(void)fprintf(stderr, "tasuki: this role is started by: tasuki serve\n");
		return false;
	}
	(void)signal(SIGPIPE, SIG_IGN);
	/* Debian 13's libuv would make rings for file work, past every filter of system calls. */
	check(setenv("UV_USE_IO_URING", "0", 1) == 0);
	r->arena = arena_create(4096);
	if (!read_words(r, argc, argv) || !read_settings(r)) {
		arena_destroy(&r->arena);
		return false;
	}
	start_log(r);
	if (privilege_confine(role, r->settings.limit_connections * FILES_PER_CONNECTION + FILES_BESIDE))
		return true;
	arena_destroy(&r->arena);
	return false;
}

void role_end(struct role_process *r)
{
	check_magic(r, ROLE_MAGIC);
	check(r->control == NULL);
	arena_destroy(&r->arena);
	(void)close(SPAWN_CONTROL_FD);
	privilege_end();
	*r = (struct role_process){0};
}

void role_ready(const struct role_process *r)
{
	check_magic(r, ROLE_MAGIC);
	(void)control_send(SPAWN_CONTROL_FD, CONTROL_READY, NULL, 0);
}

static void control_readable(void *arg, int events)
{
	struct role_process *r = arg;
	struct control_message m = {.kind = CONTROL_STOP};
	enum control_result got;

	(void)events;
	check_magic(r, ROLE_MAGIC);
	got = control_take(SPAWN_CONTROL_FD, &m);
	if (got == CONTROL_ENDED) {
		watch_set(r->control, 0);
		m.kind = CONTROL_STOP;
	}
	if (got != CONTROL_NOTHING)
		r->heard(r->arg, &m);
	explicit_bzero(&m, sizeof(m));
}

void role_attend(struct role_process *r, struct loop *l, void (*heard)(void *arg, const struct control_message *m), void *arg)
{
	check_magic(r, ROLE_MAGIC);
	check(r->control == NULL && heard != NULL);
	r->heard = heard;
	r->arg = arg;
	r->control = watch_create(l, SPAWN_CONTROL_FD, control_readable, r);
	watch_set(r->control, LOOP_READ);
}

void role_unattend(struct role_process *r)
{
	check_magic(r, ROLE_MAGIC);
	if (r->control != NULL)
		watch_destroy(&r->control, NULL, NULL);
}

#include "main/supervisor.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/rand.h"
#include "base/settings.h"
#include "loop/loop.h"
#include "main/control.h"
#include "main/spawn.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SUPERVISOR_MAGIC 0x73757065u
#define CHILD_MAGIC 0x6368696cu
#define BACKOFF_FIRST_MS 200
#define BACKOFF_MOST_MS 5000
#define LIVED_WELL_MS 30000 /* after so long a death is a new story */
#define START_MS 60000      /* all roles must be at work by then */
#define STOP_EXTRA_MS 3000  /* after its own grace a role that still lives is killed */

struct child {
	unsigned magic;
	struct supervisor *s;
	enum role role;
	int index;
	pid_t pid; /* 0 = none */
	int control;
	struct watch *watch;
	struct timer *again;
	bool ready;
	int64_t started_at;
	int backoff_ms;
};

/* What is running, in the order of starting; while stopping, the group that is being waited for. */
enum stage { STAGE_KEYS, STAGE_ROLES, STAGE_SERVING, STAGE_STOP_FRONTS, STAGE_STOP_JOB, STAGE_STOP_KEYS, STAGE_STOPPED };

struct supervisor {
	unsigned magic;
	struct supervisor_options o;
	struct spawner *spawner;
	struct child *children;
	int count;
	enum stage stage;
	bool failed;
	struct timer *deadline;
	unsigned char tickets[CONTROL_TICKET_BYTES];
};

static void child_start(struct child *c);
static void advance(struct supervisor *s);

static bool stopping(const struct supervisor *s)
{
	return s->stage >= STAGE_STOP_FRONTS;
}

static void log_child(enum log_level level, const char *event, const struct child *c, const char *why)
{
	const struct log_field fields[] = {LOG_WORD("role", privilege_of(c->role)->name), LOG_INT("index", c->index),
					   LOG_INT("pid", c->pid), LOG_WORD("why", why)};

	log_write(level, event, fields, why != NULL ? 4 : 3);
}

static void control_closed(void *arg)
{
	(void)close((int)(intptr_t)arg);
}

static void forget_process(struct child *c)
{
	watch_destroy(&c->watch, control_closed, (void *)(intptr_t)c->control);
	c->control = -1;
	c->pid = 0;
	c->ready = false;
}

static void start_again(void *arg)
{
	struct child *c = arg;

	check_magic(c, CHILD_MAGIC);
	timer_destroy(&c->again);
	if (!stopping(c->s))
		child_start(c);
}

static void plan_restart(struct child *c)
{
	bool lived_well = clock_steady_ms() - c->started_at > LIVED_WELL_MS;

	if (c->backoff_ms == 0 || lived_well)
		c->backoff_ms = BACKOFF_FIRST_MS;
	else if (c->backoff_ms < BACKOFF_MOST_MS)
		c->backoff_ms = c->backoff_ms * 2 < BACKOFF_MOST_MS ? c->backoff_ms * 2 : BACKOFF_MOST_MS;
	c->again = timer_once(c->s->o.loop, (uint64_t)c->backoff_ms, start_again, c);
}

static void describe_end(int status, char out[64])
{
	if (WIFSIGNALED(status))
		(void)snprintf(out, 64, "signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		(void)snprintf(out, 64, "exit status %d", WEXITSTATUS(status));
}

static void child_ended(struct child *c, int status)
{
	struct supervisor *s = c->s;
	bool asked = stopping(s);
	char why[64];

	describe_end(status, why);
	log_child(asked && status == 0 ? LOG_INFO : LOG_ERROR, asked ? "role stopped" : "role died", c, why);
	forget_process(c);
	if (!asked && s->stage < STAGE_SERVING) {
		s->failed = true;
		supervisor_stop(s);
	} else if (!asked) {
		plan_restart(c);
	}
}

static void reap(void *arg, int number)
{
	struct supervisor *s = arg;
	int status;

	(void)number;
	check_magic(s, SUPERVISOR_MAGIC);
	for (int i = 0; i < s->count; i++)
		if (s->children[i].pid > 0 && waitpid(s->children[i].pid, &status, WNOHANG) == s->children[i].pid)
			child_ended(&s->children[i], status);
	advance(s);
}

static void child_spoke(void *arg, int events)
{
	struct child *c = arg;
	struct control_message m;
	enum control_result got = control_take(c->control, &m);

	(void)events;
	check_magic(c, CHILD_MAGIC);
	if (got == CONTROL_ENDED)
		watch_set(c->watch, 0); /* its end is told by SIGCHLD */
	if (got != CONTROL_GOT || m.kind != CONTROL_READY || c->ready)
		return;
	c->ready = true;
	log_child(LOG_INFO, "role at work", c, NULL);
	advance(c->s);
}

static void child_start(struct child *c)
{
	c->started_at = clock_steady_ms();
	c->pid = spawner_start(c->s->spawner, c->role, c->index, &c->control);
	if (c->pid < 0) {
		c->pid = 0;
		log_child(LOG_ERROR, "role not started", c, strerror(errno));
		plan_restart(c);
		return;
	}
	c->watch = watch_create(c->s->o.loop, c->control, child_spoke, c);
	watch_set(c->watch, LOOP_READ);
	if (c->role == ROLE_FRONT)
		(void)control_send(c->control, CONTROL_TICKETS, c->s->tickets, sizeof(c->s->tickets));
}

static bool role_ready(const struct supervisor *s, enum role role)
{
	for (int i = 0; i < s->count; i++)
		if (s->children[i].role == role && !s->children[i].ready)
			return false;
	return true;
}

static bool role_gone(const struct supervisor *s, enum role role)
{
	for (int i = 0; i < s->count; i++)
		if (s->children[i].role == role && s->children[i].pid > 0)
			return false;
	return true;
}

static void role_start(struct supervisor *s, enum role role)
{
	for (int i = 0; i < s->count; i++)
		if (s->children[i].role == role)
			child_start(&s->children[i]);
}

static void kill_what_lives(void *arg)
{
	struct supervisor *s = arg;

	check_magic(s, SUPERVISOR_MAGIC);
	for (int i = 0; i < s->count; i++) {
		struct child *c = &s->children[i];
		bool due = s->stage == STAGE_STOP_KEYS || (s->stage == STAGE_STOP_JOB && (c->role == ROLE_JOB || c->role == ROLE_MAIL)) ||
			   c->role == ROLE_FRONT;

		if (c->pid > 0 && due) {
			log_child(LOG_ERROR, "role killed", c, "it did not stop in time");
			(void)kill(c->pid, SIGKILL);
		}
	}
}

static void role_stop(struct supervisor *s, enum role role, enum stage stage)
{
	s->stage = stage;
	for (int i = 0; i < s->count; i++)
		if (s->children[i].role == role && s->children[i].pid > 0)
			(void)control_send(s->children[i].control, CONTROL_STOP, NULL, 0);
	timer_destroy(&s->deadline);
	s->deadline = timer_once(s->o.loop, SUPERVISOR_DRAIN_MS + STOP_EXTRA_MS, kill_what_lives, s);
}

/* What runs by the clock. */
static void stop_jobs(struct supervisor *s)
{
	role_stop(s, ROLE_MAIL, STAGE_STOP_JOB);
	role_stop(s, ROLE_JOB, STAGE_STOP_JOB);
}

static void all_gone(struct supervisor *s)
{
	s->stage = STAGE_STOPPED;
	timer_destroy(&s->deadline);
	for (int i = 0; i < s->count; i++)
		timer_destroy(&s->children[i].again);
	s->o.stopped(s->o.arg, !s->failed);
}

static void serving(struct supervisor *s)
{
	s->stage = STAGE_SERVING;
	timer_destroy(&s->deadline);
	s->o.ready(s->o.arg);
}

/* Goes on to the next stage when what this one waits for has come. */
static void advance(struct supervisor *s)
{
	if (s->stage == STAGE_KEYS && role_ready(s, ROLE_KEYS)) {
		s->stage = STAGE_ROLES;
		role_start(s, ROLE_JOB);
		role_start(s, ROLE_MAIL);
		role_start(s, ROLE_FRONT);
	} else if (s->stage == STAGE_ROLES && role_ready(s, ROLE_FRONT) && role_ready(s, ROLE_JOB) && role_ready(s, ROLE_MAIL)) {
		serving(s);
	}
	if (s->stage == STAGE_STOP_FRONTS && role_gone(s, ROLE_FRONT))
		stop_jobs(s);
	if (s->stage == STAGE_STOP_JOB && role_gone(s, ROLE_JOB) && role_gone(s, ROLE_MAIL))
		role_stop(s, ROLE_KEYS, STAGE_STOP_KEYS);
	if (s->stage == STAGE_STOP_KEYS && role_gone(s, ROLE_KEYS))
		all_gone(s);
}

static void too_late(void *arg)
{
	struct supervisor *s = arg;

	check_magic(s, SUPERVISOR_MAGIC);
	for (int i = 0; i < s->count; i++)
		if (!s->children[i].ready)
			log_child(LOG_ERROR, "role not at work in time", &s->children[i], NULL);
	s->failed = true;
	supervisor_stop(s);
}

static void child_init(struct supervisor *s, enum role role, int index)
{
	s->children[s->count++] = (struct child){.magic = CHILD_MAGIC, .s = s, .role = role, .index = index, .control = -1};
}

struct supervisor *supervisor_create(const struct supervisor_options *o)
{
	struct supervisor *s = calloc(1, sizeof(*s));

	check(s != NULL && o != NULL && o->loop != NULL && o->settings != NULL && o->users != NULL && o->ready != NULL &&
	      o->stopped != NULL);
	s->magic = SUPERVISOR_MAGIC;
	s->o = *o;
	s->spawner = spawner_create(o->settings, o->users, o->deployment);
	if (s->spawner == NULL) {
		log_error("roles cannot be started", LOG_WORD("why", strerror(errno)));
		supervisor_destroy(&s);
		return NULL;
	}
	s->children = calloc((size_t)o->settings->workers + 3, sizeof(*s->children));
	check(s->children != NULL);
	child_init(s, ROLE_KEYS, 0);
	child_init(s, ROLE_JOB, 0);
	child_init(s, ROLE_MAIL, 0);
	for (int i = 0; i < o->settings->workers; i++)
		child_init(s, ROLE_FRONT, i);
	rand_bytes(s->tickets, sizeof(s->tickets));
	loop_on_signal(o->loop, SIGCHLD, reap, s);
	s->deadline = timer_once(o->loop, START_MS, too_late, s);
	role_start(s, ROLE_KEYS);
	return s;
}

void supervisor_destroy(struct supervisor **s)
{
	check(s != NULL);
	if (*s == NULL)
		return;
	check((*s)->children == NULL || (*s)->stage == STAGE_STOPPED);
	spawner_destroy(&(*s)->spawner);
	explicit_bzero((*s)->tickets, sizeof((*s)->tickets));
	free((*s)->children);
	free(*s);
	*s = NULL;
}

void supervisor_reload(struct supervisor *s)
{
	check_magic(s, SUPERVISOR_MAGIC);
	rand_bytes(s->tickets, sizeof(s->tickets));
	for (int i = 0; i < s->count; i++) {
		struct child *c = &s->children[i];

		if (c->role != ROLE_FRONT || c->pid <= 0)
			continue;
		(void)control_send(c->control, CONTROL_TICKETS, s->tickets, sizeof(s->tickets));
		(void)control_send(c->control, CONTROL_RELOAD, NULL, 0);
	}
}

void supervisor_stop(struct supervisor *s)
{
	check_magic(s, SUPERVISOR_MAGIC);
	if (stopping(s))
		return;
	role_stop(s, ROLE_FRONT, STAGE_STOP_FRONTS);
	advance(s);
}

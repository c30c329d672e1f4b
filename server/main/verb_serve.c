#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "db/cluster.h"
#include "db/direct.h"
#include "loop/loop.h"
#include "mail/relay.h"
#include "main/ground.h"
#include "main/options.h"
#include "main/region.h"
#include "main/supervisor.h"
#include "main/verbs.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define SERVE_MAGIC 0x73657276u
#define DATABASE_LOOK_MS 500

struct serve {
	unsigned magic;
	struct ground *ground;
	struct loop *loop;
	struct supervisor *supervisor;
	struct timer *look;
	struct region region;
	bool good;
};

/* PostgreSQL recovers from most things itself; if the whole of it was killed it comes again here. The roles reconnect by
 * themselves. */
static void look_at_database(void *arg)
{
	struct serve *s = arg;
	struct cluster *c;
	enum err e;

	check_magic(s, SERVE_MAGIC);
	c = ground_cluster(s->ground);
	if (c == NULL || cluster_poll(c) != CLUSTER_STOPPED)
		return;
	log_error("the database died", LOG_WORD("next", "it is started again"));
	e = cluster_start(c);
	if (e != ERR_OK && e != ERR_BUSY) /* BUSY: processes of the old one are still ending; the next look tries again */
		log_error("the database cannot be started", LOG_ERR(e));
}

static void child_signal(void *arg, int number)
{
	(void)number;
	look_at_database(arg);
}

static void ready(void *arg)
{
	struct serve *s = arg;

	check_magic(s, SERVE_MAGIC);
	(void)printf("ready: https://localhost:%d\n", ground_settings(s->ground)->listen_port);
	(void)fflush(stdout);
}

static void stopped(void *arg, bool good)
{
	struct serve *s = arg;

	check_magic(s, SERVE_MAGIC);
	s->good = good;
	loop_stop(s->loop);
}

static void asked(void *arg, int number)
{
	struct serve *s = arg;

	check_magic(s, SERVE_MAGIC);
	if (number == SIGHUP) {
		log_info("certificate again", LOG_WORD("signal", strsignal(number)));
		supervisor_reload(s->supervisor);
		return;
	}
	log_info("stopping", LOG_WORD("signal", strsignal(number)));
	supervisor_stop(s->supervisor);
}

static void run(struct serve *s)
{
	const struct supervisor_options o = {
		.loop = s->loop,
		.settings = ground_settings(s->ground),
		.users = ground_users(s->ground),
		.deployment = s->region.deployment,
		.ready = ready,
		.stopped = stopped,
		.arg = s,
	};
	const int signals[] = {SIGHUP, SIGINT, SIGTERM};

	s->supervisor = supervisor_create(&o);
	if (s->supervisor == NULL)
		return;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		loop_on_signal(s->loop, signals[i], asked, s);
	loop_on_signal(s->loop, SIGCHLD, child_signal, s);
	s->look = timer_every(s->loop, DATABASE_LOOK_MS, look_at_database, s);
	loop_run(s->loop);
	timer_destroy(&s->look);
	supervisor_destroy(&s->supervisor);
}

static bool prepare(struct serve *s)
{
	const struct settings *settings = ground_settings(s->ground);
	struct str why;

	log_init(strcmp(settings->log_format, "json") == 0 ? LOG_JSON : LOG_TEXT, LOG_INFO, "supervisor");
	if (!relay_fits(ground_arena(s->ground), settings, &why)) {
		(void)fprintf(stderr, "tasuki: %.*s\n", STR_ARG(why));
		return false;
	}
	if (!ground_folders(s->ground))
		return false;
	if (!ground_hold(s->ground)) {
		(void)fprintf(stderr, "tasuki: this region is running already: see %s\n", ground_paths(s->ground)->pid_file);
		return false;
	}
	if (!ground_users(s->ground)->separate)
		log_warn("every role runs as one user",
			 LOG_WORD("advice", "start as root: each role then has its own, which protects better"));
	return ground_database(s->ground) && region_fits(s->ground, &s->region);
}

int verb_serve(int argc, char **argv)
{
	const char *file = NULL;
	const struct option_row rows[] = {OPTION_SETTINGS(&file)};
	struct serve s = {.magic = SERVE_MAGIC};

	if (!options_read(argc, argv, rows, 1))
		return VERB_MISUSED;
	(void)signal(SIGPIPE, SIG_IGN);
	s.ground = ground_create(file);
	if (s.ground != NULL && prepare(&s)) {
		s.loop = loop_create();
		run(&s);
		loop_destroy(&s.loop);
	}
	ground_destroy(&s.ground);
	return s.good ? VERB_DONE : VERB_FAILED;
}

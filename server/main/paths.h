/* Where the things of one deployment lie, all derived from its settings. */
#ifndef TASUKI_MAIN_PATHS_H
#define TASUKI_MAIN_PATHS_H

#include "base/arena.h"

struct settings;

struct paths {
	const char *data;    /* absolute */
	const char *cluster; /* the private PostgreSQL's files */
	const char *log;
	const char *run;          /* sockets and the pid file */
	const char *run_database; /* PostgreSQL's socket */
	const char *run_front;    /* sockets between fronts */
	const char *run_keys;     /* the key holder's socket */
	const char *keys_socket;
	const char *restoring; /* a file, there while a restore is not finished: names the backup */
	const char *pid_file; /* also the lock: one supervisor a data folder */
	const char *tls;
	const char *certificate, *certificate_key;
	const char *keys, *recovery; /* beside the data folder, never under it */
	const char *web_root;
	const char *schema;
};

/* Texts live in the arena. False: the sentence why. */
bool paths_of(struct arena *a, const struct settings *s, struct paths *out_r, struct str *why_r);

#endif

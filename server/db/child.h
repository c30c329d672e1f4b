/* Child processes of db/: PostgreSQL's own programs, and small works done as another user. Blocking; for the supervisor and for
 * verbs. */
#ifndef TASUKI_DB_CHILD_H
#define TASUKI_DB_CHILD_H

#include "base/os_user.h"

struct child {
	const struct os_user *user; /* NULL: this process's own */
	const char *const *argv; /* argv[0] is the program's path; NULL-terminated */
	struct str input;        /* on standard input; up to 64 KiB */
	const char *also;        /* one more NAME=VALUE in its surroundings, or NULL */
	bool quiet;              /* standard output goes nowhere */
	int keep;                /* a descriptor that it inherits (close-on-exec is taken off), or -1 */
	bool with_me;            /* dies with this process: gets SIGINT as soon as this process is gone; a session of its own */
};

/* Its pid, or -1 when the system has no room for it. A program that cannot be run exits with 127. */
pid_t child_start(const struct child *c);
/* Waits for it: its exit code, as child_run. Calls beat (may be NULL) every second meanwhile. */
int child_wait(pid_t pid, void (*beat)(void *arg), void *arg);
/* Runs it to its end: its exit code; 128 when it could not be started or died of a signal. */
int child_run(const struct child *c);
/* Calls work in a child process as that user; its answer, false also where the child died. */
bool child_call(const struct os_user *user, bool (*work)(const void *arg), const void *arg);

#endif

/* The key holder: the one process that has the key store open. It gives space keys on lease over a unix socket, to the users it
 * was told. */
#ifndef TASUKI_KEYS_HOLDER_H
#define TASUKI_KEYS_HOLDER_H

#include "base/id.h"

#include <stdbool.h>
#include <sys/types.h>

struct loop;

#define HOLDER_LEASE_MS 600000

struct keys_holder_options {
	const char *socket;   /* path; replaced when it is there already */
	const char *folder;   /* <data>.keys */
	const char *recovery; /* <data>.recovery */
	struct deployment_id deployment;
	uid_t front_uid,
		job_uid;    /* who else may speak: front gets and creates, job gets; root and the holder's own user may all */
	mode_t socket_mode; /* of the socket; SO_PEERCRED decides, whatever it is */
	gid_t socket_group; /* (gid_t)-1: as made */
	unsigned lease_ms;  /* 0: HOLDER_LEASE_MS, which is also the most */
	void (*started)(void *arg, struct loop *l); /* it listens now; may be NULL */
	void (*ending)(void *arg);                  /* before the loop is destroyed; may be NULL */
	void *arg;
};

/* Serves until SIGTERM, SIGINT or loop_stop. The process is confined for good: memory locked and not dumped, system calls given
 * up. The exit status: 0 after an orderly end, 1 when it could not start or must not go on (a sentence was logged). */
int keys_holder_run(const struct keys_holder_options *o);

#endif

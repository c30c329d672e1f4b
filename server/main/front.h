/*
 * One front worker put together: pools, listener, leases, passwords, the application (domain/worker.h) and the network side. It
 * listens only once the database answers, and ends in the order in which what was accepted can still be finished.
 */
#ifndef TASUKI_MAIN_FRONT_H
#define TASUKI_MAIN_FRONT_H

#include "main/control.h"
#include "main/paths.h"
#include "main/region.h"

struct front;
struct loop;
struct settings;

#define FRONT_DRAIN_MS 8000 /* open requests may take so long after a stop */

/* Everything borrowed as long as the front lives. */
struct front_options {
	struct loop *loop;
	struct arena *arena;
	const struct settings *settings;
	const struct paths *paths;
	const char *label, *conninfo;
	struct region region;
	int index;
	unsigned char ticket_keys[CONTROL_TICKET_BYTES];
	/* Once: it takes connections. */
	void (*ready)(void *arg);
	/* Last call. good: it was asked to stop and has. */
	void (*stopped)(void *arg, bool good);
	void *arg;
};

/* Looks for the database from then on; `ready` or `stopped` follows. */
struct front *front_create(const struct front_options *o);
/* Null-safe; nulls. After `stopped`, and after the loop has stopped. */
void front_destroy(struct front **f);
/* Ticket keys for the next reload. */
void front_tickets(struct front *f, const unsigned char keys[CONTROL_TICKET_BYTES]);
/* Certificate again. */
void front_reload(struct front *f);
/* A clean end; `stopped` follows. Asking twice changes nothing. */
void front_stop(struct front *f);

#endif

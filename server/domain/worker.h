/*
 * One worker's application: everything above the network and below main/. main/ makes loop, pools, listener, leases and passwords; this makes the
 * rest, answers net/, and says when nothing is under way any more.
 */
#ifndef TASUKI_DOMAIN_WORKER_H
#define TASUKI_DOMAIN_WORKER_H

#include "base/id.h"
#include "base/settings.h"
#include "net/server.h"

struct leases;
struct listener;
struct loop;
struct passwords;
struct pool;
struct worker;

struct worker_options {
	struct loop *loop;
	const struct settings *settings;
	const char *run; /* folder of the workers' sockets; kept */
	int index, workers;
	struct pool *read_pool, *call_pool, *hot_pool;
	struct leases *leases;
	struct passwords *passwords;
	/* Region row, read by main/ at start. */
	struct deployment_id deployment;
	bool demo;
	struct str region_name, network_name, association; /* copied */
};

/* The channels a worker listens on, for listener_options. NULL-terminated. */
extern const char *const worker_channels[];

/* The listener comes later: it needs the worker for its callbacks. */
struct worker *worker_create(const struct worker_options *o);
/* Its pools are up: other workers may hand it their acts. Once. False with errno: the socket between the workers cannot be made. */
MUST_USE bool worker_open(struct worker *w);
void worker_set_listener(struct worker *w, struct listener *l);
/* For listener_options: arg is the worker. */
void worker_notice(void *worker, struct str channel, struct str payload);
void worker_restored(void *worker);

struct net_app worker_http(struct worker *w);
struct live_app worker_live(struct worker *w);

/* No call, batch or flush under way. */
bool worker_idle(const struct worker *w);
/* Writes what is only noted (activity, cursors) now; ask worker_idle afterwards. */
void worker_flush(struct worker *w);
/* All sockets and calls must have ended; the pools are still up. */
void worker_destroy(struct worker **w);

#endif

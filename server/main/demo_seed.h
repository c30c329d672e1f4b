/* The demo town into the database: everything in one transaction, so that there is a whole town or none. */
#ifndef TASUKI_MAIN_DEMO_SEED_H
#define TASUKI_MAIN_DEMO_SEED_H

#include "base/err.h"
#include "crypt/password.h"
#include "main/demo_town.h"

struct direct;

struct demo_seed {
	struct direct *d; /* as tasuki_demo */
	struct arena *arena;
	struct deployment_id deployment;
	const char *keys_socket;
	struct password_cost cost;
	int64_t now;
};

/* CONFLICT: the town (the first patient's facility) is there already, nothing was written. BAD_VALUE: the town contradicts
 * itself; the sentence why. Else errors of the database and the key holder. */
MUST_USE enum err demo_seed(const struct demo_seed *s, const struct town *t, struct str *why_r);

#endif

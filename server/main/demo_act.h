/*
 * What the demo verbs do in a region that may be running: each act is one transaction that locks the space's row, takes the next
 * seq of its stream and leaves event and evidence like any other; after the commit the workers get their hint.
 */
#ifndef TASUKI_MAIN_DEMO_ACT_H
#define TASUKI_MAIN_DEMO_ACT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/phi.h"

#include <stdint.h>

struct direct;

struct demo_act {
	struct direct *d; /* as tasuki_demo */
	struct arena *arena;
	struct deployment_id deployment;
	const char *keys_socket;
	int64_t now;
};

/* Whom: the hat an account wore last, or its hat at a facility (ref; NULL = any). */
struct demo_whom {
	const char *login, *facility;
};

struct demo_new_patient {
	const char *facility; /* ref */
	struct demo_whom attending;
	struct phi name, kana, birth, sex;
};

/* NOT_FOUND: no such facility or hat. Else errors of the database and the key holder. */
MUST_USE enum err demo_patient_create(const struct demo_act *a, const struct demo_new_patient *p, struct space_id *space_r);
/* relation may be empty. NOT_FOUND: no such space or hat; CONFLICT: a member already. */
MUST_USE enum err demo_member_add(const struct demo_act *a, struct space_id space, struct demo_whom whom, struct phi relation,
				  bool all_history);
/* NOT_FOUND: no such space, hat or member. Of the 主治医: none is there then. */
MUST_USE enum err demo_member_remove(const struct demo_act *a, struct space_id space, struct demo_whom whom);
/* Makes a member the 主治医. NOT_FOUND: no such space, hat or member. */
MUST_USE enum err demo_attending_set(const struct demo_act *a, struct space_id space, struct demo_whom whom);

#endif

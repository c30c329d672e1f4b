/* What is sealed of a patient: the identity (SEAL_IDENTITY) and the names of a consent (SEAL_CONSENT). */
#ifndef TASUKI_MAIN_DEMO_IDENTITY_H
#define TASUKI_MAIN_DEMO_IDENTITY_H

#include "base/arena.h"
#include "base/phi.h"

/* {"name","kana","birth","sex"}; lives in the arena. */
struct phi demo_identity(struct arena *a, struct phi name, struct phi kana, struct phi birth, struct phi sex);

/* {"name","relation","identified"} of a relative's link (SEAL_KIN); relation.text.p NULL: the patient. Lives in the arena. */
struct phi demo_kin(struct arena *a, struct phi name, struct phi relation);

struct demo_consent {
	struct phi giver, relation, explained_by, original_at;
};
/* {"giver","relation","explained_by","original_at"}; lives in the arena. */
struct phi demo_consent(struct arena *a, const struct demo_consent *names);

#endif

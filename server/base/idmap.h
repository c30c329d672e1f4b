/* A map from id to pointer: open addressing, grows, keeps no order. Borrowed pointers; the map frees none. */
#ifndef TASUKI_BASE_IDMAP_H
#define TASUKI_BASE_IDMAP_H

#include "base/id.h"

struct idmap {
	struct idmap_slot *slots;
	size_t room, used, gone; /* gone: slots of removed keys */
};

/* A zeroed struct idmap is an empty one. NULL when absent. */
void *idmap_get(const struct idmap *m, struct id128 key);
/* Adds or replaces; value is not NULL. */
void idmap_put(struct idmap *m, struct id128 key, void *value);
/* Removes and returns the value, NULL when absent. */
void *idmap_take(struct idmap *m, struct id128 key);
size_t idmap_count(const struct idmap *m);
/* Walks: start with *at = 0; false at the end. The walked entry may be taken out, nothing may be put in. */
bool idmap_next(const struct idmap *m, size_t *at, struct id128 *key_r, void **value_r);
/* Frees the slots only. */
void idmap_finish(struct idmap *m);

#endif

/* Values by id: a hash table with open addressing. */
#ifndef TASUKI_KEYS_ID_TABLE_H
#define TASUKI_KEYS_ID_TABLE_H

#include "base/id.h"

union id_value {
	void *p;
	int64_t i;
};

struct id_slot {
	struct id128 id;
	union id_value value;
	bool used;
};

/* A zeroed one is empty. */
struct id_table {
	struct id_slot *slots;
	size_t n, room;
};

/* Where the value of id stands, or NULL; until the next put or remove. */
union id_value *id_table_find(const struct id_table *t, struct id128 id);
void id_table_put(struct id_table *t, struct id128 id, union id_value value);
/* No error when it is not there. */
void id_table_remove(struct id_table *t, struct id128 id);
/* Removes the entries for which keep is false. */
void id_table_sift(struct id_table *t, bool (*keep)(void *arg, struct id128 id, union id_value value), void *arg);
/* Frees; the table is empty afterwards. */
void id_table_finish(struct id_table *t);

#endif

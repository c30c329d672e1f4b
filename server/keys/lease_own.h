/* Between the files of the leases only. */
#ifndef TASUKI_KEYS_LEASE_OWN_H
#define TASUKI_KEYS_LEASE_OWN_H

#include "keys/id_table.h"
#include "keys/lease.h"
#include "keys/link.h"

#define LEASES_MAGIC 0x6c656173u

/* One key on lease. */
struct entry {
	struct space_id space;
	struct space_key *key;
	int64_t until, renew_at;     /* steady clock */
	struct entry *newer, *older; /* by last use */
};

/* One GET, from the moment it is filled until it is answered. */
struct asking {
	struct asking *next;
	uint32_t id;
	bool sent;
	int64_t sent_at;
	size_t n;
	struct space_id spaces[WIRE_SPACES_MAX];
};

/* One leases_want. */
struct want {
	struct want *next;
	uint32_t needs; /* the id of the last GET that it waits for; 0: none, it is done */
	unsigned beats;
	enum err result;
	void (*cb)(void *arg, enum err e);
	void *arg;
	size_t n;
	struct space_id spaces[];
};

/* One leases_create_key. */
struct creating {
	struct creating *next;
	struct space_id space;
	uint32_t id;
	bool sent;
	int64_t sent_at;
	unsigned beats;
	enum err result; /* ERR_COUNT: not known yet */
	void (*cb)(void *arg, enum err e);
	void *arg;
};

/* A key that must not be used any more: wiped at the end of the turn, then acknowledged. */
struct doomed {
	struct doomed *next;
	struct space_key *key; /* NULL: there was none */
	bool acknowledge;
	uint32_t push;
};

struct leases {
	unsigned magic;
	struct loop *loop;
	char *socket;
	bool dead, lost;
	struct link *link;
	struct timer *beat;
	uint32_t last_id;
	/* lease_cache.c */
	struct id_table entries;
	struct entry *newest, *oldest;
	struct doomed *doomed;
	/* lease_ask.c */
	struct id_table asked; /* space → id of the GET that asks for it */
	struct asking *askings, **askings_end;
	struct want *wants, *wants_done;
	struct creating *creatings, *creatings_done;
	bool turn_end_due;
};

/* lease.c */
/* Has leases_turn_end run at the end of this turn. */
void leases_defer(struct leases *l);

/* lease_cache.c */
struct entry *cache_find(struct leases *l, struct space_id space);
void cache_put(struct leases *l, const struct store_key *key, uint32_t lease_ms, int64_t asked_at);
/* The holder wants it wiped and told. */
void cache_revoke(struct leases *l, struct space_id space, uint32_t push);
void cache_expire(struct leases *l);
/* Wipes what is doomed and acknowledges. */
void cache_bury(struct leases *l);
void cache_finish(struct leases *l);

/* lease_ask.c */
/* Asks for the key unless that is under way; the id of the GET. */
uint32_t asks_add(struct leases *l, struct space_id space);
void asks_send(struct leases *l);
/* What was sent over the connection that is gone. */
void asks_unsend(struct leases *l);
bool asks_answered(struct leases *l, const struct wire_frame *f);
/* Those that waited too long. */
void asks_beat(struct leases *l);
/* Calls back those that are done. They may destroy the leases: dead is set then. */
void asks_call_back(struct leases *l);
void asks_finish(struct leases *l);

#endif

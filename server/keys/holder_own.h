/* Between the files of the holder only. */
#ifndef TASUKI_KEYS_HOLDER_OWN_H
#define TASUKI_KEYS_HOLDER_OWN_H

#include "base/err.h"
#include "keys/erasure.h"
#include "keys/files.h"
#include "keys/holder.h"
#include "keys/id_table.h"
#include "keys/link.h"

#define HOLDER_MAGIC 0x686f6c64u
#define PEER_MAGIC 0x70656572u
#define PEERS_MAX 200

struct change;
struct commit;
struct revocation;
struct signer;

/* What a user of the socket may ask. */
enum right { RIGHT_GET = 1, RIGHT_CREATE = 2, RIGHT_RULE = 4, RIGHT_ERASE = 8 };

struct peer {
	unsigned magic;
	struct holder *h;
	struct peer *next;
	uint64_t serial; /* names the peer in what outlives it */
	uid_t uid;
	int rights;
	bool greeted;
	struct link *link;
	struct id_table leases; /* space → end, steady clock */
};

/* The one erasure under way (holder_erase.c). */
enum erasing_step { ERASING_NONE, ERASING_INTENT, ERASING_LEASES, ERASING_KEY, ERASING_AGAIN };

struct erasing {
	enum erasing_step step;
	struct erasure what;
	enum err intended;
	struct {
		uint64_t peer;
		uint32_t id;
	} askers[8];
	size_t n;
};

struct holder {
	unsigned magic;
	const struct keys_holder_options *o;
	struct loop *loop;
	struct key_files files;
	struct signer *signer;
	uint32_t lease_ms;
	bool failed; /* must not go on */
	bool ending; /* the change under way is still answered */
	int listener;
	struct watch *accepting;
	struct timer *beat;
	unsigned beats;
	struct peer *peers;
	int peer_count;
	uint64_t last_serial;
	uint32_t last_push;
	struct store_key *found; /* room for one GET's keys, in locked memory */
	/* holder_commit.c */
	struct change *waiting, **waiting_end;
	struct commit *under_way;
	/* holder_revoke.c: leases that no connected peer answers for, and revocations not yet done */
	struct id_table orphans;
	int64_t orphans_until; /* of those given before this process began */
	struct revocation *revocations;
	struct erasing erasing;
};

/* holder_peer.c */
void peers_accept(struct holder *h);
void peers_close(struct holder *h);
struct peer *peer_find(struct holder *h, uint64_t serial);
void peer_refuse(struct peer *p, uint32_t id, enum err e);
/* Sends these keys and notes the leases. */
void peer_send_keys(struct peer *p, uint32_t id, const struct store_key *keys, size_t n);
void peer_send_status(struct peer *p, uint32_t id);

/* holder_commit.c: changes of the store, written by a worker, those that wait together in one write; each answered when durable.
 */
void changes_create(struct peer *p, uint32_t id, struct space_id space);
void changes_rotate(struct peer *p, uint32_t id);
/* What the holder is erasing: erasing_written follows. */
void changes_erase(struct holder *h);
/* Drops what waits; the write under way goes on until the loop is destroyed. */
void changes_finish(struct holder *h);

/* holder_revoke.c */
void revocation_start(struct peer *p, uint32_t id, struct space_id space);
void revocation_acknowledged(struct peer *p, uint32_t number);
/* The same for the holder itself: done is called, perhaps at once, when nobody holds a lease any more. */
void revocation_start_own(struct holder *h, struct space_id space, void (*done)(struct holder *h));
bool revocation_withholds(const struct holder *h, struct space_id space);
/* The peer is gone: its leases still run. */
void revocation_orphan(struct peer *p);
/* What has run out: ends revocations that waited for it; forgets it. */
void revocations_lapse(struct holder *h);
void revocations_forget(struct holder *h);
void revocations_finish(struct holder *h);

/* holder_erase.c: one erasure at a time, through its steps (erasure.h). */
/* No key of the space is given, while it is being revoked or erased. */
bool holder_withholds(const struct holder *h, struct space_id space);
/* A space that is erased, or about to be, gets no key any more. */
bool erasing_forbids(const struct holder *h, struct space_id space);
void erasing_asked(struct peer *p, uint32_t id, const struct erasure *e);
/* Goes on with what a holder before this one began. False: it cannot be read. */
MUST_USE bool erasing_resume(struct holder *h);
void erasing_written(struct holder *h, enum err e);
/* Once a minute: tries again what a disk refused. */
void erasing_beat(struct holder *h);

#endif

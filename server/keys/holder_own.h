/* Between the files of the holder only. */
#ifndef TASUKI_KEYS_HOLDER_OWN_H
#define TASUKI_KEYS_HOLDER_OWN_H

#include "base/err.h"
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

/* What a user of the socket may ask. */
enum right { RIGHT_GET = 1, RIGHT_CREATE = 2, RIGHT_RULE = 4 };

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

struct holder {
	unsigned magic;
	const struct keys_holder_options *o;
	struct loop *loop;
	struct key_files files;
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
/* Drops what waits; the write under way goes on until the loop is destroyed. */
void changes_finish(struct holder *h);

/* holder_revoke.c */
void revocation_start(struct peer *p, uint32_t id, struct space_id space);
void revocation_acknowledged(struct peer *p, uint32_t number);
/* No key of the space is given while it is being revoked. */
bool revocation_withholds(const struct holder *h, struct space_id space);
/* The peer is gone: its leases still run. */
void revocation_orphan(struct peer *p);
/* What has run out: ends revocations that waited for it; forgets it. */
void revocations_lapse(struct holder *h);
void revocations_forget(struct holder *h);
void revocations_finish(struct holder *h);

#endif

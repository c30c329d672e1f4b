/*
 * What the key holder and its clients say over their unix socket. A frame is: length of what follows u32 | type u8 | request id
 * u32 | body. The client asks, the holder answers under the same request id; REVOKE alone is pushed, under an id of the holder's
 * own, and the client answers ACK with it.
 */
#ifndef TASUKI_KEYS_WIRE_H
#define TASUKI_KEYS_WIRE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"
#include "keys/store.h"

#include <stdint.h>

#define WIRE_VERSION 1
#define WIRE_BODY_MAX 65536
#define WIRE_SPACES_MAX 1000 /* in one GET */

enum wire_type {
	WIRE_HELLO = 1, /* version u32, deployment 16 (zeros from a client); both ways, first */
	WIRE_GET,       /* spaces; answered by KEYS, without those that have no key */
	WIRE_CREATE,    /* one space; answered by KEYS once store and recovery object are durable, or REFUSED */
	WIRE_REVOKE,  /* one space. Asked: answered by REVOKED when nobody holds a lease on it any more. Pushed: wipe it, then ACK
		       */
	WIRE_ACK,     /* empty */
	WIRE_STATUS,  /* empty; answered by STATUS */
	WIRE_ROTATE,  /* empty; answered by STATUS, or REFUSED */
	WIRE_KEYS,    /* lease in ms u32, then {space 16, epoch u32, key 32} each */
	WIRE_REVOKED, /* leases acknowledged u32, leases that ran out instead u32 */
	WIRE_REFUSED, /* reason u16 */
	WIRE_ERASE,   /* an erasure (erasure.h); answered by ERASED when it is done, or REFUSED */
	WIRE_ERASED,  /* number u64, at u64 (ms), hash 32: what the ledger says */
	WIRE_SIGN,    /* a certificate's text; answered by SIGNED */
	WIRE_SIGNED,  /* public key 32, signature 64 (signer.h) */
	WIRE_TYPES,
};

struct erased;
struct signed_text;

struct wire_frame {
	enum wire_type type;
	uint32_t id;
	struct str body; /* borrowed from the bytes it was taken from */
};

struct wire_status {
	struct deployment_id deployment;
	uint64_t generation, ledger; /* number of the ledger's newest line; 0: it is empty */
	uint32_t kek_epoch, keys, clients;
	bool kek_mixed;
};

enum wire_taken { WIRE_MORE, WIRE_ONE, WIRE_BROKEN };

/* Takes the first frame off in; used_r tells how many bytes it was. MORE: it is not all there. BROKEN: no frame begins like this.
 */
enum wire_taken wire_take(struct str in, struct wire_frame *out_r, size_t *used_r);
/* Appends a frame. */
void wire_put(struct buf *out, enum wire_type type, uint32_t id, struct str body);

void wire_put_hello(struct buf *out, uint32_t id, struct deployment_id deployment);
void wire_put_spaces(struct buf *out, enum wire_type type, uint32_t id, const struct space_id *spaces, size_t n);
void wire_put_keys(struct buf *out, uint32_t id, uint32_t lease_ms, const struct store_key *keys, size_t n);
void wire_put_revoked(struct buf *out, uint32_t id, uint32_t acknowledged, uint32_t lapsed);
void wire_put_status(struct buf *out, uint32_t id, const struct wire_status *s);
void wire_put_erased(struct buf *out, uint32_t id, const struct erased *e);
void wire_put_signed(struct buf *out, uint32_t id, const struct signed_text *s);
void wire_put_refused(struct buf *out, uint32_t id, enum err e);

/* Readers of bodies: false where the body is not exactly that. */
bool wire_read_hello(struct str body, uint32_t *version_r, struct deployment_id *deployment_r);
/* 1 … WIRE_SPACES_MAX of them; read the i-th with wire_space. */
bool wire_read_spaces(struct str body, size_t *n_r);
struct space_id wire_space(struct str body, size_t i);
bool wire_read_keys(struct str body, uint32_t *lease_ms_r, size_t *n_r);
void wire_key(struct str body, size_t i, struct store_key *out_r);
bool wire_read_revoked(struct str body, uint32_t *acknowledged_r, uint32_t *lapsed_r);
bool wire_read_status(struct str body, struct wire_status *out_r);
bool wire_read_erased(struct str body, struct erased *out_r);
bool wire_read_signed(struct str body, struct signed_text *out_r);
/* Never OK: an unknown reason is INTERNAL. */
bool wire_read_refused(struct str body, enum err *e_r);

#endif

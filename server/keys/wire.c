#include "keys/wire.h"

#include "base/check.h"
#include "crypt/number.h"
#include "keys/erasure.h"
#include "keys/signer.h"

#include <string.h>

#define AFTER_LENGTH 5 /* type and request id */
#define HEAD (4 + AFTER_LENGTH)
#define KEY_BYTES (16 + 4 + 32)
#define STATUS_BYTES (16 + 8 + 4 + 4 + 4 + 4 + 8)
#define ERASED_BYTES (8 + 8 + ERASURE_DIGEST)

/* Reasons by their number on the wire; only added to. */
static const enum err reasons[] = {
	ERR_INTERNAL, ERR_BUSY, ERR_CONFLICT, ERR_NOT_FOUND, ERR_STORAGE_FULL, ERR_BAD_VALUE,
};

static const unsigned char *bytes_of(struct str s)
{
	return (const unsigned char *)s.p;
}

enum wire_taken wire_take(struct str in, struct wire_frame *out_r, size_t *used_r)
{
	const unsigned char *p = bytes_of(in);
	size_t length;

	check(out_r != NULL && used_r != NULL);
	if (in.n < 4)
		return WIRE_MORE;
	length = number_get_u32(p);
	if (length < AFTER_LENGTH || length > AFTER_LENGTH + WIRE_BODY_MAX)
		return WIRE_BROKEN;
	if (in.n > 4 && (p[4] < WIRE_HELLO || p[4] >= WIRE_TYPES))
		return WIRE_BROKEN;
	if (in.n < 4 + length)
		return WIRE_MORE;
	out_r->type = (enum wire_type)p[4];
	out_r->id = number_get_u32(p + 5);
	out_r->body = str_part(in, HEAD, 4 + length);
	*used_r = 4 + length;
	return WIRE_ONE;
}

/* Room for a whole frame, its head written; the body is the caller's. */
static unsigned char *put_frame(struct buf *out, enum wire_type type, uint32_t id, size_t body)
{
	unsigned char *p = (unsigned char *)buf_reserve(out, HEAD + body);

	check(body <= WIRE_BODY_MAX);
	number_put_u32(p, (uint32_t)(AFTER_LENGTH + body));
	p[4] = (unsigned char)type;
	number_put_u32(p + 5, id);
	out->n += HEAD + body;
	return p + HEAD;
}

void wire_put(struct buf *out, enum wire_type type, uint32_t id, struct str body)
{
	unsigned char *p = put_frame(out, type, id, body.n);

	if (body.n > 0)
		memcpy(p, body.p, body.n);
}

void wire_put_hello(struct buf *out, uint32_t id, struct deployment_id deployment)
{
	unsigned char *p = put_frame(out, WIRE_HELLO, id, 20);

	number_put_u32(p, WIRE_VERSION);
	memcpy(p + 4, deployment.id.b, 16);
}

void wire_put_spaces(struct buf *out, enum wire_type type, uint32_t id, const struct space_id *spaces, size_t n)
{
	unsigned char *p = put_frame(out, type, id, n * 16);

	check(n >= 1 && n <= WIRE_SPACES_MAX);
	for (size_t i = 0; i < n; i++)
		memcpy(p + i * 16, spaces[i].id.b, 16);
}

void wire_put_keys(struct buf *out, uint32_t id, uint32_t lease_ms, const struct store_key *keys, size_t n)
{
	unsigned char *p = put_frame(out, WIRE_KEYS, id, 4 + n * KEY_BYTES);

	check(n <= WIRE_SPACES_MAX);
	number_put_u32(p, lease_ms);
	p += 4;
	for (size_t i = 0; i < n; i++, p += KEY_BYTES) {
		memcpy(p, keys[i].space.id.b, 16);
		number_put_u32(p + 16, keys[i].epoch);
		memcpy(p + 20, keys[i].key, 32);
	}
}

void wire_put_revoked(struct buf *out, uint32_t id, uint32_t acknowledged, uint32_t lapsed)
{
	unsigned char *p = put_frame(out, WIRE_REVOKED, id, 8);

	number_put_u32(p, acknowledged);
	number_put_u32(p + 4, lapsed);
}

void wire_put_status(struct buf *out, uint32_t id, const struct wire_status *s)
{
	unsigned char *p = put_frame(out, WIRE_STATUS, id, STATUS_BYTES);

	memcpy(p, s->deployment.id.b, 16);
	number_put_u64(p + 16, s->generation);
	number_put_u32(p + 24, s->kek_epoch);
	number_put_u32(p + 28, s->keys);
	number_put_u32(p + 32, s->clients);
	number_put_u32(p + 36, s->kek_mixed ? 1 : 0);
	number_put_u64(p + 40, s->ledger);
}

void wire_put_erased(struct buf *out, uint32_t id, const struct erased *e)
{
	unsigned char *p = put_frame(out, WIRE_ERASED, id, ERASED_BYTES);

	number_put_u64(p, e->number);
	number_put_u64(p + 8, (uint64_t)e->at_ms);
	memcpy(p + 16, e->hash, ERASURE_DIGEST);
}

void wire_put_signed(struct buf *out, uint32_t id, const struct signed_text *s)
{
	unsigned char *p = put_frame(out, WIRE_SIGNED, id, SIGNER_PUBLIC + SIGNER_SIGNATURE);

	memcpy(p, s->public_key, SIGNER_PUBLIC);
	memcpy(p + SIGNER_PUBLIC, s->signature, SIGNER_SIGNATURE);
}

void wire_put_refused(struct buf *out, uint32_t id, enum err e)
{
	unsigned char *p = put_frame(out, WIRE_REFUSED, id, 2);
	uint16_t number = 0;

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (reasons[i] == e)
			number = (uint16_t)i;
	number_put_u16(p, number);
}

bool wire_read_hello(struct str body, uint32_t *version_r, struct deployment_id *deployment_r)
{
	if (body.n != 20)
		return false;
	*version_r = number_get_u32(bytes_of(body));
	memcpy(deployment_r->id.b, body.p + 4, 16);
	return true;
}

bool wire_read_spaces(struct str body, size_t *n_r)
{
	*n_r = body.n / 16;
	return body.n % 16 == 0 && *n_r >= 1 && *n_r <= WIRE_SPACES_MAX;
}

struct space_id wire_space(struct str body, size_t i)
{
	struct space_id space;

	check(body.n / 16 > i);
	memcpy(space.id.b, body.p + i * 16, 16);
	return space;
}

bool wire_read_keys(struct str body, uint32_t *lease_ms_r, size_t *n_r)
{
	if (body.n < 4 || (body.n - 4) % KEY_BYTES != 0)
		return false;
	*lease_ms_r = number_get_u32(bytes_of(body));
	*n_r = (body.n - 4) / KEY_BYTES;
	return *n_r <= WIRE_SPACES_MAX;
}

void wire_key(struct str body, size_t i, struct store_key *out_r)
{
	const unsigned char *p = bytes_of(body) + 4 + i * KEY_BYTES;

	check(body.n >= 4 + (i + 1) * KEY_BYTES);
	memcpy(out_r->space.id.b, p, 16);
	out_r->epoch = number_get_u32(p + 16);
	memcpy(out_r->key, p + 20, 32);
}

bool wire_read_revoked(struct str body, uint32_t *acknowledged_r, uint32_t *lapsed_r)
{
	if (body.n != 8)
		return false;
	*acknowledged_r = number_get_u32(bytes_of(body));
	*lapsed_r = number_get_u32(bytes_of(body) + 4);
	return true;
}

bool wire_read_status(struct str body, struct wire_status *out_r)
{
	const unsigned char *p = bytes_of(body);

	if (body.n != STATUS_BYTES)
		return false;
	memcpy(out_r->deployment.id.b, p, 16);
	out_r->generation = number_get_u64(p + 16);
	out_r->kek_epoch = number_get_u32(p + 24);
	out_r->keys = number_get_u32(p + 28);
	out_r->clients = number_get_u32(p + 32);
	out_r->kek_mixed = number_get_u32(p + 36) != 0;
	out_r->ledger = number_get_u64(p + 40);
	return true;
}

bool wire_read_erased(struct str body, struct erased *out_r)
{
	const unsigned char *p = bytes_of(body);

	if (body.n != ERASED_BYTES)
		return false;
	out_r->number = number_get_u64(p);
	out_r->at_ms = (int64_t)number_get_u64(p + 8);
	memcpy(out_r->hash, p + 16, ERASURE_DIGEST);
	return true;
}

bool wire_read_signed(struct str body, struct signed_text *out_r)
{
	if (body.n != SIGNER_PUBLIC + SIGNER_SIGNATURE)
		return false;
	memcpy(out_r->public_key, body.p, SIGNER_PUBLIC);
	memcpy(out_r->signature, body.p + SIGNER_PUBLIC, SIGNER_SIGNATURE);
	return true;
}

bool wire_read_refused(struct str body, enum err *e_r)
{
	uint16_t number;

	if (body.n != 2)
		return false;
	number = number_get_u16(bytes_of(body));
	*e_r = number < sizeof(reasons) / sizeof(reasons[0]) ? reasons[number] : ERR_INTERNAL;
	return true;
}

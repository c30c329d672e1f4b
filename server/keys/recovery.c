#include "keys/recovery.h"

#include "base/buf.h"
#include "base/check.h"
#include "crypt/gcm.h"
#include "crypt/number.h"
#include "crypt/secret.h"
#include "keys/folder.h"
#include "keys/point.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define FILE_MAGIC "TASUKIkr"
#define FORMAT 1
#define GENERATION_NAME "generation"

/* The head: magic 8, format u32, deployment 16, space 16, records u32. */
enum { AT_FORMAT = 8, AT_DEPLOYMENT = 12, AT_SPACE = 28, AT_COUNT = 44, HEAD = 48 };
/* A record: epoch u32, ephemeral public key 32, sealed key 32 + tag 16. Oldest first, epochs rising. */
enum { RECORD_POINT = 4, RECORD_SEALED = 36, RECORD = 84 };

_Static_assert(RECOVERY_OBJECT_MAX >= HEAD + RECOVERY_EPOCHS_MAX * RECORD, "the largest object fits");

/* The key of one record, from the shared secret of an ephemeral and the recovery key, bound to both of them. */
static void record_key(const unsigned char shared[32], const unsigned char point[32], const unsigned char public[32],
		       unsigned char out[GCM_KEY])
{
	unsigned char both[64];

	memcpy(both, point, 32);
	memcpy(both + 32, public, 32);
	gcm_derive((struct str){(const char *)shared, 32}, (struct str){(const char *)both, 64}, STR("tasuki recovery 1"), out);
}

/* A record's key is used once, so its nonce need not differ. */
static struct gcm record_gcm(const unsigned char *key, const unsigned char *head, const unsigned char *record,
			     unsigned char bound[36])
{
	static const unsigned char nonce[GCM_NONCE];

	memcpy(bound, head + AT_DEPLOYMENT, 32);
	memcpy(bound + 32, record, 4);
	return (struct gcm){NULL, key, nonce, {(const char *)bound, 36}};
}

static void record_seal(const unsigned char *head, const unsigned char public[32], const struct store_key *key,
			unsigned char *record)
{
	unsigned char *secrets = secret_alloc(32 + GCM_KEY), bound[36];
	struct gcm g;

	check(secrets != NULL);
	number_put_u32(record, key->epoch);
	check(point_ephemeral(public, record + RECORD_POINT, secrets));
	record_key(secrets, record + RECORD_POINT, public, secrets + 32);
	g = record_gcm(secrets + 32, head, record, bound);
	gcm_seal(&g, (struct str){(const char *)key->key, 32}, record + RECORD_SEALED);
	secret_free(secrets, 32 + GCM_KEY);
}

static bool record_open(const unsigned char *head, struct evp_pkey_st *private_key, const unsigned char *record,
			struct store_key *out)
{
	unsigned char *secrets = secret_alloc(32 + GCM_KEY), bound[36], public[32];
	struct gcm g;
	bool good;

	check(secrets != NULL);
	memcpy(out->space.id.b, head + AT_SPACE, 16);
	out->epoch = number_get_u32(record);
	good = point_agree(private_key, record + RECORD_POINT, secrets);
	if (good) {
		point_public(private_key, public);
		record_key(secrets, record + RECORD_POINT, public, secrets + 32);
		g = record_gcm(secrets + 32, head, record, bound);
		good = gcm_open(&g, (struct str){(const char *)record + RECORD_SEALED, RECORD - RECORD_SEALED}, out->key);
	}
	secret_free(secrets, 32 + GCM_KEY);
	return good;
}

/* Checks the head; the number of records, or 0. */
static uint32_t records_of(struct deployment_id deployment, struct space_id space, struct str object)
{
	const unsigned char *p = (const unsigned char *)object.p;
	uint32_t n;

	if (object.n < HEAD || memcmp(p, FILE_MAGIC, 8) != 0 || number_get_u32(p + AT_FORMAT) != FORMAT ||
	    memcmp(p + AT_DEPLOYMENT, deployment.id.b, 16) != 0 || memcmp(p + AT_SPACE, space.id.b, 16) != 0)
		return 0;
	n = number_get_u32(p + AT_COUNT);
	return n <= RECOVERY_EPOCHS_MAX && object.n == HEAD + (size_t)n * RECORD ? n : 0;
}

bool recovery_epoch(struct deployment_id deployment, struct space_id space, struct str object, uint32_t *epoch_r)
{
	uint32_t n = records_of(deployment, space, object);

	if (n == 0)
		return false;
	*epoch_r = number_get_u32((const unsigned char *)object.p + HEAD + (n - 1) * RECORD);
	return true;
}

bool recovery_object(const struct store_head *head, struct str before, const struct store_key *key, struct buf *out)
{
	uint32_t n = before.n == 0 ? 0 : records_of(head->deployment, key->space, before);
	unsigned char *p;

	if ((before.n > 0 && n == 0) || n == RECOVERY_EPOCHS_MAX)
		return false;
	p = (unsigned char *)buf_reserve(out, HEAD + (n + 1) * RECORD);
	memcpy(p, FILE_MAGIC, 8);
	number_put_u32(p + AT_FORMAT, FORMAT);
	memcpy(p + AT_DEPLOYMENT, head->deployment.id.b, 16);
	memcpy(p + AT_SPACE, key->space.id.b, 16);
	number_put_u32(p + AT_COUNT, n + 1);
	if (n > 0)
		memcpy(p + HEAD, before.p + HEAD, (size_t)n * RECORD);
	record_seal(p, head->recovery, key, p + HEAD + (size_t)n * RECORD);
	out->n += HEAD + (size_t)(n + 1) * RECORD;
	return true;
}

bool recovery_open(struct deployment_id deployment, struct space_id space, struct str object, struct evp_pkey_st *private_key,
		   struct store_key *out, size_t *n_r)
{
	uint32_t n = records_of(deployment, space, object);
	const unsigned char *head = (const unsigned char *)object.p;

	for (uint32_t i = 0; i < n; i++)
		if (!record_open(head, private_key, head + HEAD + (size_t)i * RECORD, &out[i]))
			return false;
	*n_r = n;
	return n > 0;
}

enum err recovery_add(int folder, const struct store_head *head, struct store_key *key)
{
	struct buf before = {0}, object = {0};
	char name[ID_TEXT + 1];
	uint32_t held = 0;
	enum err e;

	id_format(key->space.id, name);
	e = folder_read(folder, name, RECOVERY_OBJECT_MAX, &before);
	if (e == ERR_OK && !recovery_epoch(head->deployment, key->space, buf_str(&before), &held))
		e = ERR_INTERNAL;
	if (held >= key->epoch)
		key->epoch = held + 1;
	if (e == ERR_OK || e == ERR_NOT_FOUND)
		e = recovery_object(head, buf_str(&before), key, &object) ? ERR_OK : ERR_INTERNAL;
	if (e == ERR_OK)
		e = folder_put(folder, name, 0600, buf_str(&object));
	buf_finish(&before);
	buf_finish(&object);
	return e == ERR_STORAGE_FULL || e == ERR_OK ? e : ERR_INTERNAL;
}

enum err recovery_destroy(int folder, struct space_id space)
{
	char name[ID_TEXT + 1];

	id_format(space.id, name);
	return folder_shred(folder, name);
}

enum err recovery_generation_read(int folder, struct deployment_id deployment, uint64_t *generation_r)
{
	char id[ID_TEXT + 1], want[96];
	struct buf bytes = {0};
	enum err e = folder_read(folder, GENERATION_NAME, 256, &bytes);
	struct str text = buf_str(&bytes), prefix;
	long long number = 0;

	id_format(deployment.id, id);
	(void)snprintf(want, sizeof(want), "tasuki key store %s generation ", id);
	prefix = str_of(want);
	if (e == ERR_OK && (!str_starts(text, prefix) || text.p[text.n - 1] != '\n' ||
			    !str_to_i64(str_part(text, prefix.n, text.n - 1), &number)))
		e = ERR_INTERNAL;
	*generation_r = (uint64_t)number;
	buf_finish(&bytes);
	return e == ERR_OK || e == ERR_NOT_FOUND ? e : ERR_INTERNAL;
}

enum err recovery_generation_write(int folder, struct deployment_id deployment, uint64_t generation)
{
	char id[ID_TEXT + 1], text[128];

	id_format(deployment.id, id);
	(void)snprintf(text, sizeof(text), "tasuki key store %s generation %" PRIu64 "\n", id, generation);
	return folder_put_synced(folder, GENERATION_NAME, 0600, str_of(text));
}

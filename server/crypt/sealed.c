#include "crypt/sealed.h"

#include "base/check.h"
#include "base/rand.h"
#include "crypt/gcm.h"
#include "crypt/number.h"
#include "crypt/secret.h"

#include <openssl/evp.h>
#include <string.h>

#define SPACE_KEY_MAGIC 0x73706b79u
#define FORMAT 1
#define HEAD (1 + 4 + GCM_NONCE)
#define BOUND (1 + 16 + 16 + 4 + 16 + 4 + 4)

/* The distinct labels of seal.def: one sub-key each. */
static const char *const labels[] = {"tasuki body 1", "tasuki identity 1"};

#define LABELS (sizeof(labels) / sizeof(labels[0]))

/* Only sub-keys are kept: the space's key itself is not needed once they are derived. */
struct space_key {
	unsigned magic;
	uint32_t epoch;
	struct space_id space;
	EVP_CIPHER *cipher;
	unsigned char keys[LABELS][GCM_KEY];
};

struct space_key *space_key_create(struct space_id space, uint32_t epoch, const unsigned char key[32])
{
	struct space_key *k = secret_alloc(sizeof(*k));

	check(k != NULL && key != NULL);
	k->magic = SPACE_KEY_MAGIC;
	k->epoch = epoch;
	k->space = space;
	k->cipher = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
	check(k->cipher != NULL);
	for (size_t i = 0; i < LABELS; i++)
		gcm_derive((struct str){(const char *)key, GCM_KEY}, (struct str){NULL, 0}, str_of(labels[i]), k->keys[i]);
	return k;
}

void space_key_destroy(struct space_key **k)
{
	check(k != NULL);
	if (*k == NULL)
		return;
	check_magic(*k, SPACE_KEY_MAGIC);
	EVP_CIPHER_free((*k)->cipher);
	secret_free(*k, sizeof(**k));
	*k = NULL;
}

uint32_t space_key_epoch(const struct space_key *k)
{
	check_magic(k, SPACE_KEY_MAGIC);
	return k->epoch;
}

static struct str label_of(enum seal_kind kind)
{
	switch (kind) {
#define SEAL(name, number, label)                                                                                                \
	case SEAL_##name:                                                                                                        \
		return STR(label);
#include "crypt/seal.def"
#undef SEAL
	}
	check(!"seal kind");
	return STR("");
}

static const unsigned char *key_of(const struct space_key *k, enum seal_kind kind)
{
	struct str label = label_of(kind);

	for (size_t i = 0; i < LABELS; i++)
		if (str_eq(str_of(labels[i]), label))
			return k->keys[i];
	check(!"a label of seal.def is missing in labels");
	return NULL;
}

static unsigned char *put_id(unsigned char *p, struct id128 id)
{
	memcpy(p, id.b, sizeof(id.b));
	return p + sizeof(id.b);
}

static void bind_place(unsigned char out[BOUND], const struct seal_place *at, uint32_t epoch)
{
	unsigned char *p = out;

	*p++ = FORMAT;
	p = put_id(p, at->deployment.id);
	p = put_id(p, at->space.id);
	number_put_u32(p, at->kind);
	p = put_id(p + 4, at->row);
	number_put_u32(p, at->version);
	number_put_u32(p + 4, epoch);
}

struct str seal(struct arena *a, const struct space_key *k, const struct seal_place *at, struct phi plain)
{
	unsigned char bound[BOUND], *out;
	size_t n = HEAD + plain.text.n + GCM_TAG;

	check_magic(k, SPACE_KEY_MAGIC);
	check(at != NULL && id_eq(at->space.id, k->space.id));
	out = arena_alloc(a, n);
	out[0] = FORMAT;
	number_put_u32(out + 1, k->epoch);
	rand_bytes(out + 5, GCM_NONCE);
	bind_place(bound, at, k->epoch);
	gcm_seal(&(struct gcm){k->cipher, key_of(k, at->kind), out + 5, {(const char *)bound, BOUND}}, plain.text, out + HEAD);
	return (struct str){(const char *)out, n};
}

enum err unseal(struct arena *a, const struct space_key *k, const struct seal_place *at, struct str sealed, struct phi *out_r)
{
	const unsigned char *in = (const unsigned char *)sealed.p;
	unsigned char bound[BOUND], *out;
	struct gcm g;

	check_magic(k, SPACE_KEY_MAGIC);
	check(at != NULL && out_r != NULL);
	if (sealed.n < HEAD + GCM_TAG || in[0] != FORMAT || number_get_u32(in + 1) != k->epoch ||
	    !id_eq(at->space.id, k->space.id))
		return ERR_INTERNAL;
	out = arena_alloc(a, sealed.n - HEAD - GCM_TAG + 1);
	bind_place(bound, at, k->epoch);
	g = (struct gcm){k->cipher, key_of(k, at->kind), in + 5, {(const char *)bound, BOUND}};
	if (!gcm_open(&g, str_part(sealed, HEAD, sealed.n), out))
		return ERR_INTERNAL;
	out_r->text = (struct str){(const char *)out, sealed.n - HEAD - GCM_TAG};
	return ERR_OK;
}

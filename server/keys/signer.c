#include "keys/signer.h"

#include "base/check.h"
#include "keys/exchange.h"
#include "keys/folder.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#define NAME "signing"
#define PREFIX "tasuki certificate 1\n"
#define PRIVATE_BYTES 32

struct signer {
	EVP_PKEY *key;
};

static EVP_PKEY *create(int folder)
{
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	unsigned char bytes[PRIVATE_BYTES];
	size_t n = sizeof(bytes);
	enum err e;

	check(key != NULL && EVP_PKEY_get_raw_private_key(key, bytes, &n) == 1 && n == sizeof(bytes));
	e = folder_put_synced(folder, NAME, 0400, (struct str){(const char *)bytes, n});
	explicit_bzero(bytes, sizeof(bytes));
	if (e == ERR_OK)
		return key;
	EVP_PKEY_free(key);
	return NULL;
}

static EVP_PKEY *read_or_create(int folder)
{
	struct buf bytes = {0};
	enum err e = folder_read(folder, NAME, PRIVATE_BYTES, &bytes);
	EVP_PKEY *key = NULL;

	errno = e == ERR_OK || e == ERR_TOO_LONG ? EINVAL : errno;
	if (e == ERR_NOT_FOUND)
		key = create(folder);
	else if (e == ERR_OK && bytes.n == PRIVATE_BYTES)
		key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, (const unsigned char *)bytes.p, bytes.n);
	if (bytes.n > 0)
		explicit_bzero(bytes.p, bytes.n);
	buf_finish(&bytes);
	return key;
}

struct signer *signer_open(struct arena *a, int folder, struct str *why_r)
{
	EVP_PKEY *key = read_or_create(folder);
	struct signer *s;

	if (key == NULL) {
		*why_r = arena_printf(a, "the file " NAME " in the key folder cannot be read or made: %s", strerror(errno));
		return NULL;
	}
	s = malloc(sizeof(*s));
	check(s != NULL);
	s->key = key;
	return s;
}

void signer_destroy(struct signer **s)
{
	if (*s == NULL)
		return;
	EVP_PKEY_free((*s)->key);
	free(*s);
	*s = NULL;
}

static struct str signed_bytes(struct buf *out, struct str text)
{
	buf_add_str(out, STR(PREFIX));
	buf_add_str(out, text);
	return buf_str(out);
}

void signer_sign(const struct signer *s, struct str text, struct signed_text *out_r)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	size_t public = SIGNER_PUBLIC, signature = SIGNER_SIGNATURE;
	struct buf bytes = {0};
	struct str all = signed_bytes(&bytes, text);

	check(s != NULL && ctx != NULL && EVP_PKEY_get_raw_public_key(s->key, out_r->public_key, &public) == 1);
	check(EVP_DigestSignInit(ctx, NULL, NULL, NULL, s->key) == 1 &&
	      EVP_DigestSign(ctx, out_r->signature, &signature, (const unsigned char *)all.p, all.n) == 1 && signature == SIGNER_SIGNATURE);
	EVP_MD_CTX_free(ctx);
	buf_finish(&bytes);
}

bool signer_verify(struct str text, const struct signed_text *s)
{
	EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, s->public_key, SIGNER_PUBLIC);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	struct buf bytes = {0};
	struct str all = signed_bytes(&bytes, text);
	bool good;

	check(ctx != NULL);
	good = key != NULL && EVP_DigestVerifyInit(ctx, NULL, NULL, NULL, key) == 1 &&
	       EVP_DigestVerify(ctx, s->signature, SIGNER_SIGNATURE, (const unsigned char *)all.p, all.n) == 1;
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(key);
	buf_finish(&bytes);
	return good;
}

enum err signer_sign_now(const char *socket, struct str text, int wait_ms, struct signed_text *out_r)
{
	struct buf in = {0};
	struct str body;
	enum err e = exchange(socket, wait_ms, (struct wire_frame){.type = WIRE_SIGN, .body = text}, WIRE_SIGNED, &in, &body);

	if (e == ERR_OK && !wire_read_signed(body, out_r))
		e = ERR_KEYS_DOWN;
	buf_finish(&in);
	return e;
}

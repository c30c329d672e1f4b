#include "crypt/gcm.h"

#include "base/check.h"

#include <limits.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <string.h>

/* A context of its own for each call: freeing it wipes the expanded key, which otherwise would lie in ordinary memory. */
static EVP_CIPHER_CTX *begin(const struct gcm *g, int encrypt, size_t n)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	int ignored;

	check(g->key != NULL && g->nonce != NULL && n <= INT_MAX && g->bound.n <= INT_MAX);
	check(ctx != NULL &&
	      EVP_CipherInit_ex(ctx, g->cipher ? g->cipher : EVP_aes_256_gcm(), NULL, g->key, g->nonce, encrypt) == 1);
	if (g->bound.n > 0)
		check(EVP_CipherUpdate(ctx, NULL, &ignored, (const unsigned char *)g->bound.p, (int)g->bound.n) == 1);
	return ctx;
}

void gcm_seal(const struct gcm *g, struct str plain, unsigned char *out)
{
	EVP_CIPHER_CTX *ctx = begin(g, 1, plain.n);
	int n = 0, rest = 0;

	if (plain.n > 0)
		check(EVP_CipherUpdate(ctx, out, &n, (const unsigned char *)plain.p, (int)plain.n) == 1);
	check(EVP_CipherFinal_ex(ctx, out + n, &rest) == 1 && (size_t)n + (size_t)rest == plain.n);
	check(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_GET_TAG, GCM_TAG, out + plain.n) == 1);
	EVP_CIPHER_CTX_free(ctx);
}

bool gcm_open(const struct gcm *g, struct str sealed, unsigned char *out)
{
	size_t length = sealed.n - GCM_TAG;
	unsigned char tag[GCM_TAG];
	EVP_CIPHER_CTX *ctx;
	int n = 0, rest = 0;
	bool good;

	if (sealed.n < GCM_TAG)
		return false;
	ctx = begin(g, 0, length);
	memcpy(tag, sealed.p + length, GCM_TAG);
	if (length > 0)
		check(EVP_CipherUpdate(ctx, out, &n, (const unsigned char *)sealed.p, (int)length) == 1);
	check(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_SET_TAG, GCM_TAG, tag) == 1);
	good = EVP_CipherFinal_ex(ctx, out + n, &rest) == 1;
	EVP_CIPHER_CTX_free(ctx);
	if (!good)
		explicit_bzero(out, length);
	return good;
}

void gcm_derive(struct str key, struct str salt, struct str label, unsigned char out[GCM_KEY])
{
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
	EVP_KDF_CTX *ctx = EVP_KDF_CTX_new(kdf);
	OSSL_PARAM params[5], *p = params;

	check(kdf != NULL && ctx != NULL && key.n > 0 && out != NULL);
	*p++ = OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)(uintptr_t) "SHA256", 0);
	*p++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)(uintptr_t)key.p, key.n);
	if (label.n > 0)
		*p++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)(uintptr_t)label.p, label.n);
	if (salt.n > 0)
		*p++ = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)(uintptr_t)salt.p, salt.n);
	*p = OSSL_PARAM_construct_end();
	check(EVP_KDF_derive(ctx, out, GCM_KEY, params) == 1);
	EVP_KDF_CTX_free(ctx);
	EVP_KDF_free(kdf);
}

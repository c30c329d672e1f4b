#include "keys/point.h"

#include "base/check.h"
#include "crypt/secret.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

EVP_PKEY *point_create(void)
{
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "X25519");

	check(key != NULL);
	return key;
}

void point_destroy(EVP_PKEY **key)
{
	check(key != NULL);
	EVP_PKEY_free(*key);
	*key = NULL;
}

void point_public(const EVP_PKEY *key, unsigned char out[POINT_BYTES])
{
	size_t n = POINT_BYTES;

	check(EVP_PKEY_get_raw_public_key(key, out, &n) == 1 && n == POINT_BYTES);
}

static EVP_PKEY *public_key(const unsigned char bytes[POINT_BYTES])
{
	EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, NULL, bytes, POINT_BYTES);

	check(key != NULL);
	return key;
}

bool point_agree(EVP_PKEY *key, const unsigned char public[POINT_BYTES], unsigned char secret[POINT_BYTES])
{
	EVP_PKEY *peer = public_key(public);
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key, NULL);
	size_t n = POINT_BYTES;
	bool good;

	check(ctx != NULL && EVP_PKEY_derive_init(ctx) == 1);
	/* The library itself refuses an all-zero secret. */
	good = EVP_PKEY_derive_set_peer(ctx, peer) == 1 && EVP_PKEY_derive(ctx, secret, &n) == 1 && n == POINT_BYTES;
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(peer);
	return good;
}

bool point_ephemeral(const unsigned char public[POINT_BYTES], unsigned char ephemeral[POINT_BYTES],
		     unsigned char secret[POINT_BYTES])
{
	EVP_PKEY *key = point_create();
	bool good = point_agree(key, public, secret);

	point_public(key, ephemeral);
	point_destroy(&key);
	return good;
}

static void take_bio(BIO *bio, struct buf *out)
{
	char *bytes;
	long n = BIO_get_mem_data(bio, &bytes);

	check(n > 0);
	buf_add(out, bytes, (size_t)n);
	BIO_free(bio);
}

void point_private_pem(const EVP_PKEY *key, struct buf *out)
{
	BIO *bio = BIO_new(BIO_s_secmem());

	check(bio != NULL && PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1);
	take_bio(bio, out);
}

void point_public_pem(const unsigned char public[POINT_BYTES], struct buf *out)
{
	EVP_PKEY *key = public_key(public);
	BIO *bio = BIO_new(BIO_s_mem());

	check(bio != NULL && PEM_write_bio_PUBKEY(bio, key) == 1);
	take_bio(bio, out);
	EVP_PKEY_free(key);
}

/* Without this the library would ask at the terminal for the passphrase of an encrypted key. */
static int no_passphrase(char *out, int room, int writing, void *arg) /* NOLINT(readability-non-const-parameter): the library's */
{
	(void)out;
	(void)room;
	(void)writing;
	(void)arg;
	return -1;
}

static EVP_PKEY *read_pem(struct str pem, bool private_half)
{
	BIO *bio = pem.n > 0 && pem.n <= 65536 ? BIO_new_mem_buf(pem.p, (int)pem.n) : NULL;
	EVP_PKEY *key = NULL;

	if (bio != NULL)
		key = private_half ? PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL)
				   : PEM_read_bio_PUBKEY(bio, NULL, no_passphrase, NULL);
	BIO_free(bio);
	if (key != NULL && !EVP_PKEY_is_a(key, "X25519"))
		point_destroy(&key);
	return key;
}

EVP_PKEY *point_private_read(struct str pem)
{
	return read_pem(pem, true);
}

bool point_public_read(struct str pem, unsigned char out[POINT_BYTES])
{
	unsigned char ephemeral[POINT_BYTES], secret[POINT_BYTES];
	EVP_PKEY *key = read_pem(pem, false);

	if (key == NULL)
		return false;
	point_public(key, out);
	point_destroy(&key);
	return point_ephemeral(out, ephemeral, secret);
}

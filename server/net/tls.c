#include "net/tls.h"

#include "base/check.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <unistd.h>

#define TICKET_KEYS 80
#define RSA_BITS_MIN 3072
#define EC_BITS_MIN 256

static int alpn_select(SSL *ssl, const unsigned char **out, unsigned char *out_n, const unsigned char *in, unsigned in_n,
		       void *arg)
{
	static const unsigned char ours[] = "\x08http/1.1";

	(void)ssl;
	(void)arg;
	if (SSL_select_next_proto((unsigned char **)(uintptr_t)out, out_n, ours, sizeof(ours) - 1, in, in_n) !=
	    OPENSSL_NPN_NEGOTIATED)
		return SSL_TLSEXT_ERR_ALERT_FATAL;
	return SSL_TLSEXT_ERR_OK;
}

static const char *key_fault(const SSL_CTX *ctx)
{
	EVP_PKEY *key = SSL_CTX_get0_privatekey(ctx);
	int bits = EVP_PKEY_get_bits(key);

	if (EVP_PKEY_is_a(key, "RSA") && bits < RSA_BITS_MIN)
		return "the certificate's RSA key is under 3072 bits";
	if (EVP_PKEY_is_a(key, "EC") && bits < EC_BITS_MIN)
		return "the certificate's curve is smaller than P-256";
	return NULL;
}

static const char *load(SSL_CTX *ctx, const struct net_options *o)
{
	if (access(o->certificate, R_OK) != 0)
		return "the certificate file (tls.certificate) is not there, or the front's user may not read it";
	if (access(o->key, R_OK) != 0)
		return "the key file (tls.key) is not there, or the front's user may not read it";
	if (SSL_CTX_use_certificate_chain_file(ctx, o->certificate) != 1)
		return "the certificate file cannot be read as PEM";
	if (SSL_CTX_use_PrivateKey_file(ctx, o->key, SSL_FILETYPE_PEM) != 1)
		return "the key file cannot be read as PEM, or does not fit the certificate";
	if (SSL_CTX_check_private_key(ctx) != 1)
		return "the key does not fit the certificate";
	return key_fault(ctx);
}

static void set_up(SSL_CTX *ctx, const struct net_options *o)
{
	unsigned char keys[TICKET_KEYS];

	check(SSL_CTX_set_min_proto_version(ctx, o->tls12 ? TLS1_2_VERSION : TLS1_3_VERSION) == 1);
	check(SSL_CTX_set_ciphersuites(ctx, TLS_SUITES_13) == 1);
	check(SSL_CTX_set_cipher_list(ctx, TLS_SUITES_12) == 1);
	check(SSL_CTX_set1_groups_list(ctx, TLS_GROUPS) == 1);
	(void)SSL_CTX_set_options(ctx, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
					       SSL_OP_IGNORE_UNEXPECTED_EOF);
	(void)SSL_CTX_set_mode(ctx,
			       SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_read_ahead(ctx, 1);
	SSL_CTX_set_alpn_select_cb(ctx, alpn_select, NULL);
	check(SSL_CTX_set_session_id_context(ctx, (const unsigned char *)"tasuki", 6) == 1);
	(void)SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	(void)SSL_CTX_set_num_tickets(ctx, 1);
	if (o->ticket_keys != NULL) {
		memcpy(keys, o->ticket_keys, sizeof(keys));
		check(SSL_CTX_set_tlsext_ticket_keys(ctx, keys, sizeof(keys)) == 1);
		OPENSSL_cleanse(keys, sizeof(keys));
	}
}

SSL_CTX *tls_create(const struct net_options *o, const char **why_r)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

	check(ctx != NULL && why_r != NULL);
	set_up(ctx, o);
	*why_r = load(ctx, o);
	ERR_clear_error();
	if (*why_r == NULL)
		return ctx;
	SSL_CTX_free(ctx);
	return NULL;
}

SSL *tls_accept(SSL_CTX *ctx, int fd)
{
	SSL *ssl = SSL_new(ctx);

	check(ssl != NULL && SSL_set_fd(ssl, fd) == 1);
	SSL_set_accept_state(ssl);
	return ssl;
}

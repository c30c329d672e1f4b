/* The TLS side of the edge: one context for all connections, made anew for each reload. */
#ifndef TASUKI_NET_TLS_H
#define TASUKI_NET_TLS_H

#include "net/server.h"

#include <openssl/types.h>

/* What is offered, in order of preference (high security, D2); shown at start. */
#define TLS_SUITES_13 "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256"
#define TLS_SUITES_12                                                                                                            \
	"ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"   \
	"ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256"
#define TLS_GROUPS "X25519:P-256:P-384"

/* NULL with a static sentence when the certificate or its key cannot be used. */
SSL_CTX *tls_create(const struct net_options *o, const char **why_r);
/* A server-side connection on the descriptor, before its handshake. */
SSL *tls_accept(SSL_CTX *ctx, int fd);

#endif

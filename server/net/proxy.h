/* The PROXY protocol header (versions 1 and 2) that a proxy in front sends first: whose connection this is. Pure. */
#ifndef TASUKI_NET_PROXY_H
#define TASUKI_NET_PROXY_H

#include "base/str.h"

#include <stdint.h>

#define PROXY_MAX 536 /* bytes of the longest header accepted */

/* An address: IPv6, or IPv4 mapped into it; all zero where there is none (a unix socket). */
struct peer {
	uint8_t b[16];
};

enum proxy_step { PROXY_MORE, PROXY_DONE, PROXY_BAD };

/* DONE: *used_r bytes were the header; *peer_io is the client's address, or as it was where the header gives none (LOCAL,
 * UNKNOWN). */
enum proxy_step proxy_parse(struct str in, size_t *used_r, struct peer *peer_io);

#define PEER_TEXT 46
/* Writes the address as text, "local" for none; returns its length. */
size_t peer_format(const struct peer *p, char out[PEER_TEXT]);

#endif

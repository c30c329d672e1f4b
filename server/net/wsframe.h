/* WebSocket frame headers (RFC 6455), followed through a stream of bytes in any pieces. Pure. */
#ifndef TASUKI_NET_WSFRAME_H
#define TASUKI_NET_WSFRAME_H

#include "base/str.h"

#include <stdint.h>

#define WSFRAME_FRAGMENTS_MAX 64
#define WSFRAME_HEADER_MAX 10 /* of a frame from us (no mask) */

enum { WSFRAME_TEXT = 1, WSFRAME_BINARY = 2, WSFRAME_CLOSE = 8, WSFRAME_PING = 9, WSFRAME_PONG = 10 };
enum {
	WS_CLOSE_NORMAL = 1000,
	WS_CLOSE_PROTOCOL = 1002,
	WS_CLOSE_TYPE = 1003,
	WS_CLOSE_TOO_BIG = 1009,
	WS_CLOSE_RESTART = 1012,
	WS_CLOSE_SLOW = 1013
};

struct wsframe {
	uint8_t header[14];
	uint8_t have;
	uint8_t fragments; /* of the message under way; 0 = none */
	bool closed;       /* a close frame's header has passed */
	uint16_t refused;  /* the code of the frame that must not pass: nothing after it is looked at */
	uint64_t left;     /* payload still to come */
	uint64_t message;  /* payload of the message under way so far */
};

/*
 * From the client. 0, or the close code for what must not be passed on: then *used_r is the size of the harmless part before it.
 * Masked frames only, no reserved bits, known opcodes, shortest length form, control frames whole and small, messages up to
 * message_max in a bounded number of fragments, text only. Where a close frame has passed (closed), *used_r ends with it: what
 * follows is to be dropped. A stream once refused stays so: the same code again, *used_r 0.
 */
int wsframe_inbound(struct wsframe *w, struct str in, uint64_t message_max, size_t *used_r);
/* From libwebsockets to the client, trusted: follows only. False, from then on, when it does not make sense. */
bool wsframe_outbound(struct wsframe *w, struct str in);
/* True when the next byte starts a frame. */
bool wsframe_boundary(const struct wsframe *w);
/* Writes an unmasked header; returns its size. */
size_t wsframe_header(char out[WSFRAME_HEADER_MAX], int opcode, uint64_t payload);

#endif

/*
 * What the supervisor and a role say to each other, over a socket pair of their own. It is a SOCK_SEQPACKET pair: one packet is
 * one message, the first byte its kind. The end of the channel means that the other side is gone: a role then exits.
 */
#ifndef TASUKI_MAIN_CONTROL_H
#define TASUKI_MAIN_CONTROL_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define CONTROL_BYTES_MAX 128 /* of one message's payload */
#define CONTROL_TICKET_BYTES 80

enum control_kind {
	CONTROL_READY = 1, /* role → supervisor: it does its work now */
	CONTROL_RELOAD,    /* supervisor → front: read the certificate again; open sockets stay */
	CONTROL_STOP,      /* supervisor → role: finish what was accepted, then exit with 0 */
	CONTROL_TICKETS,   /* supervisor → front: CONTROL_TICKET_BYTES of ticket keys, shared by all fronts */
};

struct control_message {
	enum control_kind kind;
	size_t n;
	unsigned char bytes[CONTROL_BYTES_MAX];
};

enum control_result { CONTROL_GOT, CONTROL_NOTHING, CONTROL_ENDED };

/* A pair for one role: ours stays in the supervisor, theirs is inherited. Both non-blocking and close-on-exec. False: errno
 * tells. */
MUST_USE bool control_pair(int *ours_r, int *theirs_r);
/* Sends one message; n ≤ CONTROL_BYTES_MAX. False when the other side is gone or does not read. */
bool control_send(int fd, enum control_kind kind, const void *bytes, size_t n);
/* Takes one message. NOTHING: none is waiting. ENDED: the other side is gone, or sent what is no message. */
enum control_result control_take(int fd, struct control_message *out_r);
/* Waits for one message, at most that long (-1 = for ever). NOTHING: none came. */
enum control_result control_wait(int fd, int timeout_ms, struct control_message *out_r);

#endif

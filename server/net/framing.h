/*
 * Follows one HTTP connection from its first byte to its last: head, body, next head … Every head is checked; bodies are
 * measured, chunked ones taken out of their chunks. Pure: bytes in, events out.
 */
#ifndef TASUKI_NET_FRAMING_H
#define TASUKI_NET_FRAMING_H

#include "net/head.h"

enum framing_event {
	FRAMING_MORE, /* everything is used up */
	FRAMING_HEAD, /* a head is complete: framing_take_head, then framing_body */
	FRAMING_DATA, /* some of the body, in *data_r */
	FRAMING_END,  /* the request is complete; the next byte starts another head */
	FRAMING_BAD,  /* framing_error says why; the connection must end */
};

struct framing {
	uint8_t state;
	uint8_t error;         /* enum err */
	uint64_t left;         /* of the body or the chunk */
	uint64_t total, limit; /* of a chunked body */
	uint32_t extra;        /* bytes of chunk lines and trailers so far */
	size_t scanned;
	struct buf bytes; /* of a head or a chunk line that came in pieces */
	struct head *head;
};

/* A zeroed struct waits for a first head. */
void framing_finish(struct framing *f);
/* Looks at in; *used_r is how much of it is done with. Call again with the rest until MORE (or until it must wait). */
enum framing_event framing_next(struct framing *f, struct str in, size_t *used_r, struct str *data_r);
/* After HEAD: the head, now the caller's (head_free). */
struct head *framing_take_head(struct framing *f);
/* After HEAD: the largest body allowed. False (and BAD from then on) when the head already says more. */
bool framing_body(struct framing *f, const struct head *h, uint64_t limit);
enum err framing_error(const struct framing *f);
/* True between requests: nothing of a next head has come. */
bool framing_idle(const struct framing *f);

#endif

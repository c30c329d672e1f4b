/* The letters of the product: fixed words, one link, nothing of anybody's. */
#ifndef TASUKI_MAIL_LETTER_H
#define TASUKI_MAIL_LETTER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"

#include <stdint.h>

struct letter {
	struct id128 id;      /* of the outbox's row: its Message-ID, the same in every attempt */
	struct str kind;      /* as the outbox calls it */
	struct str from;      /* address */
	struct str network;   /* the network's name */
	struct str to;        /* address */
	struct str name;      /* the reader's; p NULL: none */
	struct str receipt;   /* of an application */
	struct str origin;    /* https://… of the pages */
	struct str token;     /* of the link */
	int64_t at;
	int link_days;        /* how long its link is good */
};

/* Whether there is a letter of that kind. */
bool letter_known(struct str kind);
/* Subject and text as people read them, in the arena. */
struct str letter_subject(const struct letter *l, struct arena *a);
struct str letter_text(const struct letter *l, struct arena *a);
/* The whole of it as it goes over the wire (RFC 5322): ASCII, short lines, CRLF. Addresses must fit (address.h). */
void letter_write(const struct letter *l, struct arena *a, struct buf *out);

#endif

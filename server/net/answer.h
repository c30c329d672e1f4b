/* What every answer carries, and the edge's own answers. */
#ifndef TASUKI_NET_ANSWER_H
#define TASUKI_NET_ANSWER_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

/*
 * The fixed security fields, each line with its CRLF. The edge puts them behind the status line of whatever comes from inside, so
 * that no answer can lack them. ANSWER_PAGE: without the one that keeps search engines away; ANSWER_PLAYER: the one screen that may play our own film.
 */
enum answer_kind { ANSWER_ANY, ANSWER_PAGE, ANSWER_PLAYER };
struct str answer_fixed(enum answer_kind kind);
/* The JSON of an error; detail {NULL, 0} = none. */
void answer_error_body(struct buf *b, enum err e, struct str detail);
/* A whole error answer of the edge, which closes the connection behind it. */
void answer_error(struct buf *b, enum err e, bool to_head);

#endif

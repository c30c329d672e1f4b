/* What every answer carries, and the edge's own answers. */
#ifndef TASUKI_NET_ANSWER_H
#define TASUKI_NET_ANSWER_H

#include "base/buf.h"
#include "base/err.h"

/*
 * The fixed security fields, each line with its CRLF. The edge puts them behind the status line of whatever comes from inside, so
 * that no answer can lack them.
 */
struct str answer_fixed(void);
/* The JSON of an error; detail {NULL, 0} = none. */
void answer_error_body(struct buf *b, enum err e, struct str detail);
/* A whole error answer of the edge, which closes the connection behind it. */
void answer_error(struct buf *b, enum err e, bool to_head);

#endif

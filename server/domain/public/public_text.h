/* Texts of people into HTML; the frame of pages without script. */
#ifndef TASUKI_DOMAIN_PUBLIC_PUBLIC_TEXT_H
#define TASUKI_DOMAIN_PUBLIC_PUBLIC_TEXT_H

#include "base/buf.h"

/* Markup of the program itself. */
void public_put(struct buf *b, const char *markup);
/* Somebody's text, where no markup may stand (a title). */
void public_put_title(struct buf *b, struct str text);
/* Somebody's text: it can neither become markup nor turn the direction of what stands beside it. */
void public_put_text(struct buf *b, struct str text);
/* The same with its paragraphs and line breaks. */
void public_put_body(struct buf *b, struct str text);
/* A page up to its body. */
void public_put_top(struct buf *b, struct str title, bool indexable);

#endif

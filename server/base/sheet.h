/* Sheets (CSV) that people open in Excel, LibreOffice and others, which calculate what looks like a formula. */
#ifndef TASUKI_BASE_SHEET_H
#define TASUKI_BASE_SHEET_H

#include "base/buf.h"

/* So that Excel reads UTF-8: stands before everything else. */
void sheet_begin(struct buf *b);
/* One field in quotes, `last` of its row or not; a text that would be taken for a formula is preceded by an apostrophe. p NULL = empty. */
void sheet_field(struct buf *b, struct str text, bool last);

#endif

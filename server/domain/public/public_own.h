/* Shared by the files of this folder only: the list of facilities, the form. */
#ifndef TASUKI_DOMAIN_PUBLIC_PUBLIC_OWN_H
#define TASUKI_DOMAIN_PUBLIC_PUBLIC_OWN_H

#include "call/call.h"
#include "domain/public/public_text.h"

/* Rows of statement public_facilities. */
struct public_cells {
	struct str name, kind, area, phone; /* kind in words */
	bool outside;
};
struct public_cells public_cells_read(const struct rows *r, int i);
/* 完全削除依頼書 as a page to be printed; the row of statement public_region. */
void public_put_wish(struct buf *b, const struct rows *region);
void public_put_table(struct buf *b, const struct rows *r);
void public_put_sheet(struct buf *b, const struct rows *r);
/* Goes on with the PDF of them in the call's out; not good: it could not be made. line: what stands below the title. */
typedef void (*public_paper_done)(struct call *c, bool good);
void public_paper_set(struct call *c, const struct rows *r, struct str line, public_paper_done then);

#endif

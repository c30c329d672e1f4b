/* How spaces and members are written into answers and frames. */
#ifndef TASUKI_DOMAIN_SPACE_SPACE_H
#define TASUKI_DOMAIN_SPACE_SPACE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "db/row.h"
#include "json/out.h"
#include "policy/facts.h"

struct app;
struct call;

/* What a space is called by, sealed. */
struct space_names {
	struct space_id space;
	struct id128 patient; /* all zero: not about a patient */
	uint32_t version;
	struct str identity, title;
};
/* Columns: space, and from `col` on patient, version and identity of patient_identity, sealed_title. Borrowed from the rows. */
struct space_names space_names_read(const struct rows *r, int i, int space_col, int col);
/* "山田 花子 様", the name of a circle, or nothing (tie, board); {NULL}: it cannot be opened. KEYS_DOWN: the call has not asked for the space's key. */
MUST_USE enum err space_title(const struct call *c, const struct space_names *n, struct phi *title_r);

/*
 * Row i of space_list as an object, with what the asker may do; what of it cannot be opened is named in `unreadable`. KEYS_DOWN: the call has not
 * asked for the space's key; nothing is written then.
 */
MUST_USE enum err space_write(struct call *c, const struct rows *r, int i);
/* True when the rules let `who` read the space in row i of space_list. */
bool space_is_shown(const struct session_facts *who, const struct rows *r, int i);
/* Row i of space_members as an object. Relatives see who is there and since when, not who has read what or who let whom in. */
MUST_USE enum err space_write_member(const struct app *app, enum hat_kind reader, struct arena *a, const struct rows *r, int i, struct out *o);

#endif

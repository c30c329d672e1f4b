/* A folder that an operator names for a copy of something. */
#ifndef TASUKI_MAIN_PLACE_H
#define TASUKI_MAIN_PLACE_H

#include "base/arena.h"
#include "base/err.h"

struct paths;

struct place {
	const char *path;   /* absolute, links resolved */
	const char *around; /* the folder it lies in, which must be there */
	bool there;
};

/* False, with a sentence: no such folder around it, or it lies within the region's data, keys or recovery objects, or they in it.
 */
MUST_USE bool place_find(struct arena *a, const struct paths *region, const char *name, struct place *out_r, struct str *why_r);

#endif

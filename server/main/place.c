#include "main/place.h"

#include "base/check.h"
#include "main/paths.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_within(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* The region's folders may be links too. */
static bool overlaps(const char *path, const char *folder)
{
	char real[PATH_MAX];
	const char *at = realpath(folder, real) != NULL ? real : folder;

	return is_within(path, at) || is_within(at, path);
}

bool place_find(struct arena *a, const struct paths *region, const char *name, struct place *out_r, struct str *why_r)
{
	const char *const taken[] = {region->data, region->keys, region->recovery};
	struct str given = str_of(name);
	char real[PATH_MAX];
	size_t slash;

	check(a != NULL && out_r != NULL && why_r != NULL);
	while (given.n > 1 && given.p[given.n - 1] == '/')
		given.n--;
	for (slash = given.n; slash > 0 && given.p[slash - 1] != '/';)
		slash--;
	if (given.n <= slash || str_eq(str_part(given, slash, given.n), STR(".")) ||
	    str_eq(str_part(given, slash, given.n), STR(".."))) {
		*why_r = arena_printf(a, "'%s' names no folder of its own", name);
		return false;
	}
	if (realpath(slash == 0 ? "." : arena_copy(a, str_part(given, 0, slash)).p, real) == NULL) {
		*why_r = arena_printf(a, "the folder around %s: %s", name, strerror(errno));
		return false;
	}
	out_r->around = arena_copy(a, str_of(real)).p;
	out_r->path = arena_printf(a, "%s/%.*s", strcmp(real, "/") == 0 ? "" : real, STR_ARG(str_part(given, slash, given.n))).p;
	out_r->there = access(out_r->path, F_OK) == 0;
	if (out_r->there && realpath(out_r->path, real) != NULL)
		out_r->path = arena_copy(a, str_of(real)).p;
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		if (overlaps(out_r->path, taken[i])) {
			*why_r = arena_printf(a, "%s lies within %s, or around it: a copy belongs to another place", out_r->path,
					      taken[i]);
			return false;
		}
	return true;
}

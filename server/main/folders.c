#include "main/ground_own.h"

#include "base/check.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
	const char *path;
	uid_t uid;
	gid_t gid;
	mode_t mode;
};

static bool make(struct arena *a, const struct folder *f, struct str *why_r)
{
	struct stat s;

	if (mkdir(f->path, 0700) != 0 && errno != EEXIST) {
		*why_r = arena_printf(a, "%s: %s", f->path, strerror(errno));
		return false;
	}
	if (lstat(f->path, &s) != 0 || !S_ISDIR(s.st_mode)) {
		*why_r = arena_printf(a, "%s is not a folder", f->path);
		return false;
	}
	/* What is right is not touched: under systemd's confinement setting the group bit is refused even where it is set. */
	if (((s.st_uid == f->uid && s.st_gid == f->gid) || lchown(f->path, f->uid, f->gid) == 0) &&
	    ((s.st_mode & 07777) == f->mode || chmod(f->path, f->mode) == 0))
		return true;
	*why_r = arena_printf(a, "%s: %s", f->path, strerror(errno));
	return false;
}

bool folders_make(struct arena *a, const struct paths *p, const struct os_users *u, struct str *why_r)
{
	/* With separate users others must come through to what is theirs; alone nobody has to. */
	mode_t through = u->separate ? 0711 : 0700;
	uid_t me = geteuid();
	gid_t mine = getegid();
	const struct folder folders[] = {
		{p->data, me, mine, through},
		{p->run, me, mine, through},
		{p->run_front, u->front.uid, u->front.gid, 0700},
		{p->run_keys, u->keys.uid, u->keys.gid, through},
		{p->tls, me, u->front.gid, u->separate ? 02750 : 0700}, /* new files belong to the fronts' group */
		{p->log, me, mine, 0700},
	};

	check(a != NULL && p != NULL && u != NULL && why_r != NULL);
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (!make(a, &folders[i], why_r))
			return false;
	return true;
}

bool folders_make_keys(struct arena *a, const struct paths *p, const struct os_users *u, struct str *why_r)
{
	const struct folder keys = {p->keys, u->keys.uid, u->keys.gid, 0700},
			    recovery = {p->recovery, u->keys.uid, u->keys.gid, 0700};

	check(a != NULL && p != NULL && u != NULL && why_r != NULL);
	return make(a, &keys, why_r) && make(a, &recovery, why_r);
}

#include "base/os_user.h"

#include "base/check.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#define GROUPS_MAX 64

static bool user_find(struct arena *a, const char *name, struct os_user *out_r, struct str *why_r)
{
	const struct passwd *p = getpwnam(name);

	if (p == NULL) {
		*why_r = arena_printf(a,
				      "started as root, but there is no system user %s: make it (contrib/quickstart does), or "
				      "start as another user",
				      name);
		return false;
	}
	if (p->pw_uid == 0) {
		*why_r = arena_printf(a, "the system user %s has the rights of root: give it a number of its own", name);
		return false;
	}
	*out_r = (struct os_user){arena_copy(a, str_of(name)).p, p->pw_uid, p->pw_gid};
	return true;
}

static bool user_in_group(struct arena *a, const struct os_user *u, gid_t group, struct str *why_r)
{
	gid_t groups[GROUPS_MAX];
	int n = GROUPS_MAX;

	if (getgrouplist(u->name, u->gid, groups, &n) < 0)
		n = GROUPS_MAX;
	for (int i = 0; i < n; i++) {
		if (groups[i] == group)
			return true;
	}
	*why_r = arena_printf(a, "the system user %s is not in the group tasuki: add it, it cannot reach the database otherwise",
			      u->name);
	return false;
}

static bool find_separate(struct arena *a, struct os_users *u, struct str *why_r)
{
	const struct group *group;

	if (!user_find(a, "tasuki-db", &u->db, why_r) || !user_find(a, "tasuki-front", &u->front, why_r) ||
	    !user_find(a, "tasuki-job", &u->job, why_r) || !user_find(a, "tasuki-keys", &u->keys, why_r) ||
	    !user_find(a, "tasuki-mail", &u->mail, why_r))
		return false;
	group = getgrnam("tasuki");
	if (group == NULL) {
		*why_r = STR("started as root, but there is no system group tasuki: make it (contrib/quickstart does), or start "
			     "as another user");
		return false;
	}
	u->group = group->gr_gid;
	return user_in_group(a, &u->db, u->group, why_r) && user_in_group(a, &u->front, u->group, why_r) &&
	       user_in_group(a, &u->job, u->group, why_r) && user_in_group(a, &u->mail, u->group, why_r);
}

bool os_users_find(struct arena *a, struct os_users *out_r, struct str *why_r)
{
	const struct passwd *p;
	struct os_user me;

	check(a != NULL && out_r != NULL && why_r != NULL);
	*out_r = (struct os_users){.separate = geteuid() == 0};
	if (out_r->separate)
		return find_separate(a, out_r, why_r);
	p = getpwuid(geteuid());
	if (p == NULL) {
		*why_r = arena_printf(a, "the system user number %u has no name: the database knows users by name",
				      (unsigned)geteuid());
		return false;
	}
	me = (struct os_user){arena_copy(a, str_of(p->pw_name)).p, geteuid(), getegid()};
	out_r->db = out_r->front = out_r->job = out_r->keys = out_r->mail = me;
	out_r->group = me.gid;
	return true;
}

void os_user_become(const struct os_user *u)
{
	check(u != NULL && u->uid != 0);
	if (geteuid() == u->uid && getuid() == u->uid)
		return;
	check(initgroups(u->name, u->gid) == 0);
	check(setresgid(u->gid, u->gid, u->gid) == 0);
	check(setresuid(u->uid, u->uid, u->uid) == 0);
	check(setuid(0) != 0 && seteuid(0) != 0);
}

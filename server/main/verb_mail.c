#include "base/clock.h"
#include "base/log.h"
#include "db/direct.h"
#include "main/conninfo.h"
#include "main/control.h"
#include "main/mailer.h"
#include "main/region.h"
#include "main/role.h"
#include "main/spawn.h"
#include "main/verbs.h"

#define LOOK_MS 1000

struct mail {
	struct role_process role;
	struct mailer mailer;
	bool ready;
};

static void connect_again(struct mail *m)
{
	const char *conninfo =
		conninfo_of(m->role.arena, &m->role.settings, &m->role.paths, privilege_of(ROLE_MAIL)->database_role);
	struct region region;

	if (direct_open(conninfo, "tasuki mail", &m->mailer.db) != ERR_OK)
		return;
	if (region_read(m->mailer.db, m->role.arena, &region) != ERR_OK || mailer_resume(&m->mailer) != ERR_OK) {
		direct_close(&m->mailer.db);
		return;
	}
	m->mailer.demo = region.demo;
	if (!m->ready)
		role_ready(&m->role);
	m->ready = true;
}

static void work(struct mail *m)
{
	if (m->mailer.db == NULL)
		connect_again(m);
	if (m->mailer.db != NULL && mailer_round(&m->mailer) != ERR_OK)
		direct_close(&m->mailer.db);
}

int verb_mail(int argc, char **argv)
{
	struct mail m = {0};
	struct control_message message;
	bool asked = false;

	if (!role_begin(&m.role, ROLE_MAIL, argc, argv))
		return VERB_FAILED;
	m.mailer.settings = &m.role.settings;
	m.mailer.stop_fd = SPAWN_CONTROL_FD;
	while (!asked) {
		enum control_result got;

		work(&m);
		got = control_wait(SPAWN_CONTROL_FD, LOOK_MS, &message);
		asked = got == CONTROL_ENDED || (got == CONTROL_GOT && message.kind == CONTROL_STOP);
	}
	direct_close(&m.mailer.db);
	role_end(&m.role);
	return VERB_DONE;
}

#include "base/check.h"
#include "base/log.h"
#include "crypt/secret.h"
#include "db/direct.h"
#include "db/migrate.h"
#include "loop/loop.h"
#include "main/conninfo.h"
#include "main/control.h"
#include "main/front.h"
#include "main/region.h"
#include "main/role.h"
#include "main/spawn.h"
#include "main/verbs.h"

#include <string.h>

#define TICKETS_WAIT_MS 10000

struct front_role {
	struct role_process role;
	struct front *front;
	struct loop *loop;
	bool failed;
};

/* The supervisor's first message. */
static bool take_tickets(struct front_options *o)
{
	struct control_message m;
	bool got = control_wait(SPAWN_CONTROL_FD, TICKETS_WAIT_MS, &m) == CONTROL_GOT && m.kind == CONTROL_TICKETS;

	if (got)
		memcpy(o->ticket_keys, m.bytes, sizeof(o->ticket_keys));
	explicit_bzero(&m, sizeof(m));
	return got;
}

/* Blocking, before the loop: which region this is, that the schema is the one this program was built for, and that a commit is
 * one. */
static bool read_region(struct front_role *f, struct front_options *o)
{
	struct str why = {NULL, 0};
	struct direct *d;
	enum err e = migrate_check(f->role.arena, o->conninfo, migrate_known(), &why);

	if (e == ERR_OK)
		e = direct_open(o->conninfo, f->role.label, &d);
	if (e == ERR_OK) {
		e = region_read(d, f->role.arena, &o->region);
		if (e == ERR_OK)
			e = region_durable(d, f->role.arena, &why);
		direct_close(&d);
	}
	if (e != ERR_OK)
		log_error("the region cannot be read", LOG_ERR(e), LOG_WORD("why", why.p != NULL ? why.p : ""));
	return e == ERR_OK;
}

static void heard(void *arg, const struct control_message *m)
{
	struct front_role *f = arg;

	switch (m->kind) {
	case CONTROL_READY:
		return;
	case CONTROL_RELOAD:
		front_reload(f->front);
		return;
	case CONTROL_STOP:
		front_stop(f->front);
		return;
	case CONTROL_TICKETS:
		front_tickets(f->front, m->bytes);
		return;
	}
}

static void ready(void *arg)
{
	struct front_role *f = arg;

	role_ready(&f->role);
}

static void stopped(void *arg, bool good)
{
	struct front_role *f = arg;

	f->failed = !good;
	loop_stop(f->loop);
}

static void run(struct front_role *f, struct front_options *o)
{
	if (secret_init(SECRET_HEAP) != SECRET_LOCKED)
		log_warn("keys may be swapped", LOG_WORD("advice", "raise the limit on locked memory (LimitMEMLOCK)"));
	f->loop = o->loop = loop_create();
	f->front = front_create(o);
	role_attend(&f->role, f->loop, heard, f);
	loop_run(f->loop);
	role_unattend(&f->role);
	front_destroy(&f->front);
	loop_destroy(&f->loop);
}

int verb_front(int argc, char **argv)
{
	struct front_role f = {.failed = true};
	struct front_options o = {.ready = ready, .stopped = stopped, .arg = &f};

	if (!role_begin(&f.role, ROLE_FRONT, argc, argv))
		return VERB_FAILED;
	o.arena = f.role.arena;
	o.settings = &f.role.settings;
	o.paths = &f.role.paths;
	o.index = f.role.index;
	o.label = f.role.label;
	o.conninfo = conninfo_of(f.role.arena, o.settings, o.paths, privilege_of(ROLE_FRONT)->database_role);
	if (take_tickets(&o) && read_region(&f, &o))
		run(&f, &o);
	explicit_bzero(o.ticket_keys, sizeof(o.ticket_keys));
	role_end(&f.role);
	return f.failed ? VERB_FAILED : VERB_DONE;
}

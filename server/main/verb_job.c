#include "base/clock.h"
#include "base/log.h"
#include "db/direct.h"
#include "main/conninfo.h"
#include "main/control.h"
#include "main/role.h"
#include "main/spawn.h"
#include "main/job.h"
#include "main/verbs.h"

#define SWEEP_EVERY_MS 60000
#define LOOK_MS 1000

struct job {
	struct role_process role;
	struct direct *d;
	int64_t swept_at; /* by the steady clock */
	bool ready;
};

static void connect_again(struct job *j)
{
	const char *conninfo =
		conninfo_of(j->role.arena, &j->role.settings, &j->role.paths, privilege_of(ROLE_JOB)->database_role);

	if (direct_open(conninfo, "tasuki job", &j->d) != ERR_OK)
		return;
	j->swept_at = clock_steady_ms() - SWEEP_EVERY_MS;
	if (!j->ready)
		role_ready(&j->role);
	j->ready = true;
}

static void work_if_due(struct job *j)
{
	if (j->d == NULL)
		connect_again(j);
	if (j->d == NULL || clock_steady_ms() - j->swept_at < SWEEP_EVERY_MS)
		return;
	j->swept_at = clock_steady_ms();
	if (job_sweep(&(struct job_work){j->d, &j->role.settings, j->role.paths.keys_socket, clock_ms()}) == ERR_DATABASE_DOWN)
		direct_close(&j->d);
}

int verb_job(int argc, char **argv)
{
	struct job j = {0};
	struct control_message m;
	bool asked = false;

	if (!role_begin(&j.role, ROLE_JOB, argc, argv))
		return VERB_FAILED;
	while (!asked) {
		enum control_result got;

		work_if_due(&j);
		got = control_wait(SPAWN_CONTROL_FD, LOOK_MS, &m);
		asked = got == CONTROL_ENDED || (got == CONTROL_GOT && m.kind == CONTROL_STOP);
	}
	direct_close(&j.d);
	role_end(&j.role);
	return VERB_DONE;
}

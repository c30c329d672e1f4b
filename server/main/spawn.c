#include "main/spawn.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/settings.h"
#include "keys/kek.h"
#include "main/control.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

struct spawner {
	int program;
	int settings;
	int credential; /* -1: none */
	const struct os_users *users;
	char deployment[ID_TEXT + 1];
};

static void add_setting(void *arg, const char *name, struct str value, const char *limits, const char *prose)
{
	struct buf *b = arg;

	(void)limits;
	(void)prose;
	buf_add_str(b, str_of(name));
	buf_add_str(b, STR(" = "));
	buf_add_str(b, value);
	buf_add_byte(b, '\n');
}

static bool write_sealed(int fd, struct str text)
{
	const int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

	for (size_t done = 0; done < text.n;) {
		ssize_t n = write(fd, text.p + done, text.n - done);

		if (n < 0)
			return false;
		done += (size_t)n;
	}
	return fcntl(fd, F_ADD_SEALS, seals) == 0;
}

static int settings_copy(const struct settings *s)
{
	struct arena *a = arena_create(4096);
	struct buf text = {0};
	int fd = memfd_create("tasuki settings", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	settings_each(a, s, add_setting, &text);
	if (fd >= 0 && !write_sealed(fd, buf_str(&text))) {
		(void)close(fd);
		fd = -1;
	}
	buf_finish(&text);
	arena_destroy(&a);
	return fd;
}

/* What ground_create opened, kept for holders that are started later. */
static int credential_kept(void)
{
	const char *kept = getenv(CREDENTIAL_FD);
	long long fd;

	return kept != NULL && str_to_i64(str_of(kept), &fd) ? fcntl((int)fd, F_DUPFD_CLOEXEC, 16) : -1;
}

struct spawner *spawner_create(const struct settings *settings, const struct os_users *users, struct deployment_id deployment)
{
	struct spawner *s = calloc(1, sizeof(*s));

	check(s != NULL && settings != NULL && users != NULL);
	s->users = users;
	id_format(deployment.id, s->deployment);
	s->program = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	s->settings = settings_copy(settings);
	s->credential = credential_kept();
	if (s->program < 0 || s->settings < 0)
		spawner_destroy(&s);
	return s;
}

void spawner_destroy(struct spawner **s)
{
	check(s != NULL);
	if (*s == NULL)
		return;
	if ((*s)->program >= 0)
		(void)close((*s)->program);
	if ((*s)->settings >= 0)
		(void)close((*s)->settings);
	if ((*s)->credential >= 0)
		(void)close((*s)->credential);
	free(*s);
	*s = NULL;
}

/* Puts the two descriptors at their fixed places; the copies first go above both places, so that neither move overwrites the
 * other. */
static bool place_descriptors(int control, int settings)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	int high_control = fcntl(control, F_DUPFD_CLOEXEC, 16), high_settings = fcntl(settings, F_DUPFD_CLOEXEC, 16);

	return nothing >= 0 && high_control >= 0 && high_settings >= 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
	       dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 && dup2(high_control, SPAWN_CONTROL_FD) >= 0 &&
	       dup2(high_settings, SPAWN_SETTINGS_FD) >= 0;
}

/* Of the parent's only the holder learns: systemd's folder means nothing to a role, and the other roles have no use for what is in it. */
static bool place_credential(int credential, enum role role)
{
	char number[16];

	(void)unsetenv("CREDENTIALS_DIRECTORY");
	(void)unsetenv(CREDENTIAL_FD);
	if (role != ROLE_KEYS || credential < 0)
		return true;
	(void)snprintf(number, sizeof(number), "%d", SPAWN_CREDENTIAL_FD);
	return dup2(credential, SPAWN_CREDENTIAL_FD) >= 0 && setenv(CREDENTIAL_FD, number, 1) == 0;
}

/* Every function is found at the start. Found at its first call, the linker saves all registers on the stack meanwhile, and with
 * them what was just copied: a key, where nobody wipes it. */
static bool bind_at_start(void)
{
	return setenv("LD_BIND_NOW", "1", 1) == 0;
}

/* The loop's handlers write to a pipe shared with the parent: no signal may meet them in the child. */
static void own_signals_again(const sigset_t *before)
{
	for (int number = 1; number < 32; number++)
		(void)signal(number, SIG_DFL);
	(void)sigprocmask(SIG_SETMASK, before, NULL);
}

struct words {
	char index[12], front[12], job[12];
	const char *argv[12];
};

static void words_of(const struct spawner *s, const struct privilege *p, int index, struct words *w)
{
	int n = 0;

	(void)snprintf(w->index, sizeof(w->index), "%d", index);
	(void)snprintf(w->front, sizeof(w->front), "%u", (unsigned)s->users->front.uid);
	(void)snprintf(w->job, sizeof(w->job), "%u", (unsigned)s->users->job.uid);
	w->argv[n++] = "tasuki";
	w->argv[n++] = p->verb[0];
	if (p->verb[1] != NULL)
		w->argv[n++] = p->verb[1];
	w->argv[n++] = "--deployment";
	w->argv[n++] = s->deployment;
	w->argv[n++] = "--front-uid";
	w->argv[n++] = w->front;
	w->argv[n++] = "--index";
	w->argv[n++] = w->index;
	w->argv[n++] = "--job-uid";
	w->argv[n++] = w->job;
	w->argv[n] = NULL;
}

/* In the child, until it is another program. The death signal comes last: changing the user clears it. */
static _Noreturn void become(const struct spawner *s, enum role role, int index, int control, pid_t parent)
{
	const struct privilege *p = privilege_of(role);
	int program = fcntl(s->program, F_DUPFD_CLOEXEC, 16);
	struct words w;

	words_of(s, p, index, &w);
	if (setsid() >= 0 && program >= 0 && place_descriptors(control, s->settings) && place_credential(s->credential, role) &&
	    bind_at_start()) {
		privilege_drop(role, s->users);
		if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent)
			(void)fexecve(program, (char *const *)(uintptr_t)w.argv, environ);
	}
	(void)dprintf(STDERR_FILENO, "tasuki: %s %d cannot be started as %s: %s\n", p->name, index,
		      privilege_user(role, s->users)->name, strerror(errno));
	_exit(127);
}

pid_t spawner_start(struct spawner *s, enum role role, int index, int *control_r)
{
	int ours, theirs;
	pid_t parent = getpid(), pid;
	sigset_t all, before;

	check(s != NULL && control_r != NULL && index >= 0);
	if (!control_pair(&ours, &theirs))
		return -1;
	check(sigfillset(&all) == 0 && sigprocmask(SIG_BLOCK, &all, &before) == 0);
	pid = fork();
	if (pid == 0) {
		own_signals_again(&before);
		become(s, role, index, theirs, parent);
	}
	check(sigprocmask(SIG_SETMASK, &before, NULL) == 0);
	(void)close(theirs);
	if (pid < 0)
		(void)close(ours);
	else
		*control_r = ours;
	return pid;
}

#include "db/child.h"

#include "base/check.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Nothing of this process's surroundings reaches PostgreSQL; its own settings rule. */
#define SURROUNDINGS "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"
#define LOOK_MS 50
#define BEAT_MS 1000

/* execve takes words without const for history's sake and leaves them alone. */
static char *const *words(const char *const *w)
{
	return (char *const *)(uintptr_t)w;
}

static void signals_as_at_birth(void)
{
	sigset_t none;

	check(sigemptyset(&none) == 0 && sigprocmask(SIG_SETMASK, &none, NULL) == 0);
	for (int s = 1; s < 32; s++)
		(void)signal(s, SIG_DFL);
}

/* After the change of user: the kernel forgets the wish at that change. */
static void die_with(pid_t parent)
{
	check(setsid() > 0);
	check(prctl(PR_SET_PDEATHSIG, SIGINT) == 0);
	if (getppid() != parent)
		_exit(1);
}

_Noreturn static void become_program(const struct child *c, int input, pid_t parent)
{
	const char *const surroundings[] = {SURROUNDINGS, c->also, NULL};
	int nowhere = open("/dev/null", O_RDWR);

	signals_as_at_birth();
	if (c->user != NULL)
		os_user_become(c->user);
	if (c->with_me)
		die_with(parent);
	check(nowhere >= 0 && dup2(input >= 0 ? input : nowhere, STDIN_FILENO) == STDIN_FILENO);
	if (c->quiet)
		check(dup2(nowhere, STDOUT_FILENO) == STDOUT_FILENO);
	if (nowhere > STDERR_FILENO)
		(void)close(nowhere);
	if (c->keep >= 0)
		check(fcntl(c->keep, F_SETFD, 0) == 0);
	(void)umask(077);
	if (chdir("/") == 0)
		(void)execve(c->argv[0], words(c->argv), words(surroundings));
	_exit(127);
}

/* A pipe that already holds the whole input, or -1. */
static int input_pipe(struct str input)
{
	int ends[2];

	check(input.n <= 65536);
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	check(write(ends[1], input.p, input.n) == (ssize_t)input.n);
	check(close(ends[1]) == 0);
	return ends[0];
}

pid_t child_start(const struct child *c)
{
	int input = c->input.n > 0 ? input_pipe(c->input) : -1;
	pid_t parent = getpid(), pid;

	check(c->argv != NULL && c->argv[0] != NULL);
	pid = fork();
	if (pid == 0)
		become_program(c, input, parent);
	if (input >= 0)
		(void)close(input);
	return pid;
}

static int wait_code(pid_t pid)
{
	int status = 0;
	pid_t got;

	do
		got = waitpid(pid, &status, 0);
	while (got < 0 && errno == EINTR);
	return got == pid && WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

int child_run(const struct child *c)
{
	pid_t pid = child_start(c);

	return pid < 0 ? 128 : wait_code(pid);
}

int child_wait(pid_t pid, void (*beat)(void *arg), void *arg)
{
	const struct timespec look = {.tv_nsec = LOOK_MS * 1000000L};
	siginfo_t info = {.si_pid = 0};

	check(pid > 0);
	for (int ms = LOOK_MS; waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0; ms += LOOK_MS) {
		(void)nanosleep(&look, NULL);
		if (beat != NULL && ms % BEAT_MS == 0)
			beat(arg);
	}
	return wait_code(pid);
}

bool child_call(const struct os_user *user, bool (*work)(const void *arg), const void *arg)
{
	pid_t pid = fork();

	if (pid == 0) {
		signals_as_at_birth();
		os_user_become(user);
		(void)umask(077);
		_exit(work(arg) ? 0 : 1);
	}
	return pid > 0 && wait_code(pid) == 0;
}

#include "main/privilege.h"

#include "base/check.h"
#include "base/log.h"

#include <errno.h>
#include <seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define LOCKED_MEMORY (256UL * 1024 * 1024) /* space keys of 10,000 spaces need a tenth of it */

static const struct privilege privileges[ROLE_COUNT] = {
	[ROLE_FRONT] = {"front", {"front", NULL}, "tasuki_front", false},
	[ROLE_JOB] = {"job", {"job", NULL}, "tasuki_job", false},
	[ROLE_KEYS] = {"keys", {"keys", "holder"}, NULL, true},
	[ROLE_MAIL] = {"mail", {"mail", NULL}, "tasuki_mail", false},
};

/* Nothing a role ever needs: other programs, other processes' memory, the kernel's own doors, another user. */
static const int given_up[] = {
	SCMP_SYS(acct),
	SCMP_SYS(add_key),
	SCMP_SYS(adjtimex),
	SCMP_SYS(bpf),
	SCMP_SYS(chroot),
	SCMP_SYS(clock_adjtime),
	SCMP_SYS(clock_settime),
	SCMP_SYS(delete_module),
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(finit_module),
	SCMP_SYS(fork),
	SCMP_SYS(init_module),
	SCMP_SYS(ioperm),
	SCMP_SYS(iopl),
	SCMP_SYS(kcmp),
	SCMP_SYS(kexec_file_load),
	SCMP_SYS(kexec_load),
	SCMP_SYS(keyctl),
	SCMP_SYS(mknod),
	SCMP_SYS(mknodat),
	SCMP_SYS(mount),
	SCMP_SYS(name_to_handle_at),
	SCMP_SYS(nfsservctl),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(personality),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(pivot_root),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(ptrace),
	SCMP_SYS(quotactl),
	SCMP_SYS(reboot),
	SCMP_SYS(request_key),
	SCMP_SYS(setdomainname),
	SCMP_SYS(setfsgid),
	SCMP_SYS(setfsuid),
	SCMP_SYS(setgid),
	SCMP_SYS(setgroups),
	SCMP_SYS(sethostname),
	SCMP_SYS(setns),
	SCMP_SYS(setregid),
	SCMP_SYS(setresgid),
	SCMP_SYS(setresuid),
	SCMP_SYS(setreuid),
	SCMP_SYS(settimeofday),
	SCMP_SYS(setuid),
	SCMP_SYS(swapoff),
	SCMP_SYS(swapon),
	SCMP_SYS(syslog),
	SCMP_SYS(umount2),
	SCMP_SYS(unshare),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(vfork),
	SCMP_SYS(vhangup),
};

/* The leak checker of a sanitizer build stops and reads its own process when it ends. */
#ifdef __SANITIZE_ADDRESS__
static const bool own_memory_is_read = true;
#else
static const bool own_memory_is_read = false;
#endif

const struct privilege *privilege_of(enum role role)
{
	check(role < ROLE_COUNT);
	return &privileges[role];
}

static void raise_limit(int resource, rlim_t wanted)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) != 0)
		return;
	if (geteuid() == 0 && limit.rlim_max < wanted)
		limit.rlim_max = wanted;
	limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
	(void)setrlimit(resource, &limit);
}

const struct os_user *privilege_user(enum role role, const struct os_users *users)
{
	check(users != NULL && role < ROLE_COUNT);
	switch (role) {
	case ROLE_FRONT:
		return &users->front;
	case ROLE_JOB:
		return &users->job;
	case ROLE_MAIL:
		return &users->mail;
	default:
		return &users->keys;
	}
}

void privilege_drop(enum role role, const struct os_users *users)
{
	raise_limit(RLIMIT_MEMLOCK, role == ROLE_KEYS ? RLIM_INFINITY : LOCKED_MEMORY);
	if (users->separate)
		os_user_become(privilege_user(role, users));
}

static int refuse_all(scmp_filter_ctx filter)
{
	int failed = 0;

	for (size_t i = 0; i < sizeof(given_up) / sizeof(given_up[0]) && failed == 0; i++)
		if (!own_memory_is_read || given_up[i] != SCMP_SYS(ptrace))
			failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), given_up[i], 0);
	return failed;
}

static int filter_calls(const struct privilege *p)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int failed;

	if (filter == NULL)
		return -ENOMEM;
	failed = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
	if (failed == 0)
		failed = refuse_all(filter);
	if (failed == 0 && p->unix_sockets_only)
		failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX));
	if (failed == 0)
		failed = seccomp_load(filter);
	seccomp_release(filter);
	return failed;
}

bool privilege_confine(enum role role, int files)
{
	const struct privilege *p = privilege_of(role);
	const struct rlimit none = {0, 0};
	int failed;

	check(files > 0);
	raise_limit(RLIMIT_NOFILE, (rlim_t)files);
	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
		log_error("role not confined", LOG_WORD("why", strerror(errno)));
		return false;
	}
	failed = filter_calls(p);
	if (failed != 0)
		log_error("system calls not given up", LOG_WORD("why", strerror(-failed)));
	return failed == 0;
}

void privilege_end(void)
{
	if (own_memory_is_read)
		(void)prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

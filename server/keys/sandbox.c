#include "keys/sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <stddef.h>

static const int allowed[] = {
	SCMP_SYS(accept4),         SCMP_SYS(brk),
	SCMP_SYS(clock_gettime),   SCMP_SYS(clock_nanosleep),
	SCMP_SYS(close),           SCMP_SYS(epoll_ctl),
	SCMP_SYS(epoll_pwait),     SCMP_SYS(epoll_pwait2),
	SCMP_SYS(epoll_wait),      SCMP_SYS(exit),
	SCMP_SYS(exit_group),      SCMP_SYS(fchmod),
	SCMP_SYS(fchmodat),        SCMP_SYS(fcntl),
	SCMP_SYS(fstat),           SCMP_SYS(fsync),
	SCMP_SYS(futex),           SCMP_SYS(getpid),
	SCMP_SYS(getrandom),       SCMP_SYS(getsockopt),
	SCMP_SYS(gettid),          SCMP_SYS(gettimeofday),
	SCMP_SYS(geteuid),         SCMP_SYS(lseek),
	SCMP_SYS(madvise),         SCMP_SYS(mmap),
	SCMP_SYS(mprotect),        SCMP_SYS(mremap),
	SCMP_SYS(munlock),         SCMP_SYS(munmap),
	SCMP_SYS(nanosleep),       SCMP_SYS(newfstatat),
	SCMP_SYS(openat),          SCMP_SYS(poll),
	SCMP_SYS(ppoll),           SCMP_SYS(read),
	SCMP_SYS(recvfrom),        SCMP_SYS(recvmsg),
	SCMP_SYS(rename),          SCMP_SYS(renameat),
	SCMP_SYS(renameat2),       SCMP_SYS(restart_syscall),
	SCMP_SYS(rt_sigaction),    SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),    SCMP_SYS(sched_yield),
	SCMP_SYS(sendmsg),         SCMP_SYS(sendto),
	SCMP_SYS(set_robust_list), SCMP_SYS(shutdown),
	SCMP_SYS(sigaltstack),     SCMP_SYS(tgkill),
	SCMP_SYS(unlinkat),        SCMP_SYS(write),
	SCMP_SYS(writev),
};

/* Nobody calls these by accident. */
static const int deadly[] = {
	SCMP_SYS(bind),
	SCMP_SYS(bpf),
	SCMP_SYS(connect),
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(fork),
	SCMP_SYS(keyctl),
	SCMP_SYS(listen),
	SCMP_SYS(mount),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(socket),
	SCMP_SYS(socketpair),
	SCMP_SYS(unshare),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(vfork),
};

/* What the leak checker of a sanitizer build does when the process ends, and its reports. */
#if defined(__SANITIZE_ADDRESS__)
static const int beside[] = {
	SCMP_SYS(clone),
	SCMP_SYS(clone3),
	SCMP_SYS(getdents),
	SCMP_SYS(tkill),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(sched_setaffinity),
	SCMP_SYS(getdents64),
	SCMP_SYS(getppid),
	SCMP_SYS(kill),
	SCMP_SYS(open),
	SCMP_SYS(prctl),
	SCMP_SYS(prlimit64),
	SCMP_SYS(ptrace),
	SCMP_SYS(readlink),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(stat),
	SCMP_SYS(wait4),
};
#else
static const int beside[] = {SCMP_SYS(exit)};
#endif

static int add(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t n)
{
	int failed = 0;

	for (size_t i = 0; i < n && failed == 0; i++)
		failed = seccomp_rule_add(filter, action, calls[i], 0);
	return failed == -EEXIST ? 0 : failed;
}

static int load(scmp_filter_ctx filter)
{
	int failed = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);

	if (failed == 0)
		failed = add(filter, SCMP_ACT_ALLOW, allowed, sizeof(allowed) / sizeof(allowed[0]));
	if (failed == 0)
		failed = add(filter, SCMP_ACT_ALLOW, beside, sizeof(beside) / sizeof(beside[0]));
	if (failed == 0)
		failed = add(filter, SCMP_ACT_KILL_PROCESS, deadly, sizeof(deadly) / sizeof(deadly[0]));
	return failed == 0 ? seccomp_load(filter) : failed;
}

enum err sandbox_enter(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int failed;

	if (filter == NULL)
		return ERR_INTERNAL;
	failed = load(filter);
	seccomp_release(filter);
	errno = -failed;
	return failed == 0 ? ERR_OK : ERR_INTERNAL;
}

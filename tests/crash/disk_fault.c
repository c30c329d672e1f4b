/*
 * Preloaded into a PostgreSQL of the tests: makes its disk full, or lets it fail to write through, while a test says so in a file that is
 * mapped here. The file named by DISK_FAULT holds two 32-bit numbers: what is broken, and how often still (of a failing sync).
 */
#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WHOLE, FULL, LOG_FULL, SYNC_FAILS };

static volatile int32_t *fault;

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("DISK_FAULT");
	int fd = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
	void *map = fd < 0 ? MAP_FAILED : mmap(NULL, 8, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (map == MAP_FAILED)
		_exit(99);
	(void)close(fd);
	fault = map;
}

static bool is_log(int fd)
{
	char link[64], path[4096];
	ssize_t n;

	(void)snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	path[n < 0 ? 0 : n] = '\0';
	return strstr(path, "/pg_wal/") != NULL;
}

/* A full disk refuses what makes a file longer; what is there already can be written over. */
static bool refused(int fd, off_t from, size_t n)
{
	struct stat st;
	int32_t what = fault[0];

	if ((what != FULL && what != LOG_FULL) || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || from + (off_t)n <= st.st_size)
		return false;
	if (fd <= STDERR_FILENO || (what == LOG_FULL && !is_log(fd)))
		return false;
	errno = ENOSPC;
	return true;
}

static size_t length_of(const struct iovec *parts, int count)
{
	size_t n = 0;

	for (int i = 0; i < count; i++)
		n += parts[i].iov_len;
	return n;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t n)
{
	static __typeof__(&write) real;

	if (real == NULL)
		real = REAL(write);
	return refused(fd, lseek(fd, 0, SEEK_CUR), n) ? -1 : real(fd, bytes, n);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t from)
{
	static __typeof__(&pwrite) real;

	if (real == NULL)
		real = REAL(pwrite);
	return refused(fd, from, n) ? -1 : real(fd, bytes, n, from);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t from)
{
	return pwrite(fd, bytes, n, from);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t from)
{
	static __typeof__(&pwritev) real;

	if (real == NULL)
		real = REAL(pwritev);
	return refused(fd, from, length_of(parts, count)) ? -1 : real(fd, parts, count, from);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t from)
{
	return pwritev(fd, parts, count, from);
}

int posix_fallocate(int fd, off_t from, off_t n)
{
	static __typeof__(&posix_fallocate) real;

	if (real == NULL)
		real = REAL(posix_fallocate);
	return refused(fd, from, (size_t)n) ? ENOSPC : real(fd, from, n);
}

int posix_fallocate64(int fd, off_t from, off_t n)
{
	return posix_fallocate(fd, from, n);
}

/* The log's sync is what a commit waits for. */
static bool sync_fails(int fd)
{
	if (fault[0] != SYNC_FAILS || !is_log(fd) || __atomic_fetch_sub(&fault[1], 1, __ATOMIC_SEQ_CST) <= 0)
		return false;
	errno = EIO;
	return true;
}

int fdatasync(int fd)
{
	static __typeof__(&fdatasync) real;

	if (real == NULL)
		real = REAL(fdatasync);
	return sync_fails(fd) ? -1 : real(fd);
}

int fsync(int fd)
{
	static __typeof__(&fsync) real;

	if (real == NULL)
		real = REAL(fsync);
	return sync_fails(fd) ? -1 : real(fd);
}

#include "keys/folder.h"

#include "base/check.h"
#include "base/rand.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_ROOM 128

static enum err why(void)
{
	return errno == ENOSPC || errno == EDQUOT ? ERR_STORAGE_FULL : ERR_INTERNAL;
}

static void close_keeping_errno(int fd)
{
	int kept = errno;

	(void)close(fd);
	errno = kept;
}

int folder_open(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static enum err read_all(int fd, size_t max, struct buf *out)
{
	size_t before = out->n;

	for (;;) {
		ssize_t got = read(fd, buf_reserve(out, 4096), 4096);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return ERR_INTERNAL;
		if (got == 0)
			return ERR_OK;
		out->n += (size_t)got;
		if (out->n - before > max)
			return ERR_TOO_LONG;
	}
}

enum err folder_read(int folder, const char *name, size_t max, struct buf *out)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	enum err e;

	if (fd < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL;
	e = read_all(fd, max, out);
	close_keeping_errno(fd);
	return e;
}

static bool write_all(int fd, struct str bytes)
{
	while (bytes.n > 0) {
		ssize_t put = write(fd, bytes.p, bytes.n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		bytes = str_part(bytes, (size_t)put, bytes.n);
	}
	return true;
}

static bool write_new(int folder, const char *name, mode_t mode, struct str bytes)
{
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool good;

	if (fd < 0)
		return false;
	good = write_all(fd, bytes) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
	close_keeping_errno(fd);
	return good;
}

enum err folder_put(int folder, const char *name, mode_t mode, struct str bytes)
{
	char half[NAME_ROOM];
	enum err e;

	check(name != NULL && strchr(name, '/') == NULL);
	check(snprintf(half, sizeof(half), "%s" FOLDER_HALF, name) < (int)sizeof(half));
	/* A half-written file of an earlier crash may be read-only. */
	(void)unlinkat(folder, half, 0);
	if (write_new(folder, half, mode, bytes) && renameat(folder, half, folder, name) == 0)
		return ERR_OK;
	e = why();
	(void)unlinkat(folder, half, 0);
	return e;
}

enum err folder_sync(int folder)
{
	return fsync(folder) == 0 ? ERR_OK : ERR_INTERNAL;
}

enum err folder_put_synced(int folder, const char *name, mode_t mode, struct str bytes)
{
	enum err e = folder_put(folder, name, mode, bytes);

	return e == ERR_OK ? folder_sync(folder) : e;
}

static bool overwrite(int folder, const char *name)
{
	int fd = openat(folder, name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	char noise[4096];
	struct stat st;
	bool good;

	if (fd < 0)
		return false;
	good = fstat(fd, &st) == 0;
	rand_bytes(noise, sizeof(noise));
	for (off_t left = good ? st.st_size : 0; left > 0 && good; left -= (off_t)sizeof(noise))
		good = write_all(fd, (struct str){noise, left < (off_t)sizeof(noise) ? (size_t)left : sizeof(noise)});
	good = good && fsync(fd) == 0;
	close_keeping_errno(fd);
	return good;
}

enum err folder_shred(int folder, const char *name)
{
	if (fchmodat(folder, name, 0600, 0) != 0)
		return errno == ENOENT ? ERR_OK : ERR_INTERNAL;
	if (!overwrite(folder, name) || unlinkat(folder, name, 0) != 0)
		return why();
	return folder_sync(folder);
}

enum err folder_each(int folder, bool (*row)(void *arg, const char *name), void *arg)
{
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	bool failed;

	if (dir == NULL)
		return ERR_INTERNAL;
	do {
		errno = 0;
		entry = readdir(dir);
		failed = entry == NULL && errno != 0;
	} while (entry != NULL && (entry->d_name[0] == '.' || row(arg, entry->d_name)));
	(void)closedir(dir);
	return failed ? ERR_INTERNAL : ERR_OK;
}

struct sweep {
	int folder;
	enum err e;
};

static bool sweep_one(void *arg, const char *name)
{
	struct sweep *s = arg;
	size_t n = strlen(name), end = strlen(FOLDER_HALF);

	if (n > end && strcmp(name + n - end, FOLDER_HALF) == 0)
		s->e = folder_shred(s->folder, name);
	return s->e == ERR_OK;
}

enum err folder_sweep(int folder)
{
	struct sweep s = {folder, ERR_OK};
	enum err e = folder_each(folder, sweep_one, &s);

	return e == ERR_OK ? s.e : e;
}

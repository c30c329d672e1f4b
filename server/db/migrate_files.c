#include "db/migrate_own.h"

#include "base/check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX_BYTES (4 * 1024 * 1024)

static bool is_sql(const char *name)
{
	size_t n = strlen(name);

	return n > 4 && strcmp(name + n - 4, ".sql") == 0 && strcmp(name, "current.sql") != 0; /* what they make together */
}

/* NNNN_what_it_does.sql */
static bool name_fits(const char *name, int number)
{
	char begin[6];
	size_t n = strspn(name + 4, "abcdefghijklmnopqrstuvwxyz0123456789_");

	begin[0] = (char)('0' + number / 1000);
	begin[1] = (char)('0' + number / 100 % 10);
	begin[2] = (char)('0' + number / 10 % 10);
	begin[3] = (char)('0' + number % 10);
	begin[4] = '_';
	return strncmp(name, begin, 5) == 0 && n > 1 && strcmp(name + 4 + n, ".sql") == 0;
}

static bool read_whole(struct arena *a, int fd, struct str *out_r)
{
	struct stat st;
	size_t n = 0;
	char *p;

	if (fstat(fd, &st) != 0 || st.st_size > FILE_MAX_BYTES)
		return false;
	p = arena_alloc(a, (size_t)st.st_size + 1);
	while (n < (size_t)st.st_size) {
		ssize_t got = read(fd, p + n, (size_t)st.st_size - n);

		if (got <= 0)
			return false;
		n += (size_t)got;
	}
	*out_r = (struct str){p, n};
	return memchr(p, '\0', n) == NULL;
}

static bool migration_read(struct arena *a, const char *folder, const char *name, struct migration *out_r, struct str *why_r)
{
	int fd = open(arena_printf(a, "%s/%s", folder, name).p, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && read_whole(a, fd, &out_r->text);

	if (fd >= 0)
		(void)close(fd);
	if (!ok) {
		*why_r = arena_printf(a, "the migration %s/%s cannot be read", folder, name);
		return false;
	}
	out_r->name = arena_copy(a, str_of(name)).p;
	hash_sha256(out_r->text, out_r->hash);
	return true;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int names_read(struct arena *a, DIR *d, const char **names)
{
	struct dirent *e;
	int n = 0;

	while ((e = readdir(d)) != NULL && n < MIGRATIONS_MAX) {
		if (is_sql(e->d_name))
			names[n++] = arena_copy(a, str_of(e->d_name)).p;
	}
	qsort(names, (size_t)n, sizeof(*names), by_name);
	return n;
}

struct migrations *migrations_read(struct arena *a, const char *folder, struct str *why_r)
{
	struct migrations *m = arena_alloc(a, sizeof(*m));
	const char **names = arena_array(a, MIGRATIONS_MAX, sizeof(*names));
	DIR *d = opendir(folder);

	if (d == NULL) {
		*why_r = arena_printf(a, "the schema folder %s cannot be read: %s", folder, strerror(errno));
		return NULL;
	}
	m->count = names_read(a, d, names);
	(void)closedir(d);
	for (int i = 0; i < m->count; i++) {
		if (!name_fits(names[i], i + 1)) {
			*why_r = arena_printf(
				a, "%s/%s is not migration number %d: the folder is not complete, install the program again",
				folder, names[i], i + 1);
			return NULL;
		}
		if (!migration_read(a, folder, names[i], &m->at[i], why_r))
			return NULL;
	}
	if (m->count > 0)
		return m;
	*why_r = arena_printf(a, "there are no migrations in %s: install the program again", folder);
	return NULL;
}

int migration_line(struct str text, long at)
{
	int line = 1;
	long point = 0;

	for (size_t i = 0; i < text.n && point < at; i++) {
		if (((unsigned char)text.p[i] & 0xc0u) != 0x80u)
			point++;
		if (text.p[i] == '\n' && point < at)
			line++;
	}
	return line;
}

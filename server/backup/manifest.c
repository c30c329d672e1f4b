#include "backup/manifest.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/hex.h"
#include "crypt/hash.h"
#include "keys/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEXT_MAX 4096
#define FIRST_LINE "tasuki backup 1\n"

_Static_assert(MANIFEST_HASH == HASH_SIZE, "checksums are SHA-256");

static void put_line(struct buf *out, const char *name, const char *value)
{
	buf_add_str(out, str_of(name));
	buf_add_byte(out, ' ');
	buf_add_str(out, str_of(value));
	buf_add_byte(out, '\n');
}

static void put_number(struct buf *out, const char *name, uint64_t value)
{
	char text[24];

	(void)snprintf(text, sizeof(text), "%" PRIu64, value);
	put_line(out, name, text);
}

static void put_file(struct buf *out, const struct manifest_file *f)
{
	char hex[2 * HASH_SIZE + 1], text[160];

	hex_put(f->hash, HASH_SIZE, hex);
	(void)snprintf(text, sizeof(text), "%s %" PRIu64 " %s", f->name, f->size, hex);
	put_line(out, "file", text);
}

void manifest_put(struct buf *out, struct manifest *m)
{
	char id[ID_TEXT + 1], hex[2 * HASH_SIZE + 1];

	check(out != NULL && out->n == 0 && m != NULL && m->n <= MANIFEST_FILES_MAX);
	id_format(m->deployment.id, id);
	buf_add_str(out, STR(FIRST_LINE));
	put_line(out, "deployment", id);
	put_number(out, "taken", (uint64_t)m->taken_ms);
	put_number(out, "schema", (uint64_t)m->schema);
	put_number(out, "postgresql", (uint64_t)m->postgresql);
	put_number(out, "generation", m->generation);
	put_number(out, "ledger", m->ledger);
	for (size_t i = 0; i < m->n; i++)
		put_file(out, &m->files[i]);
	hash_sha256(buf_str(out), m->hash);
	hex_put(m->hash, HASH_SIZE, hex);
	put_line(out, "end", hex);
}

/* Takes "NAME VALUE\n" off text. */
static bool take_line(struct str *text, const char *name, struct str *value_r)
{
	size_t end = str_find(*text, '\n', 0), n = strlen(name);

	if (end == text->n || !str_starts(*text, str_of(name)) || end < n + 1 || text->p[n] != ' ')
		return false;
	*value_r = str_part(*text, n + 1, end);
	*text = str_part(*text, end + 1, text->n);
	return true;
}

static bool take_number(struct str *text, const char *name, long long max, long long *out_r)
{
	struct str value;

	return take_line(text, name, &value) && str_to_i64(value, out_r) && *out_r <= max;
}

static bool is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && (i == 0 || (s.p[i] != '.' && s.p[i] != '-')))
			return false;
	return s.n > 0 && s.n < sizeof(((struct manifest_file *)NULL)->name);
}

static bool file_read(struct str value, struct manifest_file *out)
{
	size_t one = str_find(value, ' ', 0), two = str_find(value, ' ', one + 1);
	struct str name = str_part(value, 0, one);
	long long size;

	if (!is_name(name) || !str_to_i64(str_part(value, one + 1, two), &size) ||
	    !hex_read(str_part(value, two + 1, value.n), out->hash, HASH_SIZE))
		return false;
	memcpy(out->name, name.p, name.n);
	out->name[name.n] = '\0';
	out->size = (uint64_t)size;
	return true;
}

static bool fields_read(struct str text, struct manifest *m)
{
	long long taken, schema, postgresql, generation, ledger;
	struct str value;

	if (!take_line(&text, "deployment", &value) || !id_parse(value, &m->deployment.id) ||
	    !take_number(&text, "taken", LLONG_MAX, &taken) || !take_number(&text, "schema", INT_MAX, &schema) ||
	    !take_number(&text, "postgresql", INT_MAX, &postgresql) ||
	    !take_number(&text, "generation", LLONG_MAX, &generation) || !take_number(&text, "ledger", LLONG_MAX, &ledger))
		return false;
	m->taken_ms = taken;
	m->schema = (int)schema;
	m->postgresql = (int)postgresql;
	m->generation = (uint64_t)generation;
	m->ledger = (uint64_t)ledger;
	while (m->n < MANIFEST_FILES_MAX && take_line(&text, "file", &value)) {
		if (!file_read(value, &m->files[m->n++]))
			return false;
	}
	return take_line(&text, "end", &value) && text.n == 0;
}

/* What was read is written again, and must be the same text: so the last line is right as well. */
bool manifest_parse(struct arena *a, struct str text, struct manifest *out_r, struct str *why_r)
{
	struct str first = STR(FIRST_LINE);
	struct buf again = {0};
	bool good;

	check(a != NULL && out_r != NULL && why_r != NULL);
	*out_r = (struct manifest){.n = 0};
	if (!str_starts(text, first)) {
		*why_r = STR("the manifest is not one of a tasuki backup, or of a later form than this program knows");
		return false;
	}
	good = fields_read(str_part(text, first.n, text.n), out_r);
	if (good)
		manifest_put(&again, out_r);
	if (!good || !str_eq(buf_str(&again), text)) {
		*why_r = STR("the manifest is damaged or was changed");
		good = false;
	}
	buf_finish(&again);
	return good;
}

struct str manifest_line(struct arena *a, const struct manifest *m)
{
	char taken[25];
	uint64_t size = 0;

	check(a != NULL && m != NULL);
	clock_format(m->taken_ms, taken);
	for (size_t i = 0; i < m->n; i++)
		size += m->files[i].size;
	return arena_printf(
		a, "taken %s, %" PRIu64 " bytes, schema %d, PostgreSQL %d, key store generation %" PRIu64 ", ledger %" PRIu64,
		taken, size, m->schema, m->postgresql, m->generation, m->ledger);
}

static bool fail(struct arena *a, const char *what, const char *name, struct str *why_r)
{
	*why_r = arena_printf(a, "%s %s: %s", what, name, strerror(errno));
	return false;
}

static bool measure_open(int fd, struct manifest_file *out)
{
	struct stat st;
	void *p;

	if (fstat(fd, &st) != 0)
		return false;
	out->size = (uint64_t)st.st_size;
	if (st.st_size == 0) {
		hash_sha256(STR(""), out->hash);
		return true;
	}
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return false;
	(void)madvise(p, (size_t)st.st_size, MADV_SEQUENTIAL);
	hash_sha256((struct str){p, (size_t)st.st_size}, out->hash);
	return munmap(p, (size_t)st.st_size) == 0;
}

static bool measure(struct arena *a, int folder, const char *name, struct manifest_file *out, struct str *why_r)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool good = fd >= 0 && measure_open(fd, out);

	if (!good)
		(void)fail(a, "cannot read", name, why_r);
	if (fd >= 0)
		(void)close(fd);
	return good;
}

bool manifest_add(struct arena *a, int folder, const char *name, struct manifest *m, struct str *why_r)
{
	struct manifest_file *f = &m->files[m->n];

	check(m->n < MANIFEST_FILES_MAX && is_name(str_of(name)));
	(void)snprintf(f->name, sizeof(f->name), "%s", name);
	if (!measure(a, folder, name, f, why_r))
		return false;
	m->n++;
	return true;
}

bool manifest_write(struct arena *a, int folder, struct manifest *m, struct str *why_r)
{
	struct buf text = {0};
	bool good;

	manifest_put(&text, m);
	good = folder_put_synced(folder, MANIFEST_NAME, 0600, buf_str(&text)) == ERR_OK;
	buf_finish(&text);
	return good || fail(a, "cannot write the", MANIFEST_NAME, why_r);
}

bool manifest_read(struct arena *a, int folder, struct manifest *out_r, struct str *why_r)
{
	struct buf text = {0};
	enum err e = folder_read(folder, MANIFEST_NAME, TEXT_MAX, &text);
	bool good = false;

	if (e == ERR_OK)
		good = manifest_parse(a, buf_str(&text), out_r, why_r);
	else if (e == ERR_NOT_FOUND)
		*why_r = STR("there is no manifest: this folder is no backup, or one that was not finished");
	else
		*why_r = STR("the manifest cannot be read");
	buf_finish(&text);
	return good;
}

bool manifest_verify(struct arena *a, int folder, const struct manifest *m, struct str *why_r)
{
	struct manifest_file found;

	for (size_t i = 0; i < m->n; i++) {
		const struct manifest_file *f = &m->files[i];

		if (!measure(a, folder, f->name, &found, why_r))
			return false;
		if (found.size == f->size && memcmp(found.hash, f->hash, HASH_SIZE) == 0)
			continue;
		*why_r = arena_printf(a, "%s is damaged: it has not the checksum that the manifest names: take another backup",
				      f->name);
		return false;
	}
	return true;
}

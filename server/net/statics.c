#include "net/statics.h"

#include "base/arena.h"
#include "base/check.h"
#include "net/http_link.h"

#include <dirent.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX 6
#define FILES_MAX 4096
#define TOTAL_MAX (64u * 1024 * 1024)

enum { PLAIN, GZIP, BROTLI, VARIANTS };

struct entry {
	struct str path; /* "/assets/x.js" */
	struct static_file variant[VARIANTS];
};

struct statics {
	struct arena *arena;
	struct entry *entries; /* sorted by path */
	size_t n, room, total;
	const struct entry *index;
	const char *why;
};

static const char *type_of(struct str path)
{
	static const struct {
		struct str end;
		const char *type;
	} known[] = {
		{{".css", 4}, "text/css; charset=utf-8"},
		{{".html", 5}, "text/html; charset=utf-8"},
		{{".ico", 4}, "image/x-icon"},
		{{".js", 3}, "text/javascript; charset=utf-8"},
		{{".json", 5}, "application/json"},
		{{".png", 4}, "image/png"},
		{{".svg", 4}, "image/svg+xml"},
		{{".txt", 4}, "text/plain; charset=utf-8"},
		{{".webmanifest", 12}, "application/manifest+json"},
		{{".webp", 5}, "image/webp"},
		{{".woff2", 6}, "font/woff2"},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (path.n > known[i].end.n && str_eq(str_part(path, path.n - known[i].end.n, path.n), known[i].end))
			return known[i].type;
	return "application/octet-stream";
}

static struct entry *entry_of(struct statics *s, struct str path)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->entries[i].path, path))
			return &s->entries[i];
	if (s->n == s->room) {
		s->room = s->room ? s->room * 2 : 64;
		s->entries = realloc(s->entries, s->room * sizeof(*s->entries));
		check(s->entries != NULL);
	}
	s->entries[s->n] = (struct entry){.path = path};
	return &s->entries[s->n++];
}

static int variant_of(struct str *path_io)
{
	if (path_io->n > 3 && str_eq(str_part(*path_io, path_io->n - 3, path_io->n), STR(".br"))) {
		path_io->n -= 3;
		return BROTLI;
	}
	if (path_io->n > 3 && str_eq(str_part(*path_io, path_io->n - 3, path_io->n), STR(".gz"))) {
		path_io->n -= 3;
		return GZIP;
	}
	return PLAIN;
}

static bool read_bytes(struct statics *s, int fd, size_t n, struct str *out_r)
{
	char *p = arena_alloc(s->arena, n + 1);
	size_t at = 0;

	while (at < n) {
		ssize_t got = read(fd, p + at, n - at);

		if (got <= 0)
			return false;
		at += (size_t)got;
	}
	*out_r = (struct str){p, n};
	return true;
}

static bool take_file(struct statics *s, int fd, size_t size, struct str path)
{
	static const char *const encodings[VARIANTS] = {[GZIP] = "gzip", [BROTLI] = "br"};
	struct str bytes;
	int variant;

	if (s->n >= FILES_MAX || size > TOTAL_MAX - s->total) {
		s->why = "the folder of the web client is too large";
		return false;
	}
	if (!read_bytes(s, fd, size, &bytes)) {
		s->why = "a file of the web client cannot be read";
		return false;
	}
	s->total += size;
	variant = variant_of(&path);
	entry_of(s, path)->variant[variant] = (struct static_file){.type = type_of(path),
								   .encoding = encodings[variant],
								   .bytes = bytes,
								   .for_ever = str_starts(path, STR("/assets/"))};
	return true;
}

static bool take_folder(struct statics *s, int fd, struct str prefix, int depth);

static bool take_name(struct statics *s, int folder, const char *name, struct str prefix, int depth)
{
	struct str path = arena_printf(s->arena, "%.*s/%s", STR_ARG(prefix), name);
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;
	bool ok = true;

	if (fd < 0 || fstat(fd, &st) != 0) {
		s->why = "a file of the web client cannot be opened";
		ok = false;
	} else if (S_ISDIR(st.st_mode)) {
		return take_folder(s, fd, path, depth + 1);
	} else if (S_ISREG(st.st_mode)) {
		ok = take_file(s, fd, (size_t)st.st_size, path);
	}
	if (fd >= 0)
		(void)close(fd);
	return ok;
}

/* Takes the descriptor. Names that start with a dot are nobody's business. */
static bool take_folder(struct statics *s, int fd, struct str prefix, int depth)
{
	DIR *dir = fdopendir(fd);
	bool ok = depth < DEPTH_MAX;

	check(dir != NULL);
	if (!ok)
		s->why = "the folder of the web client is nested too deeply";
	for (struct dirent *d; ok && (d = readdir(dir)) != NULL;)
		if (d->d_name[0] != '.')
			ok = take_name(s, fd, d->d_name, prefix, depth);
	(void)closedir(dir);
	return ok;
}

static int path_cmp(const void *a, const void *b)
{
	struct str x = ((const struct entry *)a)->path, y = ((const struct entry *)b)->path;
	int d = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);

	return d != 0 ? d : x.n < y.n ? -1 : x.n > y.n;
}

static const struct entry *lookup(const struct statics *s, struct str path)
{
	struct entry key = {.path = path};

	return s->n ? bsearch(&key, s->entries, s->n, sizeof(key), path_cmp) : NULL;
}

static void make_response(struct static_file *f)
{
	struct MHD_Response *m;

	if (f->bytes.p == NULL)
		return;
	m = MHD_create_response_from_buffer(f->bytes.n, (void *)(uintptr_t)f->bytes.p, MHD_RESPMEM_PERSISTENT);
	check(m != NULL);
	(void)MHD_add_response_header(m, "Content-Type", f->type);
	(void)MHD_add_response_header(m, "Cache-Control", f->for_ever ? "public, max-age=31536000, immutable" : "no-store");
	(void)MHD_add_response_header(m, "Vary", "Accept-Encoding");
	if (f->encoding != NULL)
		(void)MHD_add_response_header(m, "Content-Encoding", f->encoding);
	f->response = m;
}

struct statics *statics_create(const char *root, const char **why_r)
{
	struct statics *s = calloc(1, sizeof(*s));
	int fd = root ? open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	check(s != NULL && why_r != NULL);
	s->arena = arena_create(65536);
	if (root != NULL && fd < 0)
		s->why = "the folder of the web client cannot be opened";
	if ((root != NULL && fd < 0) || (fd >= 0 && !take_folder(s, fd, STR(""), 0))) {
		*why_r = s->why;
		statics_destroy(&s);
		return NULL;
	}
	if (s->n > 0)
		qsort(s->entries, s->n, sizeof(*s->entries), path_cmp);
	for (size_t i = 0; i < s->n; i++)
		for (int v = 0; v < VARIANTS; v++)
			make_response(&s->entries[i].variant[v]);
	s->index = lookup(s, STR("/index.html"));
	return s;
}

void statics_destroy(struct statics **sp)
{
	struct statics *s;

	check(sp != NULL);
	s = *sp;
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n; i++)
		for (int v = 0; v < VARIANTS; v++)
			if (s->entries[i].variant[v].response != NULL)
				MHD_destroy_response(s->entries[i].variant[v].response);
	free(s->entries);
	arena_destroy(&s->arena);
	free(s);
	*sp = NULL;
}

/* Whether the parameters of one coding say "not this one": q=0, q=0.0 … */
static bool is_zero_weight(struct str parameters)
{
	struct str p = str_trim(parameters);
	bool zero = p.n >= 3 && str_eq_nocase(str_part(p, 0, 2), STR("q="));

	for (size_t i = 2; i < p.n; i++)
		zero = zero && (p.p[i] == '0' || p.p[i] == '.');
	return zero;
}

static bool accepts_coding(struct str accepts, struct str coding)
{
	for (size_t from = 0; from < accepts.n;) {
		size_t comma = str_find(accepts, ',', from);
		struct str one = str_part(accepts, from, comma);
		size_t semicolon = str_find(one, ';', 0);

		if (str_eq_nocase(str_trim(str_part(one, 0, semicolon)), coding))
			return !is_zero_weight(str_part(one, semicolon + 1, one.n));
		from = comma + 1;
	}
	return false;
}

/* A place inside the client ("/spaces/…"): no file has it, the client itself shows it. */
static bool is_client_route(struct str path)
{
	return str_find(path, '.', 0) == path.n && !str_starts(path, STR("/assets/"));
}

const struct static_file *statics_find(const struct statics *s, struct str path, struct str accepts)
{
	const struct entry *e = str_eq(path, STR("/")) ? s->index : lookup(s, path);

	if (e == NULL && is_client_route(path))
		e = s->index;
	if (e == NULL)
		return NULL;
	if (e->variant[BROTLI].bytes.p != NULL && accepts_coding(accepts, STR("br")))
		return &e->variant[BROTLI];
	if (e->variant[GZIP].bytes.p != NULL && accepts_coding(accepts, STR("gzip")))
		return &e->variant[GZIP];
	return e->variant[PLAIN].bytes.p != NULL ? &e->variant[PLAIN] : NULL;
}

void statics_answer(const struct statics *s, const struct head *h, struct http_req **r)
{
	const struct static_file *f = statics_find(s, h->path, head_value(h, STR("accept-encoding")));

	if (f == NULL) {
		http_answer_err(r, ERR_NOT_FOUND, (struct str){NULL, 0});
		return;
	}
	link_answer((*r)->link, MHD_HTTP_OK, f->response, true);
	req_free(r);
}

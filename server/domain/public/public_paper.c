/* The list as a PDF. Set on the work pool, and anew only when something in it has changed. */
#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "call/app.h"
#include "domain/public/public_own.h"
#include "loop/loop.h"
#include "paper/paper.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 4, FRONT = 3, JAPAN_MS = 9 * 3600000 };

/* What the pool works on: nothing of it belongs to the loop meanwhile. */
struct setting {
	struct call *call;
	public_paper_done done;
	struct buf words; /* title, line, day, then the cells, each with its end */
	const char **cells;
	size_t rows;
	struct buf bytes;
	bool good;
	const char *why; /* not */
};

static void add_word(struct buf *b, struct str word)
{
	buf_add_str(b, word);
	buf_add_byte(b, '\0');
}

static void on_bytes(void *arg, const unsigned char *bytes, size_t n)
{
	buf_add(arg, bytes, n);
}

/* Kept for good once it is loaded: its fonts are. */
static paper_set_fn load(const char **why_r)
{
	void *module = dlopen(TASUKI_PAPER, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	void *found = module != NULL ? dlsym(module, "paper_set") : NULL;
	paper_set_fn set = NULL;

	if (found == NULL)
		*why_r = TASUKI_PAPER;
	else
		memcpy(&set, &found, sizeof(set));
	return set;
}

static void work(void *arg)
{
	static const char *const heads[COLUMNS] = {"施設・事業所", "種別", "地域", "電話"};
	static const double widths[COLUMNS] = {.42, .24, .16, .18};
	struct setting *s = arg;
	paper_set_fn set = load(&s->why);
	const struct paper_list list = {
	        .title = s->cells[0],
	        .line = s->cells[1],
	        .made_at = s->cells[2],
	        .heads = heads,
	        .widths = widths,
	        .columns = COLUMNS,
	        .cells = s->cells + FRONT,
	        .rows = s->rows,
	};

	s->good = set != NULL && set(&list, on_bytes, &s->bytes);
}

static void done(void *arg)
{
	struct setting *s = arg;
	struct call *c = s->call;
	public_paper_done then = s->done;

	if (s->why != NULL)
		log_error("no module for PDF", LOG_WORD("why", s->why));
	if (s->good) {
		buf_finish(&c->out.buf);
		c->out.buf = s->bytes;
	} else {
		buf_finish(&s->bytes);
	}
	buf_finish(&s->words);
	free(s->cells);
	then(c, s->good);
	free(s);
}

/* The words first, then where each begins: the buffer moves while it grows. */
static void find_cells(struct setting *s, size_t count)
{
	const char *at = s->words.p;

	s->cells = calloc(count, sizeof(*s->cells));
	check(s->cells != NULL);
	for (size_t i = 0; i < count; i++) {
		s->cells[i] = at;
		at += strlen(at) + 1;
	}
}

/* The day in Japan, which the list's line says as well: two workers that set the same list make the same bytes. */
static struct str made_at(struct call *c)
{
	char text[25];

	clock_format(c->facts.now + JAPAN_MS, text);
	return arena_printf(c->arena, "%.10sT00:00:00+09:00", text);
}

void public_paper_set(struct call *c, const struct rows *r, struct str line, public_paper_done then)
{
	struct setting *s = calloc(1, sizeof(*s));

	check(s != NULL);
	s->call = c;
	s->done = then;
	s->rows = (size_t)rows_count(r);
	add_word(&s->words, STR("利用施設一覧"));
	add_word(&s->words, line);
	add_word(&s->words, made_at(c));
	for (int i = 0; i < rows_count(r); i++) {
		struct public_cells cells = public_cells_read(r, i);

		add_word(&s->words, cells.outside ? arena_printf(c->arena, "%.*s（市外）", STR_ARG(cells.name)) : cells.name);
		add_word(&s->words, cells.kind);
		add_word(&s->words, cells.area);
		add_word(&s->words, cells.phone);
	}
	find_cells(s, FRONT + s->rows * COLUMNS);
	call_suspend(c);
	loop_work(c->app->loop, work, done, s);
}

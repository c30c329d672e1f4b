#include "screen/look.h"

#include "base/check.h"
#include "screen/known.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Read only once made, shared by every scratch of the process. */
struct tables {
	unsigned holders;
	struct morph_model *model;
	struct patterns *patterns;
	struct words *words;
	size_t dictionary_bytes;
};

struct screen {
	unsigned magic;
	struct tables *tables;
	struct morph *morph;
	struct pattern_run *run;
	struct arena *arena;
};

#define MAGIC_SCREEN 0x6e726373u

enum { ARENA_FIRST = 256 * 1024 };

static size_t file_bytes(const char *folder, const char *name)
{
	char path[600];
	struct stat st;
	struct str parts[] = {str_of(folder), str_of(name)};

	check(parts[0].n + parts[1].n + 2 < sizeof(path));
	memcpy(path, folder, parts[0].n);
	path[parts[0].n] = '/';
	memcpy(path + parts[0].n + 1, name, parts[1].n + 1);
	return stat(path, &st) == 0 ? (size_t)st.st_size : 0;
}

static void tables_release(struct tables *t)
{
	check(t->holders > 0);
	if (--t->holders > 0)
		return;
	words_destroy(&t->words);
	patterns_destroy(&t->patterns);
	morph_model_close(&t->model);
	free(t);
}

static struct screen *scratch_create(struct tables *t)
{
	struct screen *s = calloc(1, sizeof(*s));

	check(s != NULL);
	s->magic = MAGIC_SCREEN;
	s->tables = t;
	s->morph = morph_create(t->model);
	s->run = pattern_run_create(t->patterns);
	s->arena = arena_create(ARENA_FIRST);
	t->holders++;
	return s;
}

struct screen *screen_create(const char *folder, const char **why_r)
{
	struct tables *t;
	struct morph_model *model;

	*why_r = "the dictionary's folder has too long a name";
	if (strlen(folder) > 400)
		return NULL;
	model = morph_model_open(folder, why_r);
	if (model == NULL)
		return NULL;
	t = calloc(1, sizeof(*t));
	check(t != NULL);
	t->model = model;
	t->patterns = patterns_create();
	t->words = words_create();
	t->dictionary_bytes = file_bytes(folder, "sys.dic") + file_bytes(folder, "matrix.bin") + file_bytes(folder, "char.bin");
	return scratch_create(t);
}

struct screen *screen_share(struct screen *s)
{
	check_magic(s, MAGIC_SCREEN);
	return scratch_create(s->tables);
}

void screen_destroy(struct screen **s)
{
	if (*s == NULL)
		return;
	check_magic(*s, MAGIC_SCREEN);
	morph_destroy(&(*s)->morph);
	pattern_run_destroy(&(*s)->run);
	arena_destroy(&(*s)->arena);
	tables_release((*s)->tables);
	free(*s);
	*s = NULL;
}

void screen_info(const struct screen *s, struct screen_info *out)
{
	check_magic(s, MAGIC_SCREEN);
	*out = (struct screen_info){
		.dictionary_bytes = s->tables->dictionary_bytes,
		.table_bytes = words_bytes(s->tables->words) + known_bytes(),
		.fast = patterns_fast(s->tables->patterns),
	};
}

static void look_at(struct screen *s, struct look *l)
{
	struct name_hits hits;
	struct word_list facilities;

	view_compare(s->arena, &l->text, &l->compare);
	view_digits(s->arena, &l->text, &l->digits);
	pattern_begin(l->run, &l->digits);
	names_facilities(l, &facilities);
	words_find(s->tables->words, s->arena, &l->text, &facilities, &l->words);
	names_numbers(l);
	numbers_find(l);
	address_find(l);
	names_find(l, &hits);
	persons_find(l, &hits);
	l->found->incomplete = pattern_run_spent(s->run);
	look_finish(l);
}

void screen_text(struct screen *s, const struct screen_ask *ask, struct screen_found *out)
{
	struct look l = {.ask = ask, .arena = s->arena, .morph = s->morph, .run = s->run, .found = out};

	check_magic(s, MAGIC_SCREEN);
	out->n = 0;
	out->more = out->invalid = false;
	out->incomplete = ask->text.n > SCREEN_BYTES;
	if (out->incomplete)
		return;
	out->invalid = !view_text(s->arena, ask->text, &l.text);
	if (!out->invalid && l.text.n > 0)
		look_at(s, &l);
	morph_wipe(s->morph);
	arena_reset(s->arena);
}

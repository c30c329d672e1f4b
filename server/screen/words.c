#include "screen/words.h"

#include "base/check.h"
#include "screen/aho.h"
#include "screen/fold.h"

#include <stdlib.h>
#include <string.h>

struct words {
	struct aho *aho;
};

struct row {
	uint32_t classes;
	const char *list;
};

static const struct row rows[] = {
#define WORDS(class, list) {WORD_##class, list},
#include "screen/words.def"
#undef WORDS
};

static void add_word(struct words *w, struct arena *a, struct str word, uint32_t classes)
{
	struct view v;

	arena_reset(a);
	check(view_text(a, word, &v) && v.n > 0);
	*aho_add(w->aho, v.c, v.n) |= classes;
}

struct words *words_create(void)
{
	struct words *w = calloc(1, sizeof(*w));
	struct arena *a = arena_create(4096);

	check(w != NULL);
	w->aho = aho_create(false, 8192);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct str list = str_of(rows[i].list);

		for (size_t at = 0; at < list.n;) {
			size_t end = str_find(list, ' ', at);

			if (end > at)
				add_word(w, a, str_part(list, at, end), rows[i].classes);
			at = end + 1;
		}
	}
	aho_finish(w->aho);
	arena_destroy(&a);
	return w;
}

void words_destroy(struct words **w)
{
	if (*w == NULL)
		return;
	aho_destroy(&(*w)->aho);
	free(*w);
	*w = NULL;
}

size_t words_bytes(const struct words *w)
{
	return aho_bytes(w->aho);
}

static bool is_latin(const struct view *t, size_t at)
{
	return at < t->n && fold_script(t->c[at]) == SCRIPT_LATIN;
}

static uint32_t small(uint32_t c)
{
	return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
}

/* ケア is no word of its own inside グループケア: katakana and Latin words must not be part of a longer run. */
static bool stands_alone(const struct view *t, size_t from, size_t to)
{
	if (is_latin(t, from) && from > 0 && is_latin(t, from - 1))
		return false;
	return !(is_latin(t, to - 1) && is_latin(t, to));
}

static int by_place(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to == y->to ? 0 : x->to > y->to ? -1 : 1;
}

struct gathering {
	struct arena *arena;
	struct word *words;
	size_t n, room;
};

static void gather(struct gathering *g, struct word w)
{
	if (g->n == g->room) {
		struct word *wider = arena_array(g->arena, 2 * g->room, sizeof(*wider));

		memcpy(wider, g->words, g->n * sizeof(*wider));
		g->words = wider;
		g->room *= 2;
	}
	g->words[g->n++] = w;
}

static void scan(const struct words *w, const struct view *t, struct gathering *g)
{
	uint32_t state = AHO_START;

	for (size_t i = 0; i < t->n; i++) {
		state = aho_step(w->aho, state, small(t->c[i]));
		for (uint32_t p = aho_first(w->aho, state); p != 0; p = aho_next(w->aho, p)) {
			size_t from = i + 1 - aho_length(w->aho, p);

			if (stands_alone(t, from, i + 1))
				gather(g, (struct word){(uint32_t)from, (uint32_t)i + 1, aho_value(w->aho, p)});
		}
	}
}

/* What lies inside a longer word is not meant: 看護師 in 退院支援看護師, 訪問看護 in 訪問看護指示書. */
static size_t keep_longest(struct word *words, size_t n)
{
	size_t kept = 0;
	uint32_t reach = 0;

	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && words[i].from == words[kept - 1].from && words[i].to == words[kept - 1].to) {
			words[kept - 1].classes |= words[i].classes;
			continue;
		}
		if (words[i].to <= reach)
			continue;
		reach = words[i].to;
		words[kept++] = words[i];
	}
	return kept;
}

static bool ends_sentence(uint32_t c)
{
	return c == '\n' || c == '!' || c == '?' || c == 0x3002;
}

enum { LABEL_LETTERS = 16 };

/* 事務局住所 and the address below it: a line that only says what the next one holds is no sentence of its own. */
static bool is_label(const struct view *t, const struct word_list *l, uint32_t from, uint32_t to)
{
	const struct word *w;

	while (to > from && (t->c[to - 1] == ' ' || t->c[to - 1] == ':'))
		to--;
	w = to - from <= LABEL_LETTERS ? words_ending(l, to, WORD_LINE | WORD_CONTACT | WORD_NAMING) : NULL;
	return w != NULL && w->from >= from;
}

static void cut_sentences(struct arena *a, const struct view *t, struct word_list *out)
{
	size_t count = 1, word = 0;
	uint32_t from = 0;

	for (size_t i = 0; i < t->n; i++)
		count += ends_sentence(t->c[i]);
	out->sentences = arena_array(a, count, sizeof(*out->sentences));
	out->sentence_count = 0;
	for (size_t i = 0; i <= t->n; i++) {
		struct sentence *s = &out->sentences[out->sentence_count];

		if (i < t->n && (!ends_sentence(t->c[i]) || (t->c[i] == '\n' && is_label(t, out, from, (uint32_t)i))))
			continue;
		*s = (struct sentence){.from = from, .to = (uint32_t)i, .word = (uint32_t)word};
		for (; word < out->n && out->words[word].from < i; word++) {
			s->classes |= out->words[word].classes;
			s->words++;
		}
		out->sentence_count++;
		from = (uint32_t)i + 1;
	}
}

void words_find(const struct words *w, struct arena *a, const struct view *text, const struct word_list *more, struct word_list *out)
{
	struct gathering g = {.arena = a, .room = text->n + 16};

	g.words = arena_array(a, g.room, sizeof(*g.words));
	scan(w, text, &g);
	for (size_t i = 0; i < more->n; i++)
		gather(&g, more->words[i]);
	qsort(g.words, g.n, sizeof(*g.words), by_place);
	out->words = g.words;
	out->n = keep_longest(g.words, g.n);
	cut_sentences(a, text, out);
}

const struct sentence *words_sentence(const struct word_list *l, uint32_t at)
{
	size_t low = 0, high = l->sentence_count;

	check(high > 0);
	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (l->sentences[middle].from <= at)
			low = middle;
		else
			high = middle;
	}
	return &l->sentences[low];
}

/* The first word that begins at `from` or after it. */
static size_t first_from(const struct word_list *l, uint32_t from)
{
	size_t low = 0, high = l->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (l->words[middle].from < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct word *words_beginning(const struct word_list *l, uint32_t at, uint32_t classes)
{
	size_t i = first_from(l, at);

	return i < l->n && l->words[i].from == at && (l->words[i].classes & classes) != 0 ? &l->words[i] : NULL;
}

/* Words end in the order in which they begin, since none lies inside another. */
const struct word *words_ending(const struct word_list *l, uint32_t at, uint32_t classes)
{
	size_t i = first_from(l, at);

	while (i > 0 && l->words[i - 1].to > at)
		i--;
	return i > 0 && l->words[i - 1].to == at && (l->words[i - 1].classes & classes) != 0 ? &l->words[i - 1] : NULL;
}

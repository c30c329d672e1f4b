#define PCRE2_CODE_UNIT_WIDTH 32
#include "screen/pattern.h"

#include "base/check.h"
#include "base/utf8.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

/* What a text must have for a match: so many digits, and of each group at least one letter. */
enum { GROUPS = 3, HAN_SLOTS = 128 };
struct gate {
	uint32_t digits;
	uint64_t groups[GROUPS]; /* 0: none */
};

/* A bit for each letter that a gate asks for. */
struct letter_bits {
	unsigned n;
	uint64_t low[0x80], kana[0x100]; /* U+3000 to U+30ff */
	struct {
		uint32_t c;
		uint64_t bit;
	} han[HAN_SLOTS];
};

struct patterns {
	pcre2_code *code[PATTERN_COUNT];
	struct gate gates[PATTERN_COUNT];
	struct letter_bits bits;
	bool fast;
};

struct pattern_run {
	const struct patterns *patterns;
	const struct view *view;
	uint32_t digits;
	uint64_t letters; /* of the view */
	pcre2_match_context *context;
	pcre2_match_data *data;
	pcre2_jit_stack *stack;
	bool spent;
};

static const struct {
	uint32_t digits;
	const char *letters, *text;
} rows[] = {
#define PATTERN(name, digits, letters, text) {digits, letters, text},
#include "screen/patterns.def"
#undef PATTERN
};

/* Every pattern is bounded in itself; these catch the one that is not. */
enum { MATCH_LIMIT = 2000000, DEPTH_LIMIT = 2000, HEAP_LIMIT_KIB = 2048, STACK_FIRST = 32 * 1024, STACK_MOST = 512 * 1024 };

static pcre2_code *compile(const char *text)
{
	uint32_t points[2048];
	struct str s = str_of(text);
	size_t n = 0;
	int error;
	PCRE2_SIZE where;
	pcre2_code *code;

	for (size_t at = 0; at < s.n;) {
		check(n < sizeof(points) / sizeof(points[0]));
		at = utf8_next(s, at, &points[n++]);
	}
	code = pcre2_compile(points, n, PCRE2_CASELESS | PCRE2_UTF | PCRE2_EXTENDED | PCRE2_NEVER_BACKSLASH_C, &error, &where, NULL);
	check(code != NULL);
	return code;
}

static uint64_t *bit_of(struct letter_bits *b, uint32_t c)
{
	uint32_t slot = c % HAN_SLOTS;

	if (c < 0x80)
		return &b->low[c];
	if (c >= 0x3000 && c < 0x3100)
		return &b->kana[c - 0x3000];
	while (b->han[slot].c != 0 && b->han[slot].c != c)
		slot = (slot + 1) % HAN_SLOTS;
	b->han[slot].c = c;
	return &b->han[slot].bit;
}

static uint64_t bits_of(const struct letter_bits *b, uint32_t c)
{
	if (c < 0x80)
		return b->low[c];
	if (c >= 0x3000 && c < 0x3100)
		return b->kana[c - 0x3000];
	for (uint32_t slot = c % HAN_SLOTS; b->han[slot].c != 0; slot = (slot + 1) % HAN_SLOTS)
		if (b->han[slot].c == c)
			return b->han[slot].bit;
	return 0;
}

static void gate_make(struct letter_bits *b, uint32_t digits, const char *letters, struct gate *out)
{
	struct str s = str_of(letters);
	size_t group = 0;
	uint32_t c;

	*out = (struct gate){.digits = digits};
	for (size_t at = 0; at < s.n;) {
		uint64_t *bit;

		at = utf8_next(s, at, &c);
		group += c == ' ';
		if (c == ' ')
			continue;
		bit = bit_of(b, c);
		check(group < GROUPS && (*bit != 0 || b->n < 64));
		if (*bit == 0)
			*bit = 1ull << b->n++;
		if (c >= 'a' && c <= 'z')
			*bit_of(b, c - 0x20) = *bit;
		out->groups[group] |= *bit;
	}
}

struct patterns *patterns_create(void)
{
	struct patterns *p = calloc(1, sizeof(*p));

	check(p != NULL);
	p->fast = true;
	for (int i = 0; i < PATTERN_COUNT; i++) {
		p->code[i] = compile(rows[i].text);
		gate_make(&p->bits, rows[i].digits, rows[i].letters, &p->gates[i]);
		p->fast = pcre2_jit_compile(p->code[i], PCRE2_JIT_COMPLETE) == 0 && p->fast;
	}
	return p;
}

void patterns_destroy(struct patterns **p)
{
	if (*p == NULL)
		return;
	for (int i = 0; i < PATTERN_COUNT; i++)
		pcre2_code_free((*p)->code[i]);
	free(*p);
	*p = NULL;
}

bool patterns_fast(const struct patterns *p)
{
	return p->fast;
}

struct pattern_run *pattern_run_create(const struct patterns *p)
{
	struct pattern_run *r = calloc(1, sizeof(*r));

	check(r != NULL);
	r->patterns = p;
	r->context = pcre2_match_context_create(NULL);
	r->data = pcre2_match_data_create(8, NULL);
	check(r->context != NULL && r->data != NULL);
	check(pcre2_set_match_limit(r->context, MATCH_LIMIT) == 0);
	check(pcre2_set_depth_limit(r->context, DEPTH_LIMIT) == 0);
	check(pcre2_set_heap_limit(r->context, HEAP_LIMIT_KIB) == 0);
	if (p->fast) {
		r->stack = pcre2_jit_stack_create(STACK_FIRST, STACK_MOST, NULL);
		check(r->stack != NULL);
		pcre2_jit_stack_assign(r->context, NULL, r->stack);
	}
	return r;
}

void pattern_run_destroy(struct pattern_run **r)
{
	if (*r == NULL)
		return;
	pcre2_match_data_free((*r)->data);
	pcre2_match_context_free((*r)->context);
	if ((*r)->stack != NULL)
		pcre2_jit_stack_free((*r)->stack);
	free(*r);
	*r = NULL;
}

static void take(struct pattern_run *r, int count, struct pattern_match *out)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(r->data);

	out->from = out->group_from = (uint32_t)at[0];
	out->to = out->group_to = (uint32_t)at[1];
	for (int g = 1; g < count; g++) {
		if (at[2 * g] != PCRE2_UNSET) {
			out->group_from = (uint32_t)at[2 * g];
			out->group_to = (uint32_t)at[2 * g + 1];
			return;
		}
	}
}

void pattern_begin(struct pattern_run *r, const struct view *v)
{
	const struct letter_bits *b = &r->patterns->bits;

	r->view = v;
	r->digits = 0;
	r->letters = 0;
	for (size_t i = 0; i < v->n; i++) {
		r->digits += v->c[i] >= '0' && v->c[i] <= '9';
		r->letters |= bits_of(b, v->c[i]);
	}
}

uint32_t pattern_digits(const struct pattern_run *r)
{
	return r->digits;
}

static bool may_match(const struct pattern_run *r, enum pattern which)
{
	const struct gate *g = &r->patterns->gates[which];

	if (r->digits < g->digits)
		return false;
	for (int i = 0; i < GROUPS && g->groups[i] != 0; i++)
		if ((g->groups[i] & r->letters) == 0)
			return false;
	return true;
}

bool pattern_next(struct pattern_run *r, enum pattern which, uint32_t at, struct pattern_match *out)
{
	const struct view *v = r->view;
	bool may = may_match(r, which);
	int count;

	if (at > v->n || (!may && !SCREEN_PROVES))
		return false;
	count = pcre2_match(r->patterns->code[which], v->c, v->n, at, PCRE2_NO_UTF_CHECK, r->data, r->context);
	check(may || count < 1);
	if (count == PCRE2_ERROR_NOMATCH || !may)
		return false;
	if (count < 1) {
		r->spent = true;
		return false;
	}
	take(r, count, out);
	return out->to > out->from;
}

bool pattern_run_spent(struct pattern_run *r)
{
	bool was = r->spent;

	r->spent = false;
	return was;
}

#define PCRE2_CODE_UNIT_WIDTH 32
#include "screen/pattern.h"

#include "base/check.h"
#include "base/utf8.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

struct patterns {
	pcre2_code *code[PATTERN_COUNT];
	bool fast;
};

struct pattern_run {
	const struct patterns *patterns;
	pcre2_match_context *context;
	pcre2_match_data *data;
	pcre2_jit_stack *stack;
	bool spent;
};

static const char *const texts[] = {
#define PATTERN(name, text) text,
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

struct patterns *patterns_create(void)
{
	struct patterns *p = calloc(1, sizeof(*p));

	check(p != NULL);
	p->fast = true;
	for (int i = 0; i < PATTERN_COUNT; i++) {
		p->code[i] = compile(texts[i]);
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

bool pattern_next(struct pattern_run *r, enum pattern which, const struct view *v, uint32_t at, struct pattern_match *out)
{
	int count;

	if (at > v->n)
		return false;
	count = pcre2_match(r->patterns->code[which], v->c, v->n, at, PCRE2_NO_UTF_CHECK, r->data, r->context);
	if (count == PCRE2_ERROR_NOMATCH)
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

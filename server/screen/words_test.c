#include "screen/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct words *words;
static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	words = words_create();
	arena = arena_create(4096);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	words_destroy(&words);
	arena_destroy(&arena);
	return 0;
}

static struct word_list find(const char *text, struct view *t)
{
	struct word_list none = {0}, out;

	assert_true(view_text(arena, str_of(text), t));
	words_find(words, arena, t, &none, &out);
	return out;
}

static void test_longest(void **state)
{
	struct view t;
	struct word_list l = find("退院支援看護師さん", &t);

	(void)state;
	/* 退院 and 看護師 lie inside and are not meant */
	assert_int_equal(l.n, 1);
	assert_int_equal(l.words[0].classes, WORD_ROLE);
	assert_int_equal(l.words[0].to, 7);
	assert_non_null(words_ending(&l, 7, WORD_ROLE));
	assert_null(words_ending(&l, 6, WORD_ROLE));
	assert_null(words_ending(&l, 7, WORD_FACILITY));
	assert_non_null(words_beginning(&l, 0, WORD_ROLE | WORD_TITLE));
}

static void test_latin_alone(void **state)
{
	struct view t;
	struct word_list l = find("PTの木村", &t);

	(void)state;
	assert_int_equal(l.n, 1);
	l = find("captain OTTO", &t);
	assert_int_equal(l.n, 0);
	l = find("SpO2 88%", &t);
	assert_int_equal(l.sentences[0].classes & WORD_EVENT, WORD_EVENT);
}

static void test_sentences(void **state)
{
	struct view t;
	struct word_list l = find("転倒しました。資料をありがとう!\n会議", &t);

	(void)state;
	assert_int_equal(l.sentence_count, 4); /* the third is empty: between ! and the line's end */
	assert_int_equal(l.sentences[0].classes & WORD_EVENT, WORD_EVENT);
	assert_int_equal(l.sentences[0].classes & WORD_STUDY, 0);
	assert_int_equal(l.sentences[1].classes & (WORD_STUDY | WORD_GREET), WORD_STUDY | WORD_GREET);
	assert_int_equal(l.sentences[1].classes & WORD_EVENT, 0);
	assert_int_equal(l.sentences[3].classes & WORD_WORK, WORD_WORK);
	assert_ptr_equal(words_sentence(&l, 0), &l.sentences[0]);
	assert_ptr_equal(words_sentence(&l, (uint32_t)t.n - 1), &l.sentences[3]);
}

static void test_more(void **state)
{
	struct view t;
	struct word ours[] = {{0, 7, WORD_OURS}};
	struct word_list more = {.words = ours, .n = 1}, l;

	(void)state;
	assert_true(view_text(arena, str_of("中村クリニックで研修"), &t));
	words_find(words, arena, &t, &more, &l);
	assert_non_null(words_ending(&l, 7, WORD_OURS));
	assert_null(words_ending(&l, 7, WORD_FACILITY)); /* クリニック is a part of it */
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_longest), cmocka_unit_test(test_latin_alone), cmocka_unit_test(test_sentences),
					   cmocka_unit_test(test_more)};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

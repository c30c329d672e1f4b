#include "domain/post/post.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static bool says(struct str s)
{
	return post_body_says_something((struct phi){s});
}

static void test_says(void **state)
{
	(void)state;
	assert_false(says(STR("")));
	assert_false(says(STR(" ")));
	assert_false(says(STR(" \t\n　\n　　 ")));
	assert_true(says(STR("a")));
	assert_true(says(STR("　　あ　")));
	assert_true(says(STR("\n\n。")));
	assert_true(says(STR("、")));  /* begins with the ideographic space's first two bytes */
	assert_true(says(STR("　、")));
	assert_true(says(STR("😀")));
}

/* White space that Unicode knows beside those: a post of it would look empty too. */
static void test_other_white_space(void **state)
{
	(void)state;
	assert_false(says(STR("\xc2\xa0")));     /* no-break space */
	assert_false(says(STR("\xe2\x80\x83"))); /* em space */
	assert_false(says(STR("\xe2\x80\xa8"))); /* line separator */
	assert_false(says(STR("\xe2\x80\x8b"))); /* zero width space */
	assert_false(says(STR("\xef\xbb\xbf"))); /* byte order mark */
	assert_true(says(STR("\xe2\x80\xa6")));  /* … */
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_other_white_space), cmocka_unit_test(test_says)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

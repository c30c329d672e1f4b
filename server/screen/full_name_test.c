#include "screen/full_name.h"

#include "screen/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static bool may_stand(const char *text)
{
	struct arena *a = arena_create(4096);
	struct view t;
	bool out;

	assert_true(view_text(a, str_of(text), &t));
	out = full_name_may_stand(t.c, t.n);
	arena_destroy(&a);
	return out;
}

static void test_names(void **state)
{
	static const char *const names[] = {"山田花子", "本日山田花子を訪問", "清原 武 85歳", "神田橋 和子", "山田・花子", "林ヨシ", "たかはしふみこ", "佐藤Mary"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!may_stand(names[i]))
			fail_msg("%s", names[i]);
}

/* Words of care and no name: what is spared. */
static void test_no_names(void **state)
{
	static const char *const texts[] = {"", "山", "仙骨部の発赤について教えてください", "夜間の体位をどう変えているか", "褥瘡の処置", "2時間ごと、踵は枕で"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (may_stand(texts[i]))
			fail_msg("%s", texts[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_names), cmocka_unit_test(test_no_names)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

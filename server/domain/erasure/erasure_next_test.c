#include "domain/erasure/erasure_next.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define NOW 1000000
#define HOLD 500

static void is_next(const struct erasure_stand *e, const char *next, const char *who, int64_t until)
{
	struct erasure_step s = erasure_next(e, NOW, HOLD);

	assert_string_equal(s.next, next);
	assert_string_equal(s.who, who);
	assert_int_equal(s.until, until);
}

static void test_steps(void **state)
{
	struct erasure_stand e = {.state = STR("open")};

	(void)state;
	is_next(&e, "attach", "clinic", 0);
	e.attached = true;
	is_next(&e, "confirm", "clinic", 0);
	e.confirmed = true;
	is_next(&e, "call", "office", 0);
	e.called = true;
	is_next(&e, "check", "office", 0);
	e.checked = true;
	is_next(&e, "answer", "attending", 0);
	e.answered = true;
	is_next(&e, "answer", "attending", 0); /* not transcribed, or a dispute */
	e.clear = true;
	is_next(&e, "accept", "office", 0);
	e.held = true;
	is_next(&e, "hold", "office", 0);
}

static void test_after_acceptance(void **state)
{
	struct erasure_stand e = {.state = STR("accepted")};

	(void)state;
	is_next(&e, "approve", "approver", 0);
	e.state = STR("approved");
	is_next(&e, "start", "time", 0);
	e.state = STR("pausing");
	e.due_at = NOW + 7;
	is_next(&e, "wait", "time", NOW + 7);
	e.held = true;
	is_next(&e, "hold", "office", 0);
	e = (struct erasure_stand){.state = STR("objected"), .objected_at = NOW - HOLD + 1};
	is_next(&e, "objection", "time", NOW + 1);
	e.objected_at--;
	is_next(&e, "decide", "committee", 0);
	e.state = STR("executing");
	is_next(&e, "execute", "time", 0);
	e.state = STR("erased");
	is_next(&e, "done", "none", 0);
	e.state = STR("ended");
	is_next(&e, "done", "none", 0);
}

static bool may(const struct erasure_stand *e, struct erasure_viewer v, const char *word)
{
	struct erasure_step s = erasure_next(e, NOW, HOLD);
	const char *words[ERASURE_MAY_MAX];
	size_t n = erasure_may(e, &s, &v, words);

	for (size_t i = 0; i < n; i++)
		if (str_eq(str_of(words[i]), str_of(word)))
			return true;
	return false;
}

static void test_who_may(void **state)
{
	struct erasure_stand e = {.state = STR("accepted")};

	(void)state;
	assert_true(may(&e, (struct erasure_viewer){HAT_COMMITTEE, false, false}, "approve"));
	assert_false(may(&e, (struct erasure_viewer){HAT_COMMITTEE, true, false}, "approve"));
	assert_false(may(&e, (struct erasure_viewer){HAT_OFFICE, false, true}, "approve"));
	assert_true(may(&e, (struct erasure_viewer){HAT_OFFICE, true, true}, "end"));
	assert_false(may(&e, (struct erasure_viewer){HAT_COMMITTEE, false, false}, "end"));
	e.held = true;
	assert_false(may(&e, (struct erasure_viewer){HAT_OFFICE, false, false}, "approve"));
	assert_true(may(&e, (struct erasure_viewer){HAT_OFFICE, false, false}, "resume"));
	e = (struct erasure_stand){.state = STR("objected"), .objected_at = NOW - HOLD};
	assert_true(may(&e, (struct erasure_viewer){HAT_COMMITTEE, false, false}, "decide"));
	assert_false(may(&e, (struct erasure_viewer){HAT_OFFICE, false, false}, "decide"));
	e.state = STR("executing");
	assert_false(may(&e, (struct erasure_viewer){HAT_OFFICE, false, false}, "end"));
	assert_false(may(&e, (struct erasure_viewer){HAT_OFFICE, false, false}, "hold"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_after_acceptance),
		cmocka_unit_test(test_who_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

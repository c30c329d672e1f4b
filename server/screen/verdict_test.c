#include "screen/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static enum screen_verdict decide(enum screen_place place, enum screen_certainty certainty, uint32_t patient, bool own)
{
	struct screen_found f = {.n = 1};

	f.findings[0] = (struct screen_finding){.from = 0, .to = 1, .kind = SCREEN_NAME, .certainty = certainty, .patient = patient, .own = own};
	return screen_decide(place, &f, false);
}

static void test_table(void **state)
{
	static const struct {
		enum screen_place place;
		enum screen_verdict certain, guess;
	} rows[] = {
		{SCREEN_IN_CIRCLE, SCREEN_REFUSES, SCREEN_ASKS_COLLEAGUE},
		{SCREEN_IN_BOARD, SCREEN_REFUSES, SCREEN_REFUSES},
		{SCREEN_IN_TIE, SCREEN_ASKS_CONSENT, SCREEN_ASKS_CONSENT},
		{SCREEN_IN_CARE, SCREEN_ASKS_PATIENT, SCREEN_ASKS_PATIENT},
		{SCREEN_IN_FAMILY, SCREEN_ASKS_PATIENT, SCREEN_ASKS_PATIENT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(decide(rows[i].place, SCREEN_CERTAIN, 3, false), rows[i].certain);
		assert_int_equal(decide(rows[i].place, SCREEN_GUESS, 3, false), rows[i].guess);
	}
}

/* In a patient's own timeline: their own name is no matter, nor is a stranger's. */
static void test_other_patient(void **state)
{
	(void)state;
	assert_int_equal(decide(SCREEN_IN_CARE, SCREEN_CERTAIN, 3, true), SCREEN_PASSES);
	assert_int_equal(decide(SCREEN_IN_CARE, SCREEN_GUESS, SCREEN_NOBODY, false), SCREEN_PASSES);
	assert_int_equal(decide(SCREEN_IN_FAMILY, SCREEN_CERTAIN, 3, true), SCREEN_PASSES);
	assert_int_equal(decide(SCREEN_IN_CIRCLE, SCREEN_CERTAIN, 3, true), SCREEN_REFUSES);
	assert_int_equal(decide(SCREEN_IN_TIE, SCREEN_GUESS, SCREEN_NOBODY, false), SCREEN_ASKS_CONSENT);
}

static void test_said(void **state)
{
	struct screen_found f = {.n = 2};

	(void)state;
	f.findings[0] = (struct screen_finding){.kind = SCREEN_NAME_OTHER, .certainty = SCREEN_GUESS, .patient = SCREEN_NOBODY};
	f.findings[1] = f.findings[0];
	assert_int_equal(screen_decide(SCREEN_IN_CIRCLE, &f, false), SCREEN_ASKS_COLLEAGUE);
	assert_int_equal(screen_decide(SCREEN_IN_CIRCLE, &f, true), SCREEN_PASSES);
	f.findings[1].certainty = SCREEN_CERTAIN; /* no tap helps beside a certain one */
	assert_int_equal(screen_decide(SCREEN_IN_CIRCLE, &f, true), SCREEN_REFUSES);
	assert_int_equal(screen_decide(SCREEN_IN_TIE, &f, true), SCREEN_PASSES);
}

/* What was not looked at to its end is not taken for clean. */
static void test_unknown(void **state)
{
	struct screen_found invalid = {.invalid = true}, incomplete = {.incomplete = true}, more = {.more = true}, clean = {0};

	(void)state;
	assert_int_equal(screen_decide(SCREEN_IN_CIRCLE, &invalid, true), SCREEN_REFUSES);
	assert_int_equal(screen_decide(SCREEN_IN_CIRCLE, &incomplete, true), SCREEN_REFUSES);
	assert_int_equal(screen_decide(SCREEN_IN_BOARD, &more, true), SCREEN_REFUSES);
	assert_int_equal(screen_decide(SCREEN_IN_TIE, &incomplete, false), SCREEN_ASKS_CONSENT);
	assert_int_equal(screen_decide(SCREEN_IN_CARE, &incomplete, false), SCREEN_PASSES);
	for (int p = 0; p < SCREEN_PLACES; p++)
		assert_int_equal(screen_decide((enum screen_place)p, &clean, false), SCREEN_PASSES);
}

static void test_words(void **state)
{
	(void)state;
	assert_string_equal(screen_kind_word(SCREEN_NAME_PART), "name_part");
	assert_string_equal(screen_reason_word(SCREEN_BY_CHECK_DIGIT), "check_digit");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table), cmocka_unit_test(test_other_patient), cmocka_unit_test(test_said),
		cmocka_unit_test(test_unknown), cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

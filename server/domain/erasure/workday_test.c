#include "domain/erasure/workday.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static int64_t day_of(int year, int month, int day)
{
	struct tm t = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};

	return timegm(&t) / 86400;
}

/* Holidays of a year as 内閣府 lists them (国民の祝日について), those on Saturdays and Sundays among them. */
static const int listed[][3] = {
	{2026, 1, 1},   {2026, 1, 12}, {2026, 2, 11}, {2026, 2, 23}, {2026, 3, 20},  {2026, 4, 29},  {2026, 5, 3},   {2026, 5, 4},   {2026, 5, 5},
	{2026, 5, 6}, /* 休日 */
	{2026, 7, 20},  {2026, 8, 11}, {2026, 9, 21}, {2026, 9, 22}, /* 休日 */
	{2026, 9, 23},  {2026, 10, 12}, {2026, 11, 3}, {2026, 11, 23}, {2027, 1, 1}, {2027, 1, 11}, {2027, 2, 11}, {2027, 2, 23}, {2027, 3, 21},
	{2027, 3, 22}, /* 休日 */
	{2027, 4, 29},  {2027, 5, 3},  {2027, 5, 4},  {2027, 5, 5},  {2027, 7, 19},  {2027, 8, 11},  {2027, 9, 20},  {2027, 9, 23},  {2027, 10, 11},
	{2027, 11, 3},  {2027, 11, 23},
};

static void test_holidays(void **state)
{
	(void)state;
	for (int64_t day = day_of(2026, 1, 1), last = day_of(2027, 12, 31); day <= last; day++) {
		int weekday = (int)((day + 4) % 7);
		bool free = weekday == 0 || weekday == 6;

		for (size_t i = 0; i < sizeof(listed) / sizeof(listed[0]); i++)
			free = free || day_of(listed[i][0], listed[i][1], listed[i][2]) == day;
		assert_int_equal(workday_is(day), !free);
	}
}

static int64_t at(int year, int month, int day, int hour)
{
	return day_of(year, month, day) * 86400000 + (hour - 9) * 3600000LL;
}

static void test_due(void **state)
{
	(void)state;
	/* Monday, 10 o'clock: Tuesday, Wednesday, Thursday to its end. */
	assert_int_equal(workday_due(at(2026, 6, 1, 10), 72, 3), at(2026, 6, 5, 0));
	/* Thursday evening: Friday, Monday, Tuesday. */
	assert_int_equal(workday_due(at(2026, 6, 4, 20), 72, 3), at(2026, 6, 10, 0));
	/* Before the long holidays: 29 April to 6 May 2026. */
	assert_int_equal(workday_due(at(2026, 4, 28, 9), 72, 3), at(2026, 5, 8, 0));
	/* Hours may be the longer of the two. */
	assert_int_equal(workday_due(at(2026, 6, 1, 10), 240, 3), at(2026, 6, 11, 10));
	/* A minute before midnight is still the day before. */
	assert_int_equal(workday_of(at(2026, 6, 2, 0) - 60000), day_of(2026, 6, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_holidays),
		cmocka_unit_test(test_due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

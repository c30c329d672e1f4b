#include "domain/erasure/workday.h"

#include "base/check.h"

#include <stddef.h>
#include <time.h>

#define DAY_MS 86400000LL
#define JAPAN_MS (9 * 3600000LL)

enum { SUNDAY, MONDAY, SATURDAY = 6 };

struct date {
	int year, month, day, weekday;
};

static struct date date_of(int64_t day)
{
	time_t seconds = (time_t)(day * 86400);
	struct tm t;

	check(gmtime_r(&seconds, &t) != NULL);
	return (struct date){1900 + t.tm_year, 1 + t.tm_mon, t.tm_mday, t.tm_wday};
}

/* Article 2: days with a date. */
static const struct {
	int month, day;
} fixed[] = {{1, 1}, {2, 11}, {2, 23}, {4, 29}, {5, 3}, {5, 4}, {5, 5}, {8, 11}, {11, 3}, {11, 23}};

/* … and the nth Monday of a month. */
static const struct {
	int month, nth;
} mondays[] = {{1, 2}, {7, 3}, {9, 3}, {10, 2}};

/* 春分日, 秋分日: millionths of a day after the end of the month before, in 1980, and a year's shift. */
static int equinox(int year, int at_1980)
{
	int years = year - 1980;

	return (at_1980 + 242194 * years) / 1000000 - years / 4;
}

static bool is_holiday(int64_t day)
{
	struct date d = date_of(day);

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (d.month == fixed[i].month && d.day == fixed[i].day)
			return true;
	for (size_t i = 0; i < sizeof(mondays) / sizeof(mondays[0]); i++)
		if (d.weekday == MONDAY && d.month == mondays[i].month && (d.day - 1) / 7 + 1 == mondays[i].nth)
			return true;
	return (d.month == 3 && d.day == equinox(d.year, 20843100)) || (d.month == 9 && d.day == equinox(d.year, 23248800));
}

/* Article 3, 2: the day after holidays one of which was a Sunday. */
static bool is_substitute(int64_t day)
{
	while (is_holiday(--day))
		if (date_of(day).weekday == SUNDAY)
			return true;
	return false;
}

int64_t workday_of(int64_t ms)
{
	return (ms + JAPAN_MS) / DAY_MS;
}

bool workday_is(int64_t day)
{
	int weekday = date_of(day).weekday;

	if (weekday == SUNDAY || weekday == SATURDAY || is_holiday(day) || is_substitute(day))
		return false;
	return !(is_holiday(day - 1) && is_holiday(day + 1)); /* article 3, 3 */
}

int64_t workday_due(int64_t from_ms, int64_t hours, int64_t days)
{
	int64_t day = workday_of(from_ms), by_hours = from_ms + hours * 3600000, by_days;

	check(from_ms > 0 && hours > 0 && days > 0);
	for (int64_t left = days; left > 0; left -= workday_is(day) ? 1 : 0)
		day++;
	by_days = (day + 1) * DAY_MS - JAPAN_MS;
	return by_hours > by_days ? by_hours : by_days;
}

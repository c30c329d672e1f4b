/* Reports of having watched: what the clock gives, and what it does not. */
#include "domain/training/training_video.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
	int64_t from, to, since, reached, then; /* then -1: refused */
};

static void test_advance(void **state)
{
	static const struct row rows[] = {
		{0, 0, 0, 0, 0},                      /* it begins */
		{0, 10000, 10000, 0, 10000},          /* as fast as the clock */
		{0, 12500, 10000, 0, 12500},          /* a quarter faster */
		{0, 12501, 10000, 0, -1},             /* no more than that */
		{10000, 20000, 8000, 10000, 20000},   /* one goes on */
		{10500, 20000, 10000, 10000, 20000},  /* a small gap is no skip */
		{10501, 20000, 100000, 10000, -1},    /* this is one */
		{600000, 600000, 900000, 10000, -1},  /* beginning further on is one too */
		{0, 5000, 100, 10000, 10000},         /* looked at again: nothing is gained, nothing lost */
		{5000, 20000, 8000, 10000, 20000},    /* from before on: only what is new counts */
		{0, 75000, 3600000, 0, 75000},        /* who waited an hour has a minute for it */
		{0, 75001, 3600000, 0, -1},           /* … and a quarter of one */
		{0, 10000, -5000, 0, -1},             /* a clock that was set back gives nothing */
		{20000, 10000, 60000, 20000, -1},     /* backwards */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t reached = rows[i].reached;
		bool counts = training_video_advance(rows[i].from, rows[i].to, rows[i].since, &reached);

		if (counts != (rows[i].then >= 0) || reached != (counts ? rows[i].then : rows[i].reached))
			fail_msg("row %zu: %lld", i, (long long)reached);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_advance)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

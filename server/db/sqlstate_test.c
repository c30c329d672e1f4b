/* What PostgreSQL's codes mean to a caller. */
#include "db/sqlstate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const char *state;
	enum err err;
} cases[] = {
	{NULL, ERR_DATABASE_DOWN},    {"", ERR_DATABASE_DOWN},      {"08006", ERR_DATABASE_DOWN}, {"08P01", ERR_INTERNAL},
	{"0A000", ERR_INTERNAL},      {"22001", ERR_BAD_VALUE},     {"22021", ERR_BAD_VALUE},     {"22P02", ERR_BAD_VALUE},
	{"22P03", ERR_INTERNAL},      {"23502", ERR_BAD_VALUE},     {"23503", ERR_BAD_VALUE},     {"23505", ERR_CONFLICT},
	{"23514", ERR_BAD_VALUE},     {"23P01", ERR_CONFLICT},      {"25006", ERR_DATABASE_DOWN}, {"25P03", ERR_DATABASE_DOWN},
	{"26000", ERR_INTERNAL},      {"40001", ERR_BUSY},          {"40P01", ERR_BUSY},          {"42501", ERR_INTERNAL},
	{"42P01", ERR_INTERNAL},      {"53000", ERR_STORAGE_FULL},  {"53100", ERR_STORAGE_FULL},  {"53200", ERR_STORAGE_FULL},
	{"53300", ERR_BUSY},          {"55P03", ERR_BUSY},          {"57014", ERR_BUSY},          {"57P01", ERR_DATABASE_DOWN},
	{"57P02", ERR_DATABASE_DOWN}, {"57P03", ERR_DATABASE_DOWN}, {"58030", ERR_STORAGE_FULL},  {"P0001", ERR_INTERNAL},
	{"XX001", ERR_INTERNAL},
};

static void test_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (sqlstate_err(cases[i].state) != cases[i].err)
			fail_msg("%s is %s", cases[i].state, err_code(sqlstate_err(cases[i].state)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

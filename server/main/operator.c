#include "main/operator.h"

#include "audit/audit.h"
#include "base/check.h"
#include "base/clock.h"
#include "db/direct.h"

#include <stdio.h>

bool operator_refuse(struct str why)
{
	(void)fprintf(stderr, "tasuki: %.*s\n", STR_ARG(why));
	return false;
}

bool operator_done(enum err e)
{
	return e == ERR_OK || operator_refuse(str_of(err_sentence(e)));
}

enum err operator_note(struct direct *d, struct arena *a, const char *act, struct account_id account)
{
	const struct audit_row row = {
		.at = clock_ms(), .act = act, .result = ERR_OK, .account = account, .source = STR("operator")};
	struct query q;

	check(d != NULL && a != NULL && act != NULL);
	audit_query(&q, a, &row, 1);
	return direct_query(d, &q, NULL);
}

#include "net/origin.h"

#include "base/check.h"

bool origin_known(const char *const *origins, const struct head *h)
{
	struct str origin = head_value(h, STR("origin"));

	check(origins != NULL);
	if (head_count(h, STR("origin")) != 1 || origin.n == 0)
		return false;
	for (size_t i = 0; origins[i] != NULL; i++)
		if (str_eq(origin, str_of(origins[i])))
			return true;
	return false;
}

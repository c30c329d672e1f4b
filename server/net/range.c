#include "net/range.h"

#include "base/check.h"

/* Digits alone, as large as they like to be. */
static bool read_number(struct str s, int64_t *out_r)
{
	int64_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n > (INT64_MAX - 9) / 10 ? INT64_MAX / 10 : n * 10 + (s.p[i] - '0');
	}
	*out_r = n;
	return s.n > 0;
}

/* "-500": the last ones. */
static enum range_kind read_suffix(int64_t last, int64_t size, int64_t *from_r, int64_t *n_r)
{
	if (last == 0)
		return RANGE_REFUSED;
	*n_r = last < size ? last : size;
	*from_r = size - *n_r;
	return RANGE_PART;
}

static enum range_kind read_one(struct str one, int64_t size, int64_t *from_r, int64_t *n_r)
{
	size_t dash = str_find(one, '-', 0);
	struct str first = str_part(one, 0, dash), last = str_part(one, dash + 1, one.n);
	int64_t from, to = INT64_MAX;

	if (dash == one.n || (last.n > 0 && !read_number(last, &to)) || (first.n > 0 && !read_number(first, &from)))
		return RANGE_ALL;
	if (first.n == 0)
		return last.n == 0 ? RANGE_ALL : read_suffix(to, size, from_r, n_r);
	if (to < from)
		return RANGE_ALL;
	if (from >= size)
		return RANGE_REFUSED;
	*from_r = from;
	*n_r = (to < size - 1 ? to : size - 1) - from + 1;
	return RANGE_PART;
}

enum range_kind range_read(struct str value, int64_t size, int64_t *from_r, int64_t *n_r)
{
	size_t equals;

	check(size > 0 && from_r != NULL && n_r != NULL);
	*from_r = 0;
	*n_r = size;
	equals = str_find(value, '=', 0);
	if (value.p == NULL || equals == value.n || !str_eq_nocase(str_part(value, 0, equals), STR("bytes")))
		return RANGE_ALL;
	return read_one(str_trim(str_part(value, equals + 1, value.n)), size, from_r, n_r);
}

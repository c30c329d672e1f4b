#include "mail/address.h"

#include <string.h>

#define LOCAL_MAX 64
#define LABEL_MAX 63

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (str_lower(c) >= 'a' && str_lower(c) <= 'z');
}

static bool local_fits(struct str s)
{
	if (s.n == 0 || s.n > LOCAL_MAX || s.p[0] == '.' || s.p[0] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\0' || (!is_alnum(s.p[i]) && strchr("!#$%&'*+-/=?^_`{|}~.", s.p[i]) == NULL))
			return false;
	return true;
}

static bool label_fits(struct str s)
{
	if (s.n == 0 || s.n > LABEL_MAX || s.p[0] == '-' || s.p[s.n - 1] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!is_alnum(s.p[i]) && s.p[i] != '-')
			return false;
	return true;
}

static bool domain_fits(struct str s)
{
	int labels = 0;

	for (size_t from = 0; from <= s.n; labels++) {
		size_t dot = str_find(s, '.', from);

		if (!label_fits(str_part(s, from, dot)))
			return false;
		from = dot + 1;
	}
	return labels >= 2;
}

bool address_fits(struct str address)
{
	size_t at = str_find(address, '@', 0);

	return address.n <= ADDRESS_MAX && at < address.n && local_fits(str_part(address, 0, at)) && domain_fits(str_part(address, at + 1, address.n));
}

struct str address_domain(struct str address)
{
	return str_part(address, str_find(address, '@', 0) + 1, address.n);
}

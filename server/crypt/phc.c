#include "crypt/phc.h"

#include "base/check.h"
#include "crypt/base64.h"

#include <stdio.h>
#include <string.h>

/* Takes the part up to the next '$' (or the end) off text. */
static struct str take_part(struct str *text)
{
	size_t end = str_find(*text, '$', 0);
	struct str part = str_part(*text, 0, end);

	*text = str_part(*text, end + 1, text->n);
	return part;
}

/* "<name>=<number>" with one spelling a number. */
static bool take_number(struct str part, const char *name, unsigned most, unsigned *out_r)
{
	struct str prefix = str_of(name);
	struct str digits = str_part(part, prefix.n, part.n);
	long long v;

	if (!str_starts(part, prefix) || !str_to_i64(digits, &v) || v < 1 || v > most || digits.p[0] == '0')
		return false;
	*out_r = (unsigned)v;
	return true;
}

static bool parse_cost(struct str part, struct phc *p)
{
	size_t first = str_find(part, ',', 0), second = str_find(part, ',', first + 1);

	return take_number(str_part(part, 0, first), "m=", 1u << 20, &p->memory_kib) &&
	       take_number(str_part(part, first + 1, second), "t=", 64, &p->passes) && p->memory_kib >= 8 &&
	       str_eq(str_part(part, second + 1, part.n), STR("p=1"));
}

bool phc_parse(struct str text, struct phc *out_r)
{
	size_t salt_n, hash_n;
	struct phc p;
	bool good;

	check(out_r != NULL);
	if (text.n >= PHC_TEXT)
		return false;
	good = take_part(&text).n == 0 && str_eq(take_part(&text), STR("argon2id")) && str_eq(take_part(&text), STR("v=19")) &&
	       parse_cost(take_part(&text), &p) && base64_decode(BASE64_PLAIN, take_part(&text), p.salt, PHC_SALT, &salt_n) &&
	       salt_n == PHC_SALT && base64_decode(BASE64_PLAIN, text, p.hash, PHC_HASH, &hash_n) && hash_n == PHC_HASH;
	if (good)
		*out_r = p;
	return good;
}

void phc_format(const struct phc *p, char out[PHC_TEXT])
{
	char salt[BASE64_LENGTH(PHC_SALT) + 1], hash[BASE64_LENGTH(PHC_HASH) + 1];
	int n;

	check(p != NULL);
	base64_encode(BASE64_PLAIN, p->salt, PHC_SALT, salt);
	base64_encode(BASE64_PLAIN, p->hash, PHC_HASH, hash);
	n = snprintf(out, PHC_TEXT, "$argon2id$v=19$m=%u,t=%u,p=1$%s$%s", p->memory_kib, p->passes, salt, hash);
	check(n > 0 && n < PHC_TEXT);
	explicit_bzero(hash, sizeof(hash));
}

#include "base/sheet.h"

#include "base/check.h"

/* What is calculated (OWASP): = + - @, their full-width twins, tab, carriage return and line feed, and what hides behind spaces. */
static bool looks_like_formula(struct str text)
{
	static const struct str signs[] = {{"=", 1}, {"+", 1}, {"-", 1}, {"@", 1}, {"\t", 1}, {"\r", 1}, {"\n", 1}, {"＝", 3}, {"＋", 3}, {"－", 3}, {"＠", 3}};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (str_starts(text, signs[i]))
			return true;
	return false;
}

void sheet_begin(struct buf *b)
{
	check(b != NULL && b->n == 0);
	buf_add_str(b, STR("\xEF\xBB\xBF"));
}

void sheet_field(struct buf *b, struct str text, bool last)
{
	check(b != NULL);
	buf_add_byte(b, '"');
	if (looks_like_formula(text) || looks_like_formula(str_trim(text)))
		buf_add_byte(b, '\'');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"')
			buf_add_byte(b, '"');
		buf_add_byte(b, text.p[i]);
	}
	buf_add_str(b, last ? STR("\"\r\n") : STR("\","));
}

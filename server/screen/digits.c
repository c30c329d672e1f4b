#include "screen/digits.h"

#include <stdio.h>
#include <string.h>

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

size_t digits_of(const struct view *v, uint32_t from, uint32_t to, char out[DIGITS_MOST + 1])
{
	size_t n = 0;

	for (uint32_t i = from; i < to; i++) {
		if (!is_digit(v->c[i]))
			continue;
		if (n < DIGITS_MOST)
			out[n] = (char)v->c[i];
		n++;
	}
	out[n < DIGITS_MOST ? n : DIGITS_MOST] = '\0';
	return n;
}

/* Weights 2 to 7 and 2 to 6 from the right, modulo 11; a remainder of 0 or 1 gives 0 (the ministry's ordinance 85 of 2014, article 5). */
bool digits_my_number(const char *digits, size_t n)
{
	int sum = 0, rest;

	if (n != 12)
		return false;
	for (int i = 1; i <= 11; i++)
		sum += (digits[11 - i] - '0') * (i <= 6 ? i + 1 : i - 5);
	rest = sum % 11;
	return digits[11] - '0' == (rest <= 1 ? 0 : 11 - rest);
}

struct era {
	uint32_t kanji;
	char latin;
	int before; /* the year before its first */
};

static const struct era eras[] = {{0x660e, 'm', 1867}, {0x5927, 't', 1911}, {0x662d, 's', 1925}, {0x5e73, 'h', 1988}, {0x4ee4, 'r', 2018}};

static int era_before(uint32_t c)
{
	for (size_t i = 0; i < sizeof(eras) / sizeof(eras[0]); i++)
		if (c == eras[i].kanji || (c | 0x20) == (uint32_t)eras[i].latin)
			return eras[i].before;
	return 0;
}

/* The numbers of the place in order, at most four (元 counts as 1); a year in brackets after the year is left out. */
static size_t numbers_of(const struct view *v, uint32_t from, uint32_t to, int out[4])
{
	size_t n = 0;
	bool in_number = false;

	for (uint32_t i = from; i < to; i++) {
		if (v->c[i] == '(')
			while (i < to && v->c[i] != ')')
				i++;
		if (i < to && v->c[i] == 0x5143 && n < 4)
			out[n++] = 1;
		if (i >= to || !is_digit(v->c[i])) {
			in_number = false;
			continue;
		}
		if (!in_number && n == 4)
			return n;
		if (!in_number)
			out[n++] = 0;
		in_number = true;
		if (out[n - 1] < 100000)
			out[n - 1] = out[n - 1] * 10 + (int)(v->c[i] - '0');
	}
	return n;
}

bool digits_date(const struct view *v, uint32_t from, uint32_t to, char out[8 + 1])
{
	int numbers[4], year;
	size_t n = numbers_of(v, from, to, numbers);

	if (n == 1 && numbers[0] < 100000) /* eight digits do not fit: they are taken as they stand */
		return false;
	if (n < 3)
		return false;
	year = numbers[0] + (numbers[0] < 100 && from < to ? era_before(v->c[from]) : 0);
	if (year < 1800 || year > 2100 || numbers[1] < 1 || numbers[1] > 12 || numbers[2] < 1 || numbers[2] > 31)
		return false;
	(void)snprintf(out, 9, "%04u%02u%02u", (unsigned)year % 10000u, (unsigned)numbers[1] % 100u, (unsigned)numbers[2] % 100u);
	return true;
}

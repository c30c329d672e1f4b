/* Numbers in every notation as digits, and Latin words in one romaji. */
#include "screen/fold.h"
#include "screen/view.h"

#include <string.h>

static void put(struct view *v, uint32_t c, uint32_t at, uint32_t end)
{
	v->c[v->n] = c;
	v->at[v->n] = at;
	v->end[v->n++] = end;
}

static void reserve(struct arena *a, struct view *v, size_t room)
{
	v->c = arena_array(a, room, sizeof(uint32_t));
	v->at = arena_array(a, room, sizeof(uint32_t));
	v->end = arena_array(a, room, sizeof(uint32_t));
	v->room = room;
	v->n = 0;
}

/* 0 to 9, or 10, 100, 1000; -1: no numeral. */
static int numeral(uint32_t c)
{
	static const uint32_t digits[] = {0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d};

	if (c < 0x3007 || c > 0x96f6)
		return -1;
	for (int d = 0; d < 10; d++)
		if (digits[d] == c)
			return d;
	return c == 0x96f6 ? 0 : c == 0x5341 ? 10 : c == 0x767e ? 100 : c == 0x5343 ? 1000 : -1;
}

/* 二十三, 百五, 千二百: the value, at most 9999. */
static unsigned value_of(const struct view *t, size_t from, size_t to)
{
	unsigned sum = 0, digit = 0;
	bool any = false;

	for (size_t i = from; i < to; i++) {
		int v = numeral(t->c[i]);

		if (v < 10) {
			digit = (unsigned)v;
			any = true;
			continue;
		}
		sum += (any ? digit : 1) * (unsigned)v;
		any = false;
		digit = 0;
	}
	sum += digit;
	return sum > 9999 ? 9999 : sum;
}

static void put_value(struct view *out, unsigned value, size_t from, size_t to)
{
	char digits[4];
	size_t n = 0;

	do {
		digits[n++] = (char)('0' + value % 10);
		value /= 10;
	} while (value > 0);
	while (n > 0)
		put(out, (unsigned char)digits[--n], (uint32_t)from, (uint32_t)to);
}

/* A run of numerals with tens (at most eight letters: 九千九百九十九 has seven) is one number; without, each is a digit. Returns where it
 * ends. */
static size_t put_numerals(const struct view *t, size_t from, struct view *out)
{
	size_t to = from;
	bool tens = false;

	while (to < t->n && numeral(t->c[to]) >= 0 && !(tens && to - from == 8)) {
		tens = tens || numeral(t->c[to]) >= 10;
		to++;
	}
	if (tens && to - from <= 8) {
		put_value(out, value_of(t, from, to), from, to);
		return to;
	}
	for (size_t i = from; i < to; i++)
		if (numeral(t->c[i]) < 10)
			put(out, (uint32_t)('0' + numeral(t->c[i])), (uint32_t)i, (uint32_t)i + 1);
		else
			put_value(out, (unsigned)numeral(t->c[i]), i, i + 1);
	return to;
}

/* Every hyphen, dash and minus; the long-vowel mark is one only between digits. */
static bool is_hyphen(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0x2501 || c == 0xad || c == 0x30fc || c == 0x2043;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* 千 becomes four digits of one letter: four times the room is always enough. */
void view_digits(struct arena *a, const struct view *text, struct view *out)
{
	reserve(a, out, 4 * text->n + 1);
	for (size_t i = 0; i < text->n;) {
		uint32_t c = text->c[i];

		if (numeral(c) >= 0) {
			i = put_numerals(text, i, out);
			continue;
		}
		if (is_hyphen(c) && out->n > 0 && (is_digit(out->c[out->n - 1]) || c != 0x30fc))
			c = c == 0x30fc && !(i + 1 < text->n && (is_digit(text->c[i + 1]) || numeral(text->c[i + 1]) >= 0)) ? c : '-';
		put(out, c, (uint32_t)i, (uint32_t)i + 1);
		i++;
	}
}

static bool joins_digits(uint32_t c)
{
	return c == '-' || c == '.' || c == '(' || c == ')' || c == ' ';
}

void view_runs(struct arena *a, const struct view *digits, struct view *out)
{
	bool broken = true;

	reserve(a, out, digits->n + 1);
	for (size_t i = 0; i < digits->n; i++) {
		if (is_digit(digits->c[i])) {
			if (broken && out->n > 0)
				put(out, VIEW_WALL, digits->at[i], digits->at[i]);
			put(out, digits->c[i], digits->at[i], digits->end[i]);
			broken = false;
			continue;
		}
		broken = broken || !joins_digits(digits->c[i]);
	}
}

static bool is_sentence_end(uint32_t c)
{
	return c == '\n' || c == '!' || c == '?' || c == 0x3002;
}

/* A word ends before a capital that follows a small letter: HanakoYamada. */
static size_t word_end(const struct view *t, size_t from)
{
	size_t to = from + 1;

	while (to < t->n && fold_script(t->c[to]) == SCRIPT_LATIN) {
		bool capital = t->c[to] >= 'A' && t->c[to] <= 'Z', small = t->c[to - 1] >= 'a' && t->c[to - 1] <= 'z';

		if (capital && small)
			break;
		to++;
	}
	return to;
}

void view_latin(struct arena *a, const struct view *text, struct view *out, bool **edge_r)
{
	size_t made, from[FOLD_ROMAJI];
	uint32_t word[FOLD_ROMAJI];

	reserve(a, out, 2 * text->n + 1); /* j becomes zy */
	*edge_r = arena_array(a, 2 * text->n + 2, sizeof(bool));
	for (size_t i = 0; i < text->n;) {
		size_t end;

		if (fold_script(text->c[i]) != SCRIPT_LATIN) {
			if (is_sentence_end(text->c[i]))
				put(out, VIEW_WALL, (uint32_t)i, (uint32_t)i + 1);
			i++;
			continue;
		}
		end = word_end(text, i);
		(*edge_r)[out->n] = true;
		made = fold_romaji(text->c + i, end - i, word, from);
		for (size_t k = 0; k < made; k++)
			put(out, word[k], (uint32_t)(i + from[k]), k + 1 < made ? (uint32_t)(i + from[k + 1]) : (uint32_t)end);
		i = end;
	}
	(*edge_r)[out->n] = true;
}

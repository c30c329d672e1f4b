#include "screen/view.h"

#include "base/check.h"
#include "base/utf8.h"
#include "screen/fold.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

static void view_reserve(struct arena *a, struct view *v, size_t room)
{
	v->c = arena_array(a, room, sizeof(uint32_t));
	v->at = arena_array(a, room, sizeof(uint32_t));
	v->end = arena_array(a, room, sizeof(uint32_t));
	v->room = room;
	v->n = 0;
}

static void view_grow(struct arena *a, struct view *v)
{
	struct view old = *v;

	view_reserve(a, v, old.room * 2);
	memcpy(v->c, old.c, old.n * sizeof(uint32_t));
	memcpy(v->at, old.at, old.n * sizeof(uint32_t));
	memcpy(v->end, old.end, old.n * sizeof(uint32_t));
	v->n = old.n;
}

static void view_push(struct arena *a, struct view *v, uint32_t c, uint32_t at, uint32_t end)
{
	if (v->n == v->room)
		view_grow(a, v);
	v->c[v->n] = c;
	v->at[v->n] = at;
	v->end[v->n++] = end;
}

/* Letters that NFKC leaves alone whatever stands beside them, but for combining marks. */
static bool is_plain(uint32_t c)
{
	return (c >= 0x20 && c < 0x7f) || c == '\n' || (c >= 0x3001 && c <= 0x30fe && c != 0x3099 && c != 0x309a && c != 0x309b && c != 0x309c &&
						       !(c >= 0x302a && c <= 0x302f) && c != 0x3036) ||
	       (c >= 0x4e00 && c <= 0x9fff);
}

/* The wide forms of ASCII and the wide space, which NFKC only narrows: what it makes of them; 0: another letter. */
static uint32_t narrowed(uint32_t c)
{
	return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c == 0x3000 ? ' ' : 0;
}

/* Joins no letter before it. */
static bool stands_apart(uint32_t c)
{
	return c < 0x300 || is_plain(c) || narrowed(c) != 0;
}

/* The spacing sound marks join the letter before them as a reader joins them. */
static uint32_t joining(uint32_t c)
{
	return c == 0x309b ? 0x3099 : c == 0x309c ? 0x309a : c;
}

static bool is_unseen(uint32_t c)
{
	int8_t type;

	if (is_plain(c))
		return false;
	type = u_charType((UChar32)c);
	return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

static uint32_t spaced(uint32_t c)
{
	if (c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x85 || c == 0x0b || c == 0x0c)
		return '\n';
	return c < 0x20 && c != '\n' ? ' ' : c;
}

/* A piece that normalises on its own: a letter and its marks. Unicode's own limit for marks that mean something is 30. */
enum { PIECE_LIMIT = 32, PIECE_MADE = 8 * PIECE_LIMIT };

struct piece {
	UChar units[2 * PIECE_LIMIT];
	int32_t n;
	uint32_t from, to;
};

static int32_t put_units(UChar *units, int32_t n, uint32_t c)
{
	if (c > 0xffff) {
		units[n++] = U16_LEAD(c);
		units[n++] = U16_TRAIL(c);
	} else {
		units[n++] = (UChar)c;
	}
	return n;
}

/* The letter at units[*i], of well-formed UTF-16. */
static uint32_t take_unit(const UChar *units, int32_t *i)
{
	uint32_t c = units[(*i)++];

	return U16_IS_LEAD(c) ? (uint32_t)U16_GET_SUPPLEMENTARY(c, units[(*i)++]) : c;
}

static void push_normal(struct arena *a, struct view *out, const UNormalizer2 *nfkc, const struct piece *p)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar made[PIECE_MADE];
	int32_t n = unorm2_normalize(nfkc, p->units, p->n, made, PIECE_MADE, &e);

	if (U_FAILURE(e))
		return; /* eight times its length: an ornament, no name and no number */
	for (int32_t i = 0; i < n;) {
		uint32_t c = take_unit(made, &i);

		if (!is_unseen(c))
			view_push(a, out, spaced(c), p->from, p->to);
	}
}

static bool goes_on(const UNormalizer2 *nfkc, uint32_t c)
{
	return c >= 0x300 && !is_plain(c) && !unorm2_hasBoundaryBefore(nfkc, (UChar32)c);
}

/* Gathers the piece that begins at `at` with letter c; returns where the next one begins. */
static size_t piece_at(struct str s, size_t at, uint32_t c, const UNormalizer2 *nfkc, struct piece *p)
{
	size_t next = at;
	int taken = 0;

	p->n = 0;
	p->from = (uint32_t)at;
	do {
		at = next;
		next = utf8_next(s, at, &c);
		c = joining(c);
		if (taken > 0 && (taken == PIECE_LIMIT || !goes_on(nfkc, c)))
			break;
		p->n = put_units(p->units, p->n, c);
		taken++;
		at = next;
	} while (next < s.n);
	p->to = (uint32_t)at;
	return at;
}

bool view_text(struct arena *a, struct str utf8, struct view *out)
{
	UErrorCode e = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&e);
	struct piece p;
	uint32_t c = 0;
	size_t next;

	check(U_SUCCESS(e) && utf8.n < UINT32_MAX);
	if (!utf8_valid(utf8))
		return false;
	view_reserve(a, out, utf8.n / 2 + 16);
	next = utf8.n > 0 ? utf8_next(utf8, 0, &c) : 0;
	for (size_t at = 0; at < utf8.n;) {
		uint32_t following = 0, form;
		size_t after = next < utf8.n ? utf8_next(utf8, next, &following) : next;

		form = is_plain(c) ? c : narrowed(c);
		if (form != 0 && stands_apart(following)) {
			view_push(a, out, form, (uint32_t)at, (uint32_t)next);
			at = next;
			next = after;
			c = following;
			continue;
		}
		at = piece_at(utf8, at, c, nfkc, &p);
		push_normal(a, out, nfkc, &p);
		next = at < utf8.n ? utf8_next(utf8, at, &c) : at;
	}
	return true;
}

static bool is_wall(uint32_t c)
{
	return c == '\n' || c == ',' || c == '!' || c == '?' || c == ';' || c == 0x3001 || c == 0x3002;
}

static bool is_letter(uint32_t c)
{
	return fold_script(c) != SCRIPT_OTHER || (c >= 0x80 && u_isalnum((UChar32)c));
}

void view_compare(struct arena *a, const struct view *text, struct view *out)
{
	view_reserve(a, out, text->n + 1);
	for (size_t i = 0; i < text->n; i++) {
		uint32_t c = text->c[i];

		if (is_wall(c))
			c = VIEW_WALL;
		else if (!is_letter(c))
			continue;
		else if (c == 0x3005 && out->n > 0) /* 々 repeats */
			c = out->c[out->n - 1];
		else
			c = fold_wide(c);
		view_push(a, out, c, (uint32_t)i, (uint32_t)i + 1);
	}
}

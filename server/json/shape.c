#include "json/shape.h"

#include "base/check.h"
#include "base/utf8.h"
#include "json/out.h"

#include <jansson.h>
#include <stdint.h>
#include <string.h>

#define JSON_BYTES_MAX (1024 * 1024)

static enum err read_id(const json_t *v, struct id128 *out)
{
	if (!json_is_string(v))
		return ERR_TYPE_WRONG;
	return id_parse((struct str){json_string_value(v), json_string_length(v)}, out) ? ERR_OK : ERR_BAD_VALUE;
}

static enum err read_ids(struct arena *a, const struct field *f, const json_t *v, struct ids *out)
{
	size_t n = json_array_size(v); /* 0 of what is no array */

	if (!json_is_array(v))
		return ERR_TYPE_WRONG;
	if ((long long)n > f->max)
		return ERR_TOO_LONG;
	if ((long long)n < f->min)
		return ERR_BAD_VALUE;
	out->list = arena_array(a, n, sizeof(*out->list));
	for (size_t i = 0; i < n; i++) {
		enum err e = read_id(json_array_get(v, i), &out->list[out->count++]);

		if (e != ERR_OK)
			return e;
	}
	return ERR_OK;
}

static enum err read_text(struct arena *a, const struct field *f, const json_t *v, struct str *out)
{
	struct str s;
	size_t points;

	if (!json_is_string(v))
		return ERR_TYPE_WRONG;
	s = (struct str){json_string_value(v), json_string_length(v)};
	if (!utf8_printable(s))
		return ERR_TEXT_INVALID;
	points = utf8_length(s);
	if ((long long)points > f->max)
		return ERR_TOO_LONG;
	if ((long long)points < f->min)
		return ERR_BAD_VALUE;
	if (f->type == FIELD_LINE && !utf8_one_line(s))
		return ERR_BAD_VALUE;
	*out = arena_copy(a, s);
	return ERR_OK;
}

static enum err read_int(const struct field *f, const json_t *v, int64_t *out)
{
	if (!json_is_integer(v))
		return ERR_TYPE_WRONG;
	*out = json_integer_value(v);
	return *out >= f->min && *out <= f->max ? ERR_OK : ERR_BAD_VALUE;
}

static int number_of(struct str s)
{
	int n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		n = n * 10 + (s.p[i] - '0');
	}
	return n;
}

static bool is_day(int year, int month, int day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (year < 1850 || year > 2199 || month < 1 || month > 12)
		return false;
	return day >= 1 && day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

static enum err read_date(struct arena *a, const json_t *v, struct str *out)
{
	struct str s;

	if (!json_is_string(v))
		return ERR_TYPE_WRONG;
	s = (struct str){json_string_value(v), json_string_length(v)};
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return ERR_BAD_VALUE;
	if (!is_day(number_of(str_part(s, 0, 4)), number_of(str_part(s, 5, 7)), number_of(str_part(s, 8, 10))))
		return ERR_BAD_VALUE;
	*out = arena_copy(a, s);
	return ERR_OK;
}

static enum err read_word(const struct field *f, const json_t *v, int *out)
{
	if (!json_is_string(v))
		return ERR_TYPE_WRONG;
	for (int i = 0; f->words[i] != NULL; i++)
		if (str_eq(str_of(f->words[i]), (struct str){json_string_value(v), json_string_length(v)})) {
			*out = i;
			return ERR_OK;
		}
	return ERR_BAD_VALUE;
}

static enum err read_seqs(struct arena *a, const struct field *f, json_t *v, struct seqs *out)
{
	const char *key;
	json_t *value;

	if (!json_is_object(v))
		return ERR_TYPE_WRONG;
	if ((long long)json_object_size(v) > f->max)
		return ERR_TOO_LONG;
	out->ids = arena_array(a, json_object_size(v), sizeof(*out->ids));
	out->seqs = arena_array(a, json_object_size(v), sizeof(*out->seqs));
	json_object_foreach(v, key, value) {
		if (!json_is_integer(value))
			return ERR_TYPE_WRONG;
		if (!id_parse(str_of(key), &out->ids[out->count]) || json_integer_value(value) < 0)
			return ERR_BAD_VALUE;
		out->seqs[out->count++] = json_integer_value(value);
	}
	return ERR_OK;
}

static enum err read_field(struct arena *a, const struct field *f, json_t *v, void *at)
{
	switch (f->type) {
	case FIELD_BOOL:
		*(bool *)at = json_is_true(v);
		return json_is_boolean(v) ? ERR_OK : ERR_TYPE_WRONG;
	case FIELD_DATE:
		return read_date(a, v, at);
	case FIELD_ID:
		return read_id(v, at);
	case FIELD_IDS:
		return read_ids(a, f, v, at);
	case FIELD_INT:
		return read_int(f, v, at);
	case FIELD_PHI:
		return read_text(a, f, v, &((struct phi *)at)->text);
	case FIELD_SEQS:
		return read_seqs(a, f, v, at);
	case FIELD_LINE:
	case FIELD_TEXT:
		return read_text(a, f, v, at);
	case FIELD_WORD:
		return read_word(f, v, at);
	}
	check(!"field type");
	return ERR_INTERNAL;
}

static enum err read_fields(struct arena *a, const struct shape *s, json_t *root, char *out, struct str *detail_r)
{
	size_t known = 0;

	for (size_t i = 0; i < s->count; i++) {
		const struct field *f = &s->fields[i];
		json_t *v = json_object_get(root, f->name);
		enum err e;

		known += v != NULL;
		*detail_r = str_of(f->name);
		if (v == NULL || json_is_null(v)) {
			if (f->need == REQUIRED)
				return ERR_FIELD_MISSING;
			continue;
		}
		e = read_field(a, f, v, out + f->offset);
		if (e != ERR_OK)
			return e;
		*(bool *)(out + f->has_offset) = true;
	}
	*detail_r = (struct str){NULL, 0};
	return known == json_object_size(root) ? ERR_OK : ERR_FIELD_UNKNOWN;
}

/* jansson keeps copies of the text in its own memory: they are wiped, since they may be patient text. */
static void wipe(json_t *root)
{
	const char *key;
	json_t *value;

	json_object_foreach(root, key, value)
		if (json_is_string(value))
			explicit_bzero((void *)(uintptr_t)json_string_value(value), json_string_length(value));
	json_decref(root);
}

enum err shape_read(struct arena *a, const struct shape *s, struct str json, void **out_r, struct str *detail_r)
{
	json_error_t error;
	json_t *root;
	void *out;
	enum err e;

	check(a != NULL && s != NULL && out_r != NULL && detail_r != NULL);
	*detail_r = (struct str){NULL, 0};
	if (json.n > JSON_BYTES_MAX)
		return ERR_TOO_LONG;
	if (!utf8_valid(json))
		return ERR_TEXT_INVALID;
	root = json_loadb(json.p ? json.p : "", json.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
	if (root == NULL)
		return ERR_JSON_MALFORMED;
	if (!json_is_object(root)) {
		wipe(root);
		return ERR_JSON_MALFORMED;
	}
	out = arena_alloc(a, s->size);
	e = read_fields(a, s, root, out, detail_r);
	wipe(root);
	if (e == ERR_OK)
		*out_r = out;
	return e;
}

static void write_value(struct out *o, const struct field *f, const void *at)
{
	switch (f->type) {
	case FIELD_BOOL:
		out_bool(o, *(const bool *)at);
		return;
	case FIELD_DATE:
	case FIELD_LINE:
	case FIELD_TEXT:
		out_text(o, *(const struct str *)at);
		return;
	case FIELD_ID:
		out_id(o, *(const struct id128 *)at);
		return;
	case FIELD_INT:
		out_i64(o, *(const int64_t *)at);
		return;
	case FIELD_PHI:
		out_phi(o, *(const struct phi *)at);
		return;
	case FIELD_WORD:
		out_text(o, str_of(f->words[*(const int *)at]));
		return;
	case FIELD_IDS:
	case FIELD_SEQS:
		break;
	}
	check(!"a field that can be written");
}

void shape_write(struct out *o, const struct shape *s, const void *in)
{
	const char *base = in;

	check(o != NULL && s != NULL && in != NULL);
	out_object(o);
	for (size_t i = 0; i < s->count; i++) {
		const struct field *f = &s->fields[i];

		if (!*(const bool *)(base + f->has_offset))
			continue;
		out_key(o, f->name);
		write_value(o, f, base + f->offset);
	}
	out_end(o);
}

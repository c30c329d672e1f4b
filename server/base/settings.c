#include "base/settings.h"

#include "base/check.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct setting_row {
	const char *name;
	size_t offset;
	bool is_text;
	int fallback, min, max;
	const char *text_fallback, *unit, *prose;
};

static const struct setting_row setting_rows[] = {
#define SETTING_INT(field, name, fallback, min, max, unit, prose)                                                                \
	{name, offsetof(struct settings, field), false, fallback, min, max, NULL, unit, prose},
#define SETTING_TEXT(field, name, fallback, prose)                                                                               \
	{name, offsetof(struct settings, field), true, 0, 0, 0, fallback, "text", prose},
#include "base/settings.def"
#undef SETTING_INT
#undef SETTING_TEXT
};

#define SETTING_COUNT (sizeof(setting_rows) / sizeof(setting_rows[0]))

static int *int_of(struct settings *s, const struct setting_row *row)
{
	return (int *)(void *)((char *)s + row->offset);
}

static const char **text_of(struct settings *s, const struct setting_row *row)
{
	return (const char **)(void *)((char *)s + row->offset);
}

static void set_fallbacks(struct settings *s)
{
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (setting_rows[i].is_text)
			*text_of(s, &setting_rows[i]) = setting_rows[i].text_fallback;
		else
			*int_of(s, &setting_rows[i]) = setting_rows[i].fallback;
}

bool settings_set(struct arena *a, struct settings *s, struct str name, struct str value, struct str *why_r)
{
	const struct setting_row *row = NULL;
	long long number;

	check(a != NULL && s != NULL && why_r != NULL);
	for (size_t i = 0; i < SETTING_COUNT && row == NULL; i++)
		if (str_eq(name, str_of(setting_rows[i].name)))
			row = &setting_rows[i];
	if (row == NULL) {
		*why_r = arena_printf(a, "there is no setting '%.*s'", STR_ARG(name));
		return false;
	}
	if (row->is_text) {
		*text_of(s, row) = arena_copy(a, value).p;
		return true;
	}
	if (!str_to_i64(value, &number) || number < row->min || number > row->max) {
		*why_r = arena_printf(a, "'%s' takes a whole number from %d to %d (%s)", row->name, row->min, row->max, row->unit);
		return false;
	}
	*int_of(s, row) = (int)number;
	return true;
}

static bool read_line(struct arena *a, struct settings *s, struct str line, struct str *why_r)
{
	size_t equals;

	line = str_trim(line);
	if (line.n == 0 || line.p[0] == '#')
		return true;
	equals = str_find(line, '=', 0);
	if (equals == line.n) {
		*why_r = STR("a line is 'name = value' or starts with #");
		return false;
	}
	return settings_set(a, s, str_trim(str_part(line, 0, equals)), str_trim(str_part(line, equals + 1, line.n)), why_r);
}

bool settings_read(struct arena *a, const char *path, struct settings *out_r, struct str *why_r)
{
	struct settings s;
	char line[4096];
	int number = 0;
	FILE *f;
	bool good = true;

	check(a != NULL && out_r != NULL && why_r != NULL);
	set_fallbacks(&s);
	if (path == NULL) {
		*out_r = s;
		return true;
	}
	f = fopen(path, "re");
	if (f == NULL) {
		*why_r = arena_printf(a, "%s: %s", path, strerror(errno));
		return false;
	}
	while (good && fgets(line, sizeof(line), f) != NULL) {
		struct str text = str_of(line);

		number++;
		if (text.n > 0 && text.p[text.n - 1] == '\n')
			text.n--;
		good = read_line(a, &s, text, why_r);
	}
	(void)fclose(f);
	if (!good) {
		*why_r = arena_printf(a, "%s, line %d: %.*s", path, number, STR_ARG(*why_r));
		return false;
	}
	*out_r = s;
	return true;
}

void settings_each(struct arena *a, const struct settings *s,
                   void (*row)(void *arg, const char *name, struct str value, const char *limits, const char *prose), void *arg)
{
	struct settings copy = *s;

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		const struct setting_row *r = &setting_rows[i];

		if (r->is_text)
			row(arg, r->name, str_of(*text_of(&copy, r)), r->unit, r->prose);
		else
			row(arg, r->name, arena_printf(a, "%d", *int_of(&copy, r)), arena_printf(a, "%d–%d %s", r->min, r->max, r->unit).p,
			    r->prose);
	}
}

#include "main/options.h"

#include "base/check.h"

#include <stdio.h>
#include <string.h>

static const struct option_row *row_named(const struct option_row *rows, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (rows[i].name != NULL && strcmp(rows[i].name, name) == 0)
			return &rows[i];
	return NULL;
}

static const struct option_row *next_word_row(const struct option_row *rows, int count)
{
	for (int i = 0; i < count; i++)
		if (rows[i].name == NULL && *rows[i].value == NULL)
			return &rows[i];
	return NULL;
}

static bool all_needed_given(const struct option_row *rows, int count)
{
	for (int i = 0; i < count; i++)
		if (rows[i].needed != NULL && *rows[i].value == NULL) {
			(void)fprintf(stderr, "tasuki: %s\n", rows[i].needed);
			return false;
		}
	return true;
}

bool options_read(int argc, char **argv, const struct option_row *rows, int count)
{
	check(argc >= 1 && argv != NULL && (rows != NULL || count == 0));
	for (int i = 1; i < argc; i++) {
		bool dashed = strncmp(argv[i], "--", 2) == 0;
		const struct option_row *row = dashed ? row_named(rows, count, argv[i]) : next_word_row(rows, count);

		if (row == NULL) {
			(void)fprintf(stderr, "tasuki: '%s' is not expected here; see: tasuki help\n", argv[i]);
			return false;
		}
		if (row->flag != NULL) {
			*row->flag = true;
			continue;
		}
		if (dashed && i + 1 == argc) {
			(void)fprintf(stderr, "tasuki: %s needs a value\n", argv[i]);
			return false;
		}
		*row->value = dashed ? argv[++i] : argv[i];
	}
	return all_needed_given(rows, count);
}

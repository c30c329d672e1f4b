#include "base/settings.h"
#include "main/options.h"
#include "main/verbs.h"

#include <stdio.h>

static void print_row(void *arg, const char *name, struct str value, const char *limits, const char *prose)
{
	(void)arg;
	(void)printf("%s = %.*s\n    # %s: %s\n", name, STR_ARG(value), limits, prose);
}

int verb_settings(int argc, char **argv)
{
	const char *file = NULL;
	const struct option_row rows[] = {{.name = "--settings", .value = &file}};
	struct arena *a = arena_create(4096);
	struct settings s;
	struct str why;
	int status = VERB_MISUSED;

	if (options_read(argc, argv, rows, 1)) {
		if (settings_read(a, file, &s, &why)) {
			settings_each(a, &s, print_row, NULL);
			status = VERB_DONE;
		} else {
			(void)fprintf(stderr, "tasuki: %.*s\n", STR_ARG(why));
			status = VERB_FAILED;
		}
	}
	arena_destroy(&a);
	return status;
}

#include "base/settings.h"
#include "main/options.h"
#include "main/verbs.h"

int verb_serve(int argc, char **argv)
{
	const char *file = NULL;
	const struct option_row rows[] = {{.name = "--settings", .value = &file, .needed = "which region? give --settings FILE"}};

	if (!options_read(argc, argv, rows, 1))
		return VERB_MISUSED;
	return VERB_FAILED;
}

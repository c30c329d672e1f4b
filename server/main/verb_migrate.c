#include "db/migrate.h"
#include "main/ground.h"
#include "main/options.h"
#include "main/verbs.h"

#include <stdio.h>

int verb_migrate(int argc, char **argv)
{
	const char *file = NULL;
	const struct option_row rows[] = {OPTION_SETTINGS(&file)};
	struct ground *g;
	bool good;

	if (!options_read(argc, argv, rows, 1))
		return VERB_MISUSED;
	g = ground_create(file);
	good = g != NULL && ground_database(g) && ground_migrate(g);
	if (good)
		(void)printf("the database is at edition %d\n", migrate_known());
	ground_destroy(&g);
	return good ? VERB_DONE : VERB_FAILED;
}

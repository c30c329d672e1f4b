#include "main/verbs.h"

#include <stdio.h>

int verb_help(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	(void)printf("usage: tasuki VERB …\n\n");
	for (const struct verb *v = verbs; v->name != NULL; v++)
		if (v->help != NULL)
			(void)printf("  %-20s %s\n", v->name, v->help);
	(void)printf("\nEvery verb but help and settings takes --settings FILE. Started as root, each role runs as its own user "
		     "(tasuki-db, tasuki-front, tasuki-job, tasuki-keys, tasuki-mail).\n");
	return VERB_DONE;
}

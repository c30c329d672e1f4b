/* tasuki VERB …: one program, a role or an operator's verb each. */
#include "base/clock.h"
#include "base/log.h"
#include "main/verbs.h"

#include <stdio.h>
#include <string.h>

const struct verb verbs[] = {
	{"describe", verb_describe, "the interfaces as documents: api, events, openapi, routes, settings or types"},
	{"help", verb_help, "this text"},
	{"serve", verb_serve,
	 "run the region: --settings FILE (in the foreground; SIGHUP: certificate again, SIGTERM: clean end)"},
	{"settings", verb_settings, "every setting with its value in force, its limits and what it is: [--settings FILE]"},
	{NULL, NULL, NULL},
};

/* How many words of the command line are the verb's name: 0 = it is another one. */
static int words_matched(const struct verb *v, int argc, char **argv)
{
	size_t first = strcspn(v->name, " ");

	if (strlen(argv[1]) != first || strncmp(argv[1], v->name, first) != 0)
		return 0;
	if (v->name[first] == '\0')
		return 1;
	return argc > 2 && strcmp(argv[2], v->name + first + 1) == 0 ? 2 : 0;
}

int main(int argc, char **argv)
{
	(void)clock_init();
	log_init(LOG_TEXT, LOG_INFO, "tasuki");
	for (const struct verb *v = verbs; argc > 1 && v->name != NULL; v++) {
		int words = words_matched(v, argc, argv);

		if (words > 0)
			return v->run(argc - words, argv + words);
	}
	if (argc > 1)
		(void)fprintf(stderr, "tasuki: there is no verb '%s'; see: tasuki help\n", argv[1]);
	else
		(void)verb_help(argc, argv);
	return VERB_MISUSED;
}

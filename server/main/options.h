/* Options of one verb, declared as a table: "--name value", "--name" alone, and words without dashes in order. */
#ifndef TASUKI_MAIN_OPTIONS_H
#define TASUKI_MAIN_OPTIONS_H

#include "base/err.h"

#include <stdbool.h>

struct option_row {
	const char *name;   /* "--settings"; NULL: the next word without dashes */
	const char **value; /* where its value goes; the last one given counts */
	bool *flag;         /* instead of value: set to true when it is there */
	const char *needed; /* a sentence when it must be given, else NULL */
};

/* The one option that nearly every verb needs. */
#define OPTION_SETTINGS(where)                                                                                                   \
	{                                                                                                                        \
		.name = "--settings", .value = (where), .needed = "which region? give --settings FILE"                           \
	}

/* Reads argv[1…]; borrowed values point into argv. False: the sentence why was printed to standard error. */
MUST_USE bool options_read(int argc, char **argv, const struct option_row *rows, int count);

#endif

/* The verbs of the program, one file each. Each returns the exit status: 0 done, 1 not done (a sentence says why), 2 called
 * wrongly. */
#ifndef TASUKI_MAIN_VERBS_H
#define TASUKI_MAIN_VERBS_H

enum { VERB_DONE = 0, VERB_FAILED = 1, VERB_MISUSED = 2 };

struct verb {
	const char *name;                  /* one or two words */
	int (*run)(int argc, char **argv); /* argv[0] is the verb's last word */
	const char *help;                  /* one line; NULL: internal, started by the supervisor */
};

/* The whole table in alphabetical order (main.c); ends with a NULL name. */
extern const struct verb verbs[];

int verb_describe(int argc, char **argv);
int verb_help(int argc, char **argv);
int verb_serve(int argc, char **argv);
int verb_settings(int argc, char **argv);

#endif

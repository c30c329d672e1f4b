/* Internal to ground.c and folders.c. */
#ifndef TASUKI_MAIN_GROUND_OWN_H
#define TASUKI_MAIN_GROUND_OWN_H

#include "main/ground.h"

/* Prints one sentence to standard error. */
void ground_say(const char *sentence);
/* Makes what is missing and sets owners and modes of what is there. False: the sentence why. */
MUST_USE bool folders_make(struct arena *a, const struct paths *p, const struct os_users *u, struct str *why_r);
/* The same for the holder's two. */
MUST_USE bool folders_make_keys(struct arena *a, const struct paths *p, const struct os_users *u, struct str *why_r);

#endif

/* How to reach the database of a deployment: its private one, or the one its settings name. */
#ifndef TASUKI_MAIN_CONNINFO_H
#define TASUKI_MAIN_CONNINFO_H

#include "main/paths.h"

#define CONNINFO_PORT 5432 /* only part of the private socket's name */

/* libpq words for a role (tasuki, tasuki_demo, tasuki_front, tasuki_job); lives in the arena. */
const char *conninfo_of(struct arena *a, const struct settings *s, const struct paths *p, const char *role);

#endif

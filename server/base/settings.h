/* Settings of one deployment, read once at start from one file; handed down as const. */
#ifndef TASUKI_BASE_SETTINGS_H
#define TASUKI_BASE_SETTINGS_H

#include "base/arena.h"

struct settings {
#define SETTING_INT(field, name, fallback, min, max, unit, prose) int field;
#define SETTING_TEXT(field, name, fallback, prose) const char *field;
#include "base/settings.def"
#undef SETTING_INT
#undef SETTING_TEXT
};

/* Reads the file (path NULL = all defaults). On failure false and a sentence with file, line and name in *why_r. Texts live in the arena. */
bool settings_read(struct arena *a, const char *path, struct settings *out_r, struct str *why_r);
/* Sets one by its file name, as on the command line; same limits. */
bool settings_set(struct arena *a, struct settings *s, struct str name, struct str value, struct str *why_r);
/* Calls row for each setting with its value in force as text. */
void settings_each(struct arena *a, const struct settings *s,
                   void (*row)(void *arg, const char *name, struct str value, const char *limits, const char *prose), void *arg);

#endif

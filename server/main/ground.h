/*
 * What a region stands on: its folders, its lock, its database and, for those who need it, its key holder. A supervisor holds it
 * as long as it runs. A verb uses what a running supervisor offers; where none runs it starts the same for itself and stops it
 * again.
 */
#ifndef TASUKI_MAIN_GROUND_H
#define TASUKI_MAIN_GROUND_H

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/os_user.h"
#include "base/settings.h"
#include "main/paths.h"

struct cluster;
struct direct;
struct ground;

/* Reads the settings file and finds the users. NULL: a sentence was printed. */
struct ground *ground_create(const char *settings_file);
/* Stops what it started, gives the lock back. Null-safe; nulls. */
void ground_destroy(struct ground **g);

/* Borrowed as long as the ground. */
struct arena *ground_arena(struct ground *g);
const struct settings *ground_settings(const struct ground *g);
const struct paths *ground_paths(const struct ground *g);
const struct os_users *ground_users(const struct ground *g);
/* NULL with an external database. */
struct cluster *ground_cluster(struct ground *g);

/* Makes the folders that are not there (init). False: a sentence was printed. */
MUST_USE bool ground_folders(struct ground *g);
/* The same for the key folder and the recovery folder, which are the holder's. */
MUST_USE bool ground_key_folders(struct ground *g);
/* Makes the private cluster unless it is there or the database is external. False: a sentence was printed. */
MUST_USE bool ground_cluster_init(struct ground *g);
/* Becomes the only one that runs this region. False: somebody else does. */
MUST_USE bool ground_hold(struct ground *g);
/* The database takes connections: a running supervisor's, an external one, or the private one started now (then this process
 * holds the region). False: a sentence was printed. */
MUST_USE bool ground_database(struct ground *g);
/* Applies the migrations that are missing. Needs ground_database first. False: a sentence was printed. */
MUST_USE bool ground_migrate(struct ground *g);
/* The key holder of that deployment listens: the supervisor's, or one started now. Needs ground_database first. False: a sentence
 * was printed. */
MUST_USE bool ground_keys(struct ground *g, struct deployment_id deployment);

/* Connection words for a role (tasuki, tasuki_front, tasuki_job, tasuki_demo), in the ground's arena. */
const char *ground_conninfo(struct ground *g, const char *role);
/* Connects as that role. NULL: a sentence was printed. */
struct direct *ground_connect(struct ground *g, const char *role);

#endif

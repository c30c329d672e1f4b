/* Files that must survive a crash whole: written beside, synced, renamed, and the folder synced. Names are plain, without a
 * slash. */
#ifndef TASUKI_KEYS_FOLDER_H
#define TASUKI_KEYS_FOLDER_H

#include "base/buf.h"
#include "base/err.h"

#include <sys/types.h>

/* Ends the names of half-written files. */
#define FOLDER_HALF ".half"

/* A descriptor for the functions below, or -1 with errno. */
int folder_open(const char *path);
/* Appends the file's bytes. NOT_FOUND; TOO_LONG: more than max bytes; INTERNAL otherwise, with errno. */
MUST_USE enum err folder_read(int folder, const char *name, size_t max, struct buf *out);
/* Replaces the file by one with these bytes; it is there after a crash only once folder_sync has followed. STORAGE_FULL or
 * INTERNAL, with errno; the old file is then untouched. */
MUST_USE enum err folder_put(int folder, const char *name, mode_t mode, struct str bytes);
/* INTERNAL with errno: nothing is known about the latest names; the caller must not go on as if it were. */
MUST_USE enum err folder_sync(int folder);
/* Both of the above. */
MUST_USE enum err folder_put_synced(int folder, const char *name, mode_t mode, struct str bytes);
/* Overwrites a file of secrets and removes it, as well as a file can be: what the disk keeps of it is the disk's. OK when there
 * is none. */
MUST_USE enum err folder_shred(int folder, const char *name);
/* Calls row for each plain file, in no order. A false answer ends it. INTERNAL with errno. */
MUST_USE enum err folder_each(int folder, bool (*row)(void *arg, const char *name), void *arg);
/* Removes what a crash left half-written. */
MUST_USE enum err folder_sweep(int folder);

#endif

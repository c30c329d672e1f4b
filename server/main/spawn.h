/* Starting one role as a process of its own: this same program again, under the role's user, with two inherited descriptors (the key
 * holder: three). */
#ifndef TASUKI_MAIN_SPAWN_H
#define TASUKI_MAIN_SPAWN_H

#include "base/id.h"
#include "main/privilege.h"

#include <sys/types.h>

struct os_users;
struct settings;

#define SPAWN_CONTROL_FD 3  /* of the child: its end of the control channel */
#define SPAWN_SETTINGS_FD 4 /* of the child: the settings in force, as the supervisor read them */
#define SPAWN_CREDENTIAL_FD 5 /* of the key holder: systemd's credential, where there is one (keys/kek.h) */

struct spawner;

/* Keeps this program's file and a sealed copy of the settings open, so that every child, also one started days later, runs the
 * same. NULL: errno tells. */
struct spawner *spawner_create(const struct settings *s, const struct os_users *users, struct deployment_id deployment);
void spawner_destroy(struct spawner **s);
/* Forks and executes; *control_r is the supervisor's end. The child is killed when this process ends. -1: errno tells. */
pid_t spawner_start(struct spawner *s, enum role role, int index, int *control_r);

#endif

/* What every role does first and last: reads what the supervisor gave it, gives up what it does not need, listens to the control
 * channel. */
#ifndef TASUKI_MAIN_ROLE_H
#define TASUKI_MAIN_ROLE_H

#include "base/id.h"
#include "base/settings.h"
#include "main/paths.h"
#include "main/privilege.h"

struct loop;
struct control_message;
struct watch;

struct role_process {
	unsigned magic;
	enum role role;
	int index;
	struct deployment_id deployment;
	uid_t front_uid, job_uid; /* whom the key holder serves */
	char label[24];           /* "front 0", for the log */
	struct arena *arena;      /* as long as the process */
	struct settings settings;
	struct paths paths;
	struct watch *control;
	void (*heard)(void *arg, const struct control_message *m);
	void *arg;
};

/* The first call of a role's verb; r is kept. False: a sentence was written; exit with VERB_FAILED. */
MUST_USE bool role_begin(struct role_process *r, enum role role, int argc, char **argv);
void role_end(struct role_process *r);

/* Tells the supervisor that the role does its work now. */
void role_ready(const struct role_process *r);
/* Calls heard for each message of the supervisor, and once, as CONTROL_STOP, when the supervisor is gone. */
void role_attend(struct role_process *r, struct loop *l, void (*heard)(void *arg, const struct control_message *m), void *arg);
/* Stops listening; before the loop is destroyed. */
void role_unattend(struct role_process *r);

#endif

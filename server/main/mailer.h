/* What `mail` does: takes what is due from the outbox, letter by letter, and gives it to the relay, or to the sink of a demo region. */
#ifndef TASUKI_MAIN_MAILER_H
#define TASUKI_MAIN_MAILER_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct direct;
struct settings;

struct mailer {
	struct direct *db;
	const struct settings *settings;
	bool demo;
	int stop_fd;         /* can be read: end soon */
	int64_t quiet_until; /* steady clock: the relay is left alone until then */
	int64_t forgot_at;   /* steady clock */
};

/* After (re)connecting: what was under way when the process before died goes again. */
MUST_USE enum err mailer_resume(struct mailer *m);
/* Everything that is due. DATABASE_DOWN: connect again. */
MUST_USE enum err mailer_round(struct mailer *m);

#endif

/* The operator's mail relay, by SMTP (libcurl). For a process that has nothing else to do meanwhile. */
#ifndef TASUKI_MAIL_RELAY_H
#define TASUKI_MAIL_RELAY_H

#include "base/arena.h"
#include "base/err.h"

struct settings;
struct relay;

/* Whether letters can leave this region at all: a relay is set, or a demo region's sink takes them. */
bool relay_wanted(const struct settings *s, bool demo);
/* False: the settings mail.… contradict themselves, with a sentence in *why_r. Without a relay they all fit. */
MUST_USE bool relay_fits(struct arena *a, const struct settings *s, struct str *why_r);

enum relay_result {
	RELAY_SENT,
	RELAY_NOT,     /* the letter surely did not leave */
	RELAY_UNKNOWN, /* all of it was handed over, and no answer came */
};

struct relay_answer {
	enum relay_result result;
	const char *trouble; /* the outbox's word for it; NULL: sent */
	bool all;            /* it would go the same way with every other letter now */
	int code;            /* of the relay's last answer; 0: none */
};

/* From a setting on which relay_fits. s is kept. */
struct relay *relay_create(const struct settings *s);
/* Says goodbye to the relay. Null-safe; nulls. */
void relay_destroy(struct relay **r);
/* Sends one letter. Blocks, at most two minutes, and ends early (RELAY_UNKNOWN or RELAY_NOT, broken) when stop_fd (or -1) can be read. */
struct relay_answer relay_send(struct relay *r, struct str to, struct str letter, int stop_fd);

#endif

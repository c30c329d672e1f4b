/*
 * The rules once more, told as a person would tell them, to be held against server/policy. Includes nothing of the server on purpose:
 * whoever changes a rule there has to change this sentence here as well, and tests/matrix/expected.txt.
 */
#ifndef MATRIX_MODEL_H
#define MATRIX_MODEL_H

#include <stdbool.h>

enum model_session { MODEL_NOBODY, MODEL_ACTIVE, MODEL_LOCKED, MODEL_ENDED };
enum model_hat { MODEL_STAFF, MODEL_KIN, MODEL_OFFICE, MODEL_COMMITTEE };
enum model_state { MODEL_DRAFT, MODEL_OPEN, MODEL_WITHDRAWN, MODEL_ARCHIVED, MODEL_ERASING };

/* Who asks, for what, and how things stand. */
struct model_world {
	enum model_session session;
	enum model_hat hat;
	bool space_there, member, readable;
	enum model_state state;
	bool post_there, post_after_joining, post_mine, post_deleted;
};

/* The answer's word: "ok", "session_none", "session_locked", "not_found", "space_read_only", "conflict"; NULL for an unknown act. */
const char *model_answer(const char *act, const struct model_world *w);

#endif

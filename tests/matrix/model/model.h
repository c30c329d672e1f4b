/*
 * The rules once more, told as a person would tell them, to be held against server/policy. Includes nothing of the server on purpose:
 * whoever changes a rule there has to change this sentence here as well, and tests/matrix/expected.txt.
 */
#ifndef MATRIX_MODEL_H
#define MATRIX_MODEL_H

#include <stdbool.h>

enum model_session { MODEL_NOBODY, MODEL_ACTIVE, MODEL_LOCKED, MODEL_ENDED };
enum model_hat { MODEL_STAFF, MODEL_KIN, MODEL_OFFICE, MODEL_COMMITTEE };
enum model_kind { MODEL_CARE, MODEL_FAMILY, MODEL_CIRCLE, MODEL_TIE, MODEL_BOARD };
enum model_role { MODEL_OUTSIDE, MODEL_MEMBER, MODEL_MANAGER, MODEL_DELEGATE, MODEL_ATTENDING };
enum model_state { MODEL_DRAFT, MODEL_OPEN, MODEL_WITHDRAWN, MODEL_ARCHIVED, MODEL_CLOSED, MODEL_ERASING, MODEL_ERASED };

/* Who asks, for what, and how things stand. */
struct model_world {
	enum model_session session;
	enum model_hat hat;
	bool facility_admin;
	bool space_there, readable;
	enum model_kind kind;
	enum model_state state;
	enum model_role role;
	bool post_there, post_after_joining, post_mine, post_deleted;
};

/* What is known of an act by its name. */
struct model_act {
	bool known;
	bool at_the_lock, at_the_desk;        /* of one's own session */
	bool begins, writes, of_a_post;       /* in a space */
	bool by_its_author, of_a_group_too;   /* whose post; a グループ管理者's too */
	bool needs_the_text;
};
struct model_act model_act(const char *name);

/* The answer's word: "ok", "session_none", "session_locked", "not_found", "space_read_only", "conflict". The act must be known. */
const char *model_answer(const struct model_act *act, const struct model_world *w);

#endif

/* Rules against a table written by hand, and against the reference model for every state of the world. */
#include "policy/decide.h"

#include <matrix/model/model.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define READ_FROM 10 /* the member sees posts after this seq */

static const struct model_world team = {
        .session = MODEL_ACTIVE, .hat = MODEL_STAFF, .space_there = true, .member = true, .readable = true, .state = MODEL_OPEN};
static const struct model_world own_post = {.session = MODEL_ACTIVE, .hat = MODEL_STAFF, .space_there = true, .member = true, .readable = true,
                                            .state = MODEL_OPEN, .post_there = true, .post_after_joining = true, .post_mine = true};

static struct facts facts_of(const struct model_world *w)
{
	static const enum session_state sessions[] = {SESSION_NONE, SESSION_ACTIVE, SESSION_LOCKED, SESSION_ENDED};
	static const enum hat_kind hats[] = {HAT_STAFF, HAT_KIN, HAT_OFFICE, HAT_COMMITTEE};
	static const enum space_state states[] = {SPACE_DRAFT, SPACE_OPEN, SPACE_LOCKED, SPACE_ARCHIVED, SPACE_ERASING};
	struct facts f = {.now = 1};

	f.session.hat.id.b[0] = 1;
	f.session.state = sessions[w->session];
	f.session.hat_kind = hats[w->hat];
	f.space.found = w->space_there;
	f.space.kind = KIND_CARE;
	f.space.state = states[w->state];
	f.space.readable = w->readable;
	f.member.found = w->member;
	f.member.read_from_seq = READ_FROM;
	f.post.found = w->post_there;
	f.post.created_seq = w->post_after_joining ? READ_FROM + 1 : READ_FROM;
	f.post.author.id.b[0] = w->post_mine ? 1 : 2;
	f.post.deleted = w->post_deleted;
	return f;
}

static const char *answer(enum action a, const struct model_world *w)
{
	struct facts f = facts_of(w);

	return err_code(decide(a, &f));
}

/* The columns of the table below. */
enum {
	NOBODY, ENDED, LOCKED, OFFICE, COMMITTEE, KIN, OUTSIDER, NO_SPACE, UNREADABLE, MEMBER, NO_POST, UNSEEN, NOT_OWN, ARCHIVED, TOMBSTONE, ALL, COLUMNS
};

static struct model_world situation(int column)
{
	struct model_world w = column == MEMBER ? team : own_post;

	w.session = column == NOBODY ? MODEL_NOBODY : column == ENDED ? MODEL_ENDED : column == LOCKED ? MODEL_LOCKED : w.session;
	w.hat = column == OFFICE ? MODEL_OFFICE : column == COMMITTEE ? MODEL_COMMITTEE : column == KIN ? MODEL_KIN : w.hat;
	w.member = column != OUTSIDER && column != NO_SPACE;
	w.space_there = column != NO_SPACE;
	w.readable = column != UNREADABLE;
	w.post_there = w.post_there && column != NO_POST;
	w.post_after_joining = column != UNSEEN;
	w.post_mine = column != NOT_OWN;
	w.state = column == ARCHIVED ? MODEL_ARCHIVED : w.state;
	w.post_deleted = column == TOMBSTONE;
	return w;
}

/*
 * By hand. + ok, s session_none, l session_locked, . not_found, r space_read_only, c conflict. Columns: nobody, ended, locked; then signed
 * in: office, committee, kin, staff outside the team, no such space, past its reading time, member without a post in question; then with a
 * post: none there, before joining, of somebody else, archived space, tombstone, own post in an open space.
 */
static const struct {
	const char *act, *answers;
} table[] = {
        /*                   NEL OCKO-UM nuoaT+ */
        {"cursor_move",      "ssl....." ".+" "++++++"},
        {"draft_read",       "ssl....." ".+" "++++++"},
        {"draft_write",      "ssl....." ".+" "++++++"},
        {"hat_wear",         "ssl+++++" "++" "++++++"},
        {"live_follow",      "ssl+++++" "++" "++++++"},
        {"post_create",      "ssl....." ".+" "+++r++"},
        {"post_delete",      "ssl....." ".." "...r++"},
        {"post_edit",        "ssl....." ".." "...rc+"},
        {"post_page",        "ssl....." ".+" "++++++"},
        {"post_read",        "ssl....." ".." "..++++"},
        {"post_receipts",    "ssl....." ".." "..++++"},
        {"post_reply",       "ssl....." ".." "..+rc+"},
        {"post_versions",    "ssl....." ".." "..++c+"},
        {"reaction_set",     "ssl....." ".." "..+rc+"},
        {"session_activity", "ssl+++++" "++" "++++++"},
        {"session_end",      "ss++++++" "++" "++++++"},
        {"session_lock",     "ssl+++++" "++" "++++++"},
        {"session_read",     "ss++++++" "++" "++++++"},
        {"session_resume",   "ss++++++" "++" "++++++"},
        {"space_follow",     "ssl....." ".+" "++++++"},
        {"space_read",       "ssl....." ".+" "++++++"},
        {"state_read",       "ssl+++++" "++" "++++++"},
};

static const char *word_of(char c)
{
	switch (c) {
	case '+':
		return "ok";
	case 's':
		return "session_none";
	case 'l':
		return "session_locked";
	case '.':
		return "not_found";
	case 'r':
		return "space_read_only";
	default:
		return "conflict";
	}
}

static const char *row_of(enum action a)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].act, action_name(a)) == 0)
			return table[i].answers;
	return NULL;
}

static void test_table(void **state)
{
	(void)state;
	for (int a = 0; a < ACT_COUNT; a++) {
		const char *row = row_of((enum action)a);

		if (row == NULL) {
			fail_msg("%s has no row", action_name((enum action)a));
			return;
		}
		assert_int_equal(strlen(row), COLUMNS);
		for (int column = 0; column < COLUMNS; column++) {
			struct model_world w = situation(column);
			const char *got = answer((enum action)a, &w);

			if (strcmp(got, word_of(row[column])) != 0)
				fail_msg("%s, column %d: %s, by hand %s", action_name((enum action)a), column, got, word_of(row[column]));
		}
	}
	assert_int_equal(sizeof(table) / sizeof(table[0]), ACT_COUNT);
}

static void judge_by_model(enum action a, const struct model_world *w)
{
	const char *want = model_answer(action_name(a), w), *got = answer(a, w);

	if (want == NULL) {
		fail_msg("the model does not know %s", action_name(a));
		return;
	}
	if (strcmp(got, want) != 0)
		fail_msg("%s: %s, by the model %s (session %d, hat %d, space %d %d, member %d, readable %d, post %d %d %d %d)", action_name(a), got, want,
		         (int)w->session, (int)w->hat, w->space_there, (int)w->state, w->member, w->readable, w->post_there, w->post_after_joining,
		         w->post_mine, w->post_deleted);
}

/* Every world there is: 4 sessions, 4 hats, 5 states and seven yes or no. */
static void test_model(void **state)
{
	(void)state;
	for (unsigned n = 0; n < 4 * 4 * 5 * 128; n++) {
		unsigned bits = n & 127, rest = n >> 7;
		struct model_world w = {
		        .session = (enum model_session)(rest % 4),
		        .hat = (enum model_hat)(rest / 4 % 4),
		        .state = (enum model_state)(rest / 16),
		        .space_there = bits & 1,
		        .member = bits & 2,
		        .readable = bits & 4,
		        .post_there = bits & 8,
		        .post_after_joining = bits & 16,
		        .post_mine = bits & 32,
		        .post_deleted = bits & 64,
		};

		for (int a = 0; a < ACT_COUNT; a++)
			judge_by_model((enum action)a, &w);
	}
}

static void test_none(void **state)
{
	struct facts nobody = {.now = 1};

	(void)state;
	assert_int_equal(decide(ACT_none, &nobody), ERR_OK);
	assert_string_equal(action_name(ACT_none), "none");
	assert_false(action_needs_post(ACT_none));
	assert_true(action_needs_post(ACT_post_edit));
	assert_false(action_needs_post(ACT_post_create));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_table),
	        cmocka_unit_test(test_model),
	        cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

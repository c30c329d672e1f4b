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
        .session = MODEL_ACTIVE, .hat = MODEL_STAFF, .space_there = true, .role = MODEL_MEMBER, .readable = true, .state = MODEL_OPEN};
static const struct model_world own_post = {.session = MODEL_ACTIVE, .hat = MODEL_STAFF, .space_there = true, .role = MODEL_MEMBER, .readable = true,
                                            .state = MODEL_OPEN, .post_there = true, .post_after_joining = true, .post_mine = true};

static struct facts facts_of(const struct model_world *w)
{
	static const enum session_state sessions[] = {SESSION_NONE, SESSION_ACTIVE, SESSION_LOCKED, SESSION_ENDED};
	static const enum hat_kind hats[] = {HAT_STAFF, HAT_KIN, HAT_OFFICE, HAT_COMMITTEE};
	static const enum space_kind kinds[] = {KIND_CARE, KIND_FAMILY, KIND_CIRCLE, KIND_TIE, KIND_BOARD};
	static const enum member_role roles[] = {ROLE_NONE, ROLE_MEMBER, ROLE_MANAGER, ROLE_DELEGATE, ROLE_ATTENDING};
	static const enum space_state states[] = {SPACE_DRAFT,  SPACE_OPEN,    SPACE_LOCKED, SPACE_ARCHIVED,
						  SPACE_CLOSED, SPACE_ERASING, SPACE_ERASED};
	struct facts f = {.now = 1};

	f.session.hat.id.b[0] = 1;
	f.session.state = sessions[w->session];
	f.session.hat_kind = hats[w->hat];
	f.session.facility_admin = w->facility_admin;
	f.space.found = w->space_there;
	f.space.kind = kinds[w->kind];
	f.space.state = states[w->state];
	f.space.readable = w->readable;
	f.member.found = w->role != MODEL_OUTSIDE;
	f.member.role = roles[w->role];
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
	w.role = column == OUTSIDER || column == NO_SPACE ? MODEL_OUTSIDE : MODEL_MEMBER;
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
 * By hand, of a patient's timeline. + ok, s session_none, l session_locked, . not_found, r space_read_only, c conflict. Columns: nobody, ended, locked; then signed
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

static struct model_act acts[ACT_COUNT];

static void judge_by_model(enum action a, const struct model_world *w)
{
	const char *want = model_answer(&acts[a], w), *got = answer(a, w);

	if (strcmp(got, want) != 0)
		fail_msg("%s: %s, by the model %s (session %d, hat %d %d, space %d: kind %d state %d readable %d role %d, post %d: %d %d %d)",
		         action_name(a), got, want, (int)w->session, (int)w->hat, w->facility_admin, w->space_there, (int)w->kind, (int)w->state,
		         w->readable, (int)w->role, w->post_there, w->post_after_joining, w->post_mine, w->post_deleted);
}

static void judge_all(const struct model_world *w)
{
	for (int a = 0; a < ACT_COUNT; a++)
		judge_by_model((enum action)a, w);
}

/* With every post there can be: none, or one with three properties. */
static void with_posts(struct model_world w)
{
	judge_all(&w);
	w.post_there = true;
	for (unsigned bits = 0; bits < 8; bits++) {
		w.post_after_joining = bits & 1;
		w.post_mine = bits & 2;
		w.post_deleted = bits & 4;
		judge_all(&w);
	}
}

/* In every space there can be: none, or one of 5 kinds in 7 states, readable or not, in 5 roles. */
static void with_spaces(struct model_world w)
{
	with_posts(w);
	w.space_there = true;
	for (unsigned n = 0; n < 5 * 7 * 2 * 5; n++) {
		w.kind = (enum model_kind)(n % 5);
		w.state = (enum model_state)(n / 5 % 7);
		w.readable = n / 35 % 2;
		w.role = (enum model_role)(n / 70);
		with_posts(w);
	}
}

/* Every world there is: 4 sessions, 4 kinds of hat, a 施設管理者 or not, and all spaces and posts. */
static void test_model(void **state)
{
	(void)state;
	for (int a = 0; a < ACT_COUNT; a++) {
		acts[a] = model_act(action_name((enum action)a));
		if (!acts[a].known)
			fail_msg("the model does not know %s", action_name((enum action)a));
	}
	for (unsigned n = 0; n < 4 * 4 * 2; n++)
		with_spaces((struct model_world){
			.session = (enum model_session)(n % 4), .hat = (enum model_hat)(n / 4 % 4), .facility_admin = n / 16});
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

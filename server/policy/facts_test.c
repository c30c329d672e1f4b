#include "policy/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void is_space(struct space_columns c, int64_t now, const char *word, bool readable)
{
	enum space_state state;
	bool may_read;

	facts_space_state(&c, now, &state, &may_read);
	assert_string_equal(facts_space_state_word(state), word);
	assert_int_equal(may_read, readable);
}

static void test_space(void **state)
{
	(void)state;
	is_space((struct space_columns){.consent = STR("none")}, 100, "draft", true);
	is_space((struct space_columns){.consent = STR("recorded")}, 100, "open", true);
	is_space((struct space_columns){.consent = STR("prior")}, 100, "open", true);
	is_space((struct space_columns){.consent = STR("recorded"), .archived_at = 90}, 100, "archived", true);
	is_space((struct space_columns){.consent = STR("none"), .archived_at = 90}, 100, "archived", true);
	is_space((struct space_columns){.consent = STR("recorded"), .frozen_at = 90, .archived_at = 80}, 100, "erasing", true);
}

/* Consent withdrawn: staff may read on for a while, to the millisecond. */
static void test_withdrawn(void **state)
{
	struct space_columns c = {.consent = STR("withdrawn"), .read_until = 200};

	(void)state;
	is_space(c, 100, "locked", true);
	is_space(c, 200, "locked", true);
	is_space(c, 201, "locked", false);
	is_space((struct space_columns){.consent = STR("withdrawn")}, 100, "locked", false);
	is_space((struct space_columns){.consent = STR("withdrawn"), .read_until = 200, .archived_at = 90}, 200, "archived", true);
	is_space((struct space_columns){.consent = STR("withdrawn"), .read_until = 200, .archived_at = 90}, 201, "archived", false);
	is_space((struct space_columns){.consent = STR("withdrawn"), .read_until = 200, .frozen_at = 90}, 201, "erasing", false);
	is_space((struct space_columns){.consent = STR("recorded"), .erased_at = 90}, 100, "erased", false);
	assert_int_equal(facts_readable_until(&c), 200);
	assert_int_equal(facts_readable_until(&(struct space_columns){.consent = STR("recorded"), .read_until = 200}), INT64_MAX);
}

static struct session_facts session(const struct session_columns *c, int64_t now)
{
	struct session_facts f = {0};

	facts_session_state(c, now, &f);
	return f;
}

static void test_session_idle(void **state)
{
	struct session_columns c = {.state = STR("active"), .started_at = 1000, .end_at = 90000, .idle_ms = 500, .account_active = true};
	struct session_facts f = session(&c, 1499);

	(void)state;
	assert_int_equal(f.state, SESSION_ACTIVE);
	assert_int_equal(f.lock_at, 1500);
	assert_false(f.lapsed);
	f = session(&c, 1500);
	assert_int_equal(f.state, SESSION_LOCKED);
	assert_true(f.lapsed);
	c.active_at = 1400;
	f = session(&c, 1899);
	assert_int_equal(f.state, SESSION_ACTIVE);
	assert_int_equal(f.active_at, 1400);
	assert_int_equal(session(&c, 1900).state, SESSION_LOCKED);
}

static void test_session_end(void **state)
{
	struct session_columns c = {.state = STR("active"), .started_at = 1000, .end_at = 2000, .idle_ms = 500, .active_at = 1990, .account_active = true};

	(void)state;
	assert_int_equal(session(&c, 1999).state, SESSION_ACTIVE);
	assert_int_equal(session(&c, 2000).state, SESSION_ENDED);
	assert_true(session(&c, 2000).lapsed);
	c.state = STR("locked");
	assert_int_equal(session(&c, 1999).state, SESSION_LOCKED);
	assert_false(session(&c, 1999).lapsed);
	assert_int_equal(session(&c, 2000).state, SESSION_ENDED);
}

/* What ended does not come back, whatever the times say. */
static void test_session_gone(void **state)
{
	const struct session_columns good = {.state = STR("active"), .started_at = 1000, .end_at = 2000, .idle_ms = 500, .account_active = true};
	struct session_columns c = good;

	(void)state;
	assert_int_equal(session(&c, 1100).state, SESSION_ACTIVE);
	c.state = STR("ended");
	assert_int_equal(session(&c, 1100).state, SESSION_ENDED);
	c = good;
	c.account_active = false;
	assert_int_equal(session(&c, 1100).state, SESSION_ENDED);
	c = good;
	c.hat_ended = true;
	assert_int_equal(session(&c, 1100).state, SESSION_ENDED);
}

static void test_words(void **state)
{
	(void)state;
	assert_int_equal(facts_hat_kind(STR("staff")), HAT_STAFF);
	assert_int_equal(facts_hat_kind(STR("kin")), HAT_KIN);
	assert_int_equal(facts_hat_kind(STR("office")), HAT_OFFICE);
	assert_int_equal(facts_hat_kind(STR("committee")), HAT_COMMITTEE);
	assert_int_equal(facts_role(STR("attending")), ROLE_ATTENDING);
	assert_int_equal(facts_role(STR("delegate")), ROLE_DELEGATE);
	assert_int_equal(facts_role(STR("member")), ROLE_MEMBER);
	assert_int_equal(facts_role((struct str){NULL, 0}), ROLE_NONE);
	assert_string_equal(facts_space_state_word(SPACE_LOCKED), "locked");
}

static struct session_facts proof(struct proof_columns c, const struct terms *t, enum hat_kind kind, bool admin)
{
	struct session_facts f = {.hat_kind = kind, .facility_admin = admin};

	facts_session_proof(&c, t, 1000000, &f);
	return f;
}

/* A factor where one is required, and after a reset, comes before everything else. */
static void test_gate(void **state)
{
	const struct terms t = {.factor_of = {[HAT_OFFICE] = true}, .factor_of_admin = true};

	(void)state;
	assert_true(proof((struct proof_columns){.gate_at = INT64_MAX}, &t, HAT_STAFF, false).admitted);
	assert_false(proof((struct proof_columns){.gate_at = INT64_MAX}, &t, HAT_STAFF, true).admitted);
	assert_false(proof((struct proof_columns){.gate_at = INT64_MAX}, &t, HAT_OFFICE, false).admitted);
	assert_true(proof((struct proof_columns){.factor = true, .gate_at = INT64_MAX}, &t, HAT_OFFICE, false).admitted);
	assert_true(proof((struct proof_columns){.gate_at = INT64_MAX}, &t, HAT_KIN, false).admitted);
	assert_false(proof((struct proof_columns){.must_enrol = true, .gate_at = INT64_MAX}, &t, HAT_KIN, false).admitted);
	assert_true(proof((struct proof_columns){.factor = true, .must_enrol = true, .gate_at = INT64_MAX}, &t, HAT_KIN, false).admitted);
	assert_false(proof((struct proof_columns){.factor = true}, &t, HAT_STAFF, false).admitted);
	assert_true(proof((struct proof_columns){.gate_at = 1000001}, &t, HAT_STAFF, false).admitted);
	assert_false(proof((struct proof_columns){.gate_at = 1000000}, &t, HAT_STAFF, false).admitted);
	assert_int_equal(proof((struct proof_columns){.gate_at = 1000001}, &t, HAT_STAFF, false).gate_at, 1000001);
}

/* Who has a factor shows that, the password is nothing then; who has none is fresh in a demo region only. */
static void test_proof(void **state)
{
	const struct terms real = {0}, demo = {.demo = true};
	const int64_t last = 1000000 - PROOF_MS;
	struct session_facts f = proof((struct proof_columns){.proved_at = last}, &real, HAT_STAFF, false);

	(void)state;
	assert_true(f.proved && !f.fresh);
	assert_false(proof((struct proof_columns){.proved_at = last - 1}, &real, HAT_STAFF, false).proved);
	assert_true(proof((struct proof_columns){.proved_at = last}, &demo, HAT_STAFF, false).fresh);
	assert_false(proof((struct proof_columns){.factor = true, .proved_at = last}, &demo, HAT_STAFF, false).proved);
	f = proof((struct proof_columns){.factor = true, .factor_at = last}, &real, HAT_STAFF, false);
	assert_true(f.proved && f.fresh);
	assert_false(proof((struct proof_columns){.factor = true, .factor_at = last - 1}, &real, HAT_STAFF, false).fresh);
	assert_false(proof((struct proof_columns){.factor = true}, &real, HAT_STAFF, false).proved);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_session_end), cmocka_unit_test(test_session_gone), cmocka_unit_test(test_session_idle),
	        cmocka_unit_test(test_space),       cmocka_unit_test(test_withdrawn),    cmocka_unit_test(test_words),
	        cmocka_unit_test(test_gate),        cmocka_unit_test(test_proof),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

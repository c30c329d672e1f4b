/* Leases against a real holder. */
#include "keys/lease.h"

#include "keys/test_leases.h"

static void test_create_and_get(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()}, absent = {id_new()}, both[2] = {space, absent};
	struct space_key *other;

	assert_int_equal(create(r, space), ERR_OK);
	assert_non_null(lease_key(r->l, space)); /* on lease at once */
	assert_int_equal(create(r, space), ERR_CONFLICT);
	assert_int_equal(want(r, both, 2), ERR_OK);
	assert_null(lease_key(r->l, absent));
	assert_key_survives(r, space, lease_key(r->l, space));
	assert_int_equal(lease_now(r->socket, absent, false, &other), ERR_NOT_FOUND);
	assert_int_equal(lease_now(r->socket, space, true, &other), ERR_CONFLICT);
	assert_int_equal(lease_now(r->socket, absent, true, &other), ERR_OK);
	assert_int_equal(want(r, both, 2), ERR_OK);
	assert_true(is_same(r, absent, other, lease_key(r->l, absent)));
	assert_false(is_same(r, absent, other, lease_key(r->l, absent)) && id_eq(space.id, absent.id));
	space_key_destroy(&other);
	assert_int_equal(want(r, NULL, 0), ERR_OK);
}

/* Creations that arrive together share writes; a want of more than one GET's worth. */
static void test_many(void **state)
{
	enum { COUNT = 300, WANTED = 2600 };
	struct room *r = *state;
	struct space_id *spaces = calloc(WANTED, sizeof(*spaces));
	struct keys_status before, after;
	size_t held = 0;

	for (size_t i = 0; i < WANTED; i++)
		spaces[i].id = id_new();
	assert_int_equal(keys_status_now(r->socket, &before), ERR_OK);
	r->last = ERR_COUNT;
	for (size_t i = 0; i < COUNT; i++) {
		r->waiting++;
		leases_create_key(r->l, spaces[i * 8], on_answer, r);
	}
	assert_int_equal(wait_all(r), ERR_OK);
	assert_int_equal(keys_status_now(r->socket, &after), ERR_OK);
	assert_int_equal(after.keys, COUNT);
	assert_true(after.generation > before.generation);
	assert_true(after.generation - before.generation <= 4);
	leases_destroy(&r->l);
	r->l = leases_create(r->loop, r->socket);
	assert_int_equal(want(r, spaces, WANTED), ERR_OK);
	for (size_t i = 0; i < WANTED; i++)
		held += lease_key(r->l, spaces[i]) != NULL;
	assert_int_equal(held, COUNT);
	free(spaces);
}

/* Two wants for one space, and one for what is here: each is called once, never from inside the call. */
static void test_coalesced(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};

	assert_int_equal(create(r, space), ERR_OK);
	leases_destroy(&r->l);
	r->l = leases_create(r->loop, r->socket);
	r->last = ERR_COUNT;
	r->waiting = 2;
	leases_want(r->l, &space, 1, on_answer, r);
	leases_want(r->l, &space, 1, on_answer, r);
	assert_int_equal(r->waiting, 2);
	assert_int_equal(wait_all(r), ERR_OK);
	assert_non_null(lease_key(r->l, space));
	r->waiting = 1;
	leases_want(r->l, &space, 1, on_answer, r);
	assert_int_equal(r->waiting, 1);
	assert_int_equal(wait_all(r), ERR_OK);
}

static void test_killed_and_restarted(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()}, second = {id_new()};
	struct space_key *kept;

	assert_int_equal(create(r, space), ERR_OK);
	assert_int_equal(lease_now(r->socket, space, false, &kept), ERR_OK);
	assert_int_equal(holder_end(r, SIGKILL), -SIGKILL);
	assert_int_equal(want(r, &space, 1), ERR_OK);         /* the lease goes on */
	assert_int_equal(want(r, &second, 1), ERR_KEYS_DOWN); /* after two seconds */
	assert_int_equal(create(r, second), ERR_KEYS_DOWN);
	assert_int_equal(lease_now(r->socket, space, false, &(struct space_key *){NULL}), ERR_KEYS_DOWN);
	assert_true(holder_start(r));
	assert_key_survives(r, space, kept);
	assert_int_equal(create(r, second), ERR_OK); /* connected again by itself */
	assert_int_equal(want(r, &space, 1), ERR_OK);
	space_key_destroy(&kept);
}

/* Asked for while the holder is away for a moment: answered when it is back. */
static void test_waits_for_restart(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};

	assert_int_equal(create(r, space), ERR_OK);
	leases_destroy(&r->l);
	assert_int_equal(holder_end(r, SIGTERM), 0);
	r->l = leases_create(r->loop, r->socket);
	r->last = ERR_COUNT;
	r->waiting = 1;
	leases_want(r->l, &space, 1, on_answer, r);
	assert_true(holder_start(r));
	assert_int_equal(wait_all(r), ERR_OK);
	assert_non_null(lease_key(r->l, space));
}

static void test_lease_ends(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};

	assert_int_equal(create(r, space), ERR_OK);
	clock_set(r, LEASE_MINUTES - 1);
	assert_non_null(lease_key(r->l, space)); /* and asks for the next ten minutes */
	assert_int_equal(want(r, &(struct space_id){id_new()}, 1), ERR_OK);
	clock_set(r, 2 * LEASE_MINUTES - 2);
	assert_non_null(lease_key(r->l, space));
	clock_set(r, 4 * LEASE_MINUTES);
	assert_null(lease_key(r->l, space));
	assert_int_equal(want(r, &space, 1), ERR_OK);
	assert_non_null(lease_key(r->l, space));
}

static void destroy_leases(void *arg, enum err e)
{
	struct room *r = arg;

	(void)e;
	leases_destroy(&r->l);
	loop_stop(r->loop);
}

/* From inside a callback, with others still waiting: none of those is called. */
static void test_destroy_inside(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};

	leases_want(r->l, &space, 1, on_answer, r);
	leases_create_key(r->l, space, on_answer, r);
	leases_want(r->l, &space, 1, destroy_leases, r);
	loop_run(r->loop);
	assert_null(r->l);
	assert_int_equal(r->waiting, 0);
}

int main(void)
{
	char clock[] = "/tmp/tasuki-clock-XXXXXX";
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_coalesced, enter, leave),
		cmocka_unit_test_setup_teardown(test_create_and_get, enter, leave),
		cmocka_unit_test_setup_teardown(test_destroy_inside, enter, leave),
		cmocka_unit_test_setup_teardown(test_killed_and_restarted, enter, leave),
		cmocka_unit_test_setup_teardown(test_lease_ends, enter, leave),
		cmocka_unit_test_setup_teardown(test_many, enter, leave),
		cmocka_unit_test_setup_teardown(test_waits_for_restart, enter, leave),
	};
	int failed;

	if (region_clock(clock) != 0)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	(void)unlink(clock);
	return failed;
}
